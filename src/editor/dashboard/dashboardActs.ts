/** What pressing something in the dashboard does: the same commands and changes as everywhere else. */
import * as vscode from 'vscode';
import { redact } from '../../base/redact.ts';
import type { Examination } from '../../doctor/examination.ts';
import { moveFirst } from '../../goproxy/list/list.ts';
import { type Act, DASHBOARD_COMMANDS } from '../../text/report/dashboard/dashboardDocument.ts';
import { entryName } from '../../text/words/entryName.ts';
import type { ListChanger } from '../changes/listChanger.ts';
import type { RemedyRunner } from '../changes/remedyRunner.ts';
import { COMMANDS } from '../commands.ts';
import { currentModuleFolder } from '../examination/goModule.ts';
import { remedyCallOf } from '../surfaces/report/remedyCallOf.ts';

export interface ActParts {
  readonly changer: ListChanger;
  readonly remedies: RemedyRunner;
}

/** `examination` is the one that the page showed. What a page sends is no more than a number or a word of ours. */
export async function carryOut(
  act: Act,
  examination: Examination | null,
  { changer, remedies }: ActParts,
): Promise<void> {
  switch (act.kind) {
    case 'command':
      if (DASHBOARD_COMMANDS.includes(act.command)) await vscode.commands.executeCommand(COMMANDS[act.command]);
      return;
    case 'first':
      await putFirst(act.entry, examination, changer);
      return;
    case 'remedy': {
      const call = examination === null ? null : remedyCallOf(examination, act.letter);
      if (call !== null) await remedies.run(call);
      return;
    }
  }
}

async function putFirst(index: number, examination: Examination | null, changer: ListChanger): Promise<void> {
  const list = examination?.list ?? null;
  const entry = list?.entries[index];
  const moved = list === null ? null : moveFirst(list, index);
  if (entry === undefined || moved === null) return;
  const folder = await currentModuleFolder();
  const scope = folder === undefined ? 'user' : 'workspace';
  await changer.change(moved, { scope, folder: folder?.fsPath ?? null, subject: redact(entryName(entry)) });
}
