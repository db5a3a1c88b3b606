/** Mending go.sum: go writes the lines in a copy, the user sees the difference, and agrees or not. */
import path from 'node:path';
import * as vscode from 'vscode';
import { type Result, success } from '../../base/result.ts';
import type { ChangeFault, SumsEdit } from '../../remedies/change/change.ts';
import type { SumsMend } from '../../remedies/remedy.ts';
import { checksumEditorText } from '../../text/words/editor/checksumEditorText.ts';
import { editedLines } from '../../text/words/remedy/editLines.ts';
import { withProgress } from '../adapters/withProgress.ts';
import type { ChangeMaker } from './changeMaker.ts';

export class SumsMender {
  readonly #changes: ChangeMaker;
  readonly #show: (edit: SumsEdit) => Promise<void>;

  /** `show` opens a go.sum as it is beside what it would become. */
  constructor(changes: ChangeMaker, show: (edit: SumsEdit) => Promise<void>) {
    this.#changes = changes;
    this.#show = show;
  }

  /** Returns what the user agrees to; nothing where there is nothing to mend, or the user does not. Nothing is changed here. */
  async propose(mend: SumsMend): Promise<Result<readonly SumsEdit[], ChangeFault>> {
    const name = `${mend.module}@${mend.version}`;
    const staged = await withProgress(checksumEditorText.staging(name), 1, (signal) =>
      this.#changes.stageSums(mend, signal),
    );
    if (staged === undefined) return success([]);
    if (!staged.ok) return staged.error.code === 'aborted' ? success([]) : staged;
    if (staged.value.length === 0) void vscode.window.showInformationMessage(checksumEditorText.nothingToMend(name));
    for (const edit of staged.value) if (!(await this.#agrees(edit))) return success([]);
    return staged;
  }

  async #agrees(edit: SumsEdit): Promise<boolean> {
    await this.#show(edit);
    const { gone, come } = editedLines(edit);
    const question = checksumEditorText.agree(path.basename(edit.path), gone.length, come.length);
    const [yes, no] = [checksumEditorText.putInPlace(), checksumEditorText.leave()];
    return (await vscode.window.showInformationMessage(question, yes, no)) === yes;
  }
}
