/** The quick pick behind the status bar: what is wrong with its best remedies first, then looking, then changing. */
import * as vscode from 'vscode';
import { redact } from '../../../base/redact.ts';
import type { FailureCode } from '../../../failures/code.ts';
import type { Remedy } from '../../../remedies/remedy.ts';
import { editorText } from '../../../text/words/editor/editorText.ts';
import { failoverText } from '../../../text/words/editor/failoverText.ts';
import { incidentTitle } from '../../../text/words/editor/incidentText.ts';
import { statusSentence } from '../../../text/words/editor/statusText.ts';
import { spokenFinding } from '../../../text/words/verdict/verdictText.ts';
import type { ChangeMaker } from '../../changes/changeMaker.ts';
import type { RemedyCall, RemedyRunner } from '../../changes/remedyRunner.ts';
import { COMMANDS, EXTENSION_ID } from '../../commands.ts';
import type { ListStatus } from '../../examination/listStatus.ts';
import type { Move, Mover } from '../../failover/moves.ts';
import type { Incidents } from '../../incident/incidents.ts';
import type { MutedNotices } from '../../incident/mutedNotices.ts';
import { remedyItem } from '../incident/remedyPick.ts';
import { undoItem } from '../undoCommand.ts';

interface Item extends vscode.QuickPickItem {
  run?(): Thenable<unknown>;
}

export interface MenuParts {
  readonly status: ListStatus;
  readonly incidents: Incidents;
  readonly muted: MutedNotices;
  readonly changes: ChangeMaker;
  readonly remedies: RemedyRunner;
  /** The one of the mode that failover has now. */
  mover(): Mover;
}

export function registerMenu(parts: MenuParts, channel: vscode.LogOutputChannel): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand(COMMANDS.menu, async () => {
      const title = redact(statusSentence(parts.status.snapshot));
      const picked = await vscode.window.showQuickPick(items(parts), { title, placeHolder: editorText.menuTitle() });
      await picked?.run?.();
    }),
    vscode.commands.registerCommand(COMMANDS.showLog, () => channel.show()),
  );
}

async function items(parts: MenuParts): Promise<Item[]> {
  const mend = [...mendItems(parts), ...rerunItems(parts)];
  const undo = await undoItem(parts.changes, Date.now());
  return [
    ...(mend.length === 0 ? [] : [separator(editorText.mend()), ...mend]),
    separator(editorText.look()),
    { ...command(`$(pulse) ${editorText.diagnose()}`, COMMANDS.diagnose), description: editorText.diagnoseDetail() },
    command(`$(clippy) ${editorText.diagnoseText()}`, COMMANDS.diagnoseText),
    command(`$(graph) ${editorText.dashboard()}`, COMMANDS.dashboard),
    command(`$(list-tree) ${editorText.environment()}`, COMMANDS.environment),
    command(`$(list-ordered) ${editorText.compare()}`, COMMANDS.compare),
    command(`$(output) ${editorText.log()}`, COMMANDS.showLog),
    separator(editorText.change()),
    ...(await moveItems(parts.mover())),
    command(`$(arrow-swap) ${editorText.switchProxy()}`, COMMANDS.switch),
    ...(undo === null ? [] : [{ ...undo, run: () => vscode.commands.executeCommand(COMMANDS.undo) }]),
    ...(parts.muted.isEmpty ? [] : [{ label: `$(bell) ${editorText.allNotices()}`, run: () => parts.muted.clear() }]),
    {
      label: `$(gear) ${editorText.settings()}`,
      run: () => vscode.commands.executeCommand('workbench.action.openSettings', `@ext:${EXTENSION_ID}`),
    },
  ];
}

/** The remedies of the newest incident, else of the finding that the title speaks of. */
function mendItems({ status, incidents, remedies }: MenuParts): Item[] {
  const run = (call: RemedyCall) => remedies.run(call);
  const [incident] = incidents.open;
  const [failed] = incident?.findings ?? [];
  if (incident !== undefined && failed !== undefined) {
    return remedyItems(failed.remedies, failed.code, (call) => run({ ...call, incident, finding: failed }));
  }
  const { examination } = status.snapshot;
  const spoken = examination === null ? null : spokenFinding(examination);
  if (spoken !== null) return remedyItems(spoken.remedies, spoken.code, run);
  // Beside the way that go takes something ails: only what can be done about it is worth a line.
  const beside = examination?.findings.find(({ severity }) => severity !== 'info');
  const doable = beside?.remedies.filter(canBeDone) ?? [];
  return beside === undefined ? [] : remedyItems(doable, beside.code, run);
}

/** A line to copy counts. */
function canBeDone({ action, command }: Remedy): boolean {
  return command !== null || (action.kind !== 'advice' && action.kind !== 'explain');
}

function remedyItems(remedies: readonly Remedy[], code: FailureCode, run: (call: RemedyCall) => Promise<void>): Item[] {
  return remedies.map((remedy) => ({
    ...remedyItem(remedy),
    run: () => run({ remedy, code, incident: null, finding: null }),
  }));
}

async function moveItems(mover: Mover): Promise<Item[]> {
  const details = mover.target === 'relay' ? failoverText.inRelay : failoverText.inSetting;
  return (await mover.moves()).map((move) => {
    const label = `${MOVE_ICONS[move.kind]} ${redact(moveLabel(move))}`;
    return { label, detail: details[move.kind](), run: () => mover.make(move) };
  });
}

function moveLabel(move: Move): string {
  switch (move.kind) {
    case 'first':
      return failoverText.first(move.entry);
    case 'back':
      return failoverText.back(move.entry);
    case 'hold':
      return failoverText.hold();
    case 'release':
      return failoverText.release();
  }
}

const MOVE_ICONS: Readonly<Record<Move['kind'], string>> = {
  first: '$(arrow-up)',
  back: '$(reply)',
  hold: '$(lock)',
  release: '$(unlock)',
};

function rerunItems({ incidents }: MenuParts): Item[] {
  const failed = incidents.open.find(({ report }) => report.origin !== null);
  if (failed?.command == null) return [];
  return [
    {
      ...command(`$(refresh) ${editorText.runFailedAgain()}`, COMMANDS.rerun),
      description: redact(failed.command),
      detail: redact(incidentTitle(failed)),
    },
  ];
}

function command(label: string, id: string): Item {
  return { label, run: () => vscode.commands.executeCommand(id) };
}

function separator(label: string): Item {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
