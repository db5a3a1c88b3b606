/** Gives GOPROXY another value, for this workspace or for the user, and tells what sees it and what does not. */
import * as vscode from 'vscode';
import { redact } from '../base/redact.ts';
import type { ChangeRequest } from '../remedies/change/change.ts';
import { changeFaultText } from '../text/words/changeText.ts';
import { editorText } from '../text/words/editorText.ts';
import type { ChangeMaker } from './changeMaker.ts';
import type { EditorExaminer } from './examiner.ts';
import { tellChange } from './surfaces/changeNotice.ts';
import type { WorkspaceList } from './workspaceList.ts';

/** ms; `go env -w` takes some ten. */
const DEADLINE = 30_000;

export class ListChanger {
  readonly #changes: ChangeMaker;
  readonly #examiner: EditorExaminer;
  readonly #workspaceList: WorkspaceList;

  constructor(changes: ChangeMaker, examiner: EditorExaminer, workspaceList: WorkspaceList) {
    this.#changes = changes;
    this.#examiner = examiner;
    this.#workspaceList = workspaceList;
  }

  /** `list` null takes the stored value away. `folder`: that of the module; null outside of any workspace. */
  async change(
    list: string | null,
    scope: 'workspace' | 'user',
    folder: string | null,
    subject: string,
  ): Promise<void> {
    const root = folder === null ? undefined : vscode.workspace.getWorkspaceFolder(vscode.Uri.file(folder))?.uri;
    if (scope === 'workspace' && root === undefined) {
      void vscode.window.showWarningMessage(editorText.noFolder());
      return;
    }
    const request: ChangeRequest =
      scope === 'user' || root === undefined
        ? { kind: 'go-env', values: { GOPROXY: list } }
        : { kind: 'settings', folder: root.fsPath, values: { 'go.goproxy': list } };
    if (root !== undefined && scope === 'workspace' && list !== null) await this.#workspaceList.keep(root, list);
    const made = await this.#changes.apply(request, { remedy: 'use', subject }, AbortSignal.timeout(DEADLINE));
    if (!made.ok) {
      void vscode.window.showErrorMessage(redact(changeFaultText(made.error)));
      return;
    }
    await this.#tell(list, scope, folder);
  }

  async #tell(list: string | null, scope: 'workspace' | 'user', folder: string | null): Promise<void> {
    const { current } = await this.#examiner.remedyContext(folder);
    const isMasked = list !== null && current.value !== list;
    const told = isMasked
      ? editorText.masked(redact(current.value))
      : scope === 'workspace'
        ? editorText.changedHere()
        : editorText.changedEverywhere();
    await tellChange({ done: told, list: scope === 'workspace' ? list : null, rerun: null });
  }
}
