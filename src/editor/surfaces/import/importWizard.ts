/** Bringing modules in, step by step: which source, go's judgement, the result with its undo, what is still missing, and again. */
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import type { Log } from '../../../base/log.ts';
import { redact } from '../../../base/redact.ts';
import type { ModuleQuery } from '../../../goproxy/module/version.ts';
import type { Imported, ImportedModule } from '../../../integrity/import/importQuestion.ts';
import { importText, isUnvouched } from '../../../text/report/modules/importText.ts';
import { importFaultText, importWords } from '../../../text/words/command/importWords.ts';
import { editorText } from '../../../text/words/editor/editorText.ts';
import { importEditorText } from '../../../text/words/editor/importEditorText.ts';
import { changeFaultText } from '../../../text/words/remedy/changeText.ts';
import { withSteps } from '../../adapters/withProgress.ts';
import type { ChangeMaker } from '../../changes/changeMaker.ts';
import { COMMANDS } from '../../commands.ts';
import type { EditorExaminer } from '../../examination/examiner.ts';
import { nameModule, pickMissing, pickSources } from './sourcePick.ts';

export interface ImportParts {
  readonly examiner: EditorExaminer;
  readonly changes: ChangeMaker;
  readonly log: Log;
}

interface Asked {
  readonly sources: readonly string[];
  readonly named: ModuleQuery | null;
  readonly unproved: boolean;
}

/** Ends where the user has enough, or nothing is missing any more. `folder` is that of the module that is worked on. */
export async function bringIn(
  wanted: ModuleQuery | null,
  folder: vscode.Uri | undefined,
  parts: ImportParts,
): Promise<void> {
  for (let next: ModuleQuery | null | undefined = wanted; next !== undefined; ) {
    const sources = await pickSources(next, folder);
    const imported: Imported | null = sources === undefined ? null : await take(sources, next, folder, parts);
    if (imported === null) return;
    void tell(imported, folder, parts);
    const missing: Imported['missing'] = imported.missing ?? [];
    next = missing.length === 0 ? undefined : await pickMissing(missing);
  }
}

/** Returns null where it was cancelled, or has been told that there is nothing. */
async function take(
  sources: readonly string[],
  wanted: ModuleQuery | null,
  folder: vscode.Uri | undefined,
  parts: ImportParts,
): Promise<Imported | null> {
  let asked: Asked = { sources, named: null, unproved: false };
  let done = await run(asked, folder, parts);
  if (done?.ok === false && done.error.code === 'unnamed') {
    const named = await nameModule(done.error.module, wanted);
    if (named === undefined) return null;
    asked = { ...asked, named };
    done = await run(asked, folder, parts);
  }
  if (done === null) return null;
  if (!done.ok) {
    void vscode.window.showErrorMessage(redact(importFaultText(done.error)));
    return null;
  }
  const unvouched = done.value.modules.filter(isUnvouched);
  if (unvouched.length === 0 || !(await isAgreed(unvouched))) return done.value;
  const again = await run({ ...asked, unproved: true }, folder, parts);
  return again?.ok === true ? again.value : null;
}

async function isAgreed(unvouched: readonly ImportedModule[]): Promise<boolean> {
  const { message, detail } = importEditorText.question(unvouched);
  const yes = importEditorText.withoutProof();
  return (await vscode.window.showWarningMessage(message, { modal: true, detail }, yes)) === yes;
}

type Outcome = Awaited<ReturnType<ImportParts['examiner']['importModules']>>;

/** Returns null where it was cancelled, or has been told that it failed. */
function run(asked: Asked, folder: vscode.Uri | undefined, { examiner, log }: ImportParts): Thenable<Outcome | null> {
  const steps = { title: importEditorText.importing(), log, topic: 'import', failed: importEditorText.failed };
  return withSteps(steps, (signal, report) =>
    examiner.importModules(asked, folder, signal, ({ step, done, all }) => report(importWords.step(step, done, all))),
  );
}

async function tell(imported: Imported, folder: vscode.Uri | undefined, parts: ImportParts): Promise<void> {
  const taken = imported.modules.filter(({ ok }) => ok);
  const refused = imported.modules.filter(({ ok }) => !ok);
  parts.log.write(refused.length > 0 ? 'warn' : 'info', 'import', redact(importText(imported)));
  await Promise.all([tellTaken(taken, folder, parts), tellRefused(refused)]);
}

async function tellTaken(
  taken: readonly ImportedModule[],
  folder: vscode.Uri | undefined,
  parts: ImportParts,
): Promise<void> {
  if (taken.length === 0) return;
  const fresh = taken.filter(({ before }) => before !== null);
  const buttons = fresh.length === 0 ? [] : [editorText.undo()];
  const answer = await vscode.window.showInformationMessage(importEditorText.taken(taken), ...buttons);
  if (answer === editorText.undo()) await takeOut(fresh, folder, parts);
}

async function tellRefused(refused: readonly ImportedModule[]): Promise<void> {
  if (refused.length === 0) return;
  const answer = await vscode.window.showErrorMessage(importEditorText.refused(refused), importEditorText.details());
  if (answer === importEditorText.details()) await vscode.commands.executeCommand(COMMANDS.showLog);
}

/** What the cache had of them before stays there. */
async function takeOut(
  modules: readonly ImportedModule[],
  folder: vscode.Uri | undefined,
  { changes }: ImportParts,
): Promise<void> {
  const where = folder?.fsPath ?? homedir();
  const signal = AbortSignal.timeout(UNDO);
  for (const { module, version, before } of modules) {
    const gone = await changes.clean(module, version, where, signal, before ?? []);
    if (gone.ok) continue;
    void vscode.window.showErrorMessage(redact(changeFaultText(gone.error)));
    return;
  }
  void vscode.window.showInformationMessage(importEditorText.goneAgain(modules.length));
}

/** ms; a version is some thousand files at most. */
const UNDO = 60_000;
