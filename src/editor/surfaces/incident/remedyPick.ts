/** The remedies of one failure as a quick pick: what each changes, what it costs, how it is taken back. */
import * as vscode from 'vscode';
import { redact } from '../../../base/redact.ts';
import type { CommandFinding } from '../../../doctor/incident/incident.ts';
import type { FailureCode } from '../../../failures/code.ts';
import type { Remedy } from '../../../remedies/remedy.ts';
import { editorText } from '../../../text/words/editor/editorText.ts';
import { incidentSentence } from '../../../text/words/editor/incidentText.ts';
import { remedyWords } from '../../../text/words/remedy/remedyText.ts';
import type { RemedyCall } from '../../changes/remedyRunner.ts';
import type { WindowIncident } from '../../incident/incidents.ts';

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

/** What remedies are picked for. */
export interface Ailment {
  /** A sentence, redacted. */
  readonly title: string;
  readonly code: FailureCode;
  readonly remedies: readonly Remedy[];
  /** The command of the user's that died of it, and how; null where only an examination tells. */
  readonly finding: CommandFinding | null;
  readonly incident: WindowIncident | null;
}

export function ailmentOf(finding: CommandFinding, incident: WindowIncident): Ailment {
  const { code, remedies } = finding;
  return { title: redact(incidentSentence(finding)), code, remedies, finding, incident };
}

export async function pickRemedy(
  { title, code, remedies, finding, incident }: Ailment,
  run: (call: RemedyCall) => Promise<void>,
): Promise<void> {
  const options = { title, placeHolder: editorText.pickRemedy(), matchOnDetail: true };
  const picked = await vscode.window.showQuickPick(remedies.map(remedyItem), options);
  if (picked !== undefined) await run({ remedy: picked.remedy, code, incident, finding });
}
