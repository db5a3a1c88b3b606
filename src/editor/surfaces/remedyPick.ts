/** The remedies of one failure as a quick pick: what each changes, what it costs, how it is taken back. */
import * as vscode from 'vscode';
import { redact } from '../../base/redact.ts';
import type { CommandFinding } from '../../doctor/incident/incident.ts';
import type { Remedy } from '../../remedies/remedy.ts';
import { editorText } from '../../text/words/editorText.ts';
import { incidentSentence } from '../../text/words/incidentText.ts';
import { remedyWords } from '../../text/words/remedyText.ts';
import type { WindowIncident } from '../incident/incidents.ts';
import type { RemedyCall } from '../remedyRunner.ts';

export interface RemedyItem extends vscode.QuickPickItem {
  readonly remedy: Remedy;
}

const ICONS: Readonly<Partial<Record<Remedy['action']['kind'], string>>> = {
  advice: 'info',
  explain: 'book',
  triage: 'law',
  report: 'mail',
};

/** One line each; the words are those of every other surface. */
export function remedyItem(remedy: Remedy): RemedyItem {
  const { title, changes, costs } = remedyWords(remedy);
  const { kind } = remedy.action;
  const changesNothing = kind === 'advice' || kind === 'explain' || kind === 'triage' || kind === 'report';
  const icon = `$(${ICONS[kind] ?? 'wand'})`;
  const detail = [changesNothing ? null : changes, costs].filter((text) => text !== null).join(' ');
  return { label: `${icon} ${redact(title)}`, ...(detail === '' ? {} : { detail: redact(detail) }), remedy };
}

export async function pickRemedy(
  finding: CommandFinding,
  incident: WindowIncident | null,
  run: (call: RemedyCall) => Promise<void>,
): Promise<void> {
  const picked = await vscode.window.showQuickPick(finding.remedies.map(remedyItem), {
    title: redact(incidentSentence(finding)),
    placeHolder: editorText.pickRemedy(),
    matchOnDetail: true,
  });
  if (picked !== undefined) await run({ remedy: picked.remedy, code: finding.code, incident, finding });
}
