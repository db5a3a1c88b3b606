/** Gives GOPROXY another value, for this workspace or for the user, and tells what sees it and what does not. */
import * as vscode from 'vscode';
import { redact } from '../../base/redact.ts';
import { failure, type Result } from '../../base/result.ts';
import type { Change, ChangeFault, ChangeRequest } from '../../remedies/change/change.ts';
import { editorText } from '../../text/words/editor/editorText.ts';
import { changeFaultText } from '../../text/words/remedy/changeText.ts';
import type { EditorExaminer } from '../examination/examiner.ts';
import { tellChange } from '../surfaces/changeNotice.ts';
import type { WorkspaceList } from '../workspaceList.ts';
import type { ChangeMaker } from './changeMaker.ts';

/** ms; `go env -w` takes some ten. */
const DEADLINE = 30_000;

type ListScope = 'workspace' | 'user';

export interface ListPlace {
  readonly scope: ListScope;
  /** That of the module; null outside of any workspace. */
  readonly folder: string | null;
  /** What undo shows; redacted. */
  readonly subject: string;
}

export interface ListEffect {
  readonly effective: string;
  readonly masked: boolean;
}

export class ListChanger {
  readonly #changes: ChangeMaker;
  readonly #examiner: EditorExaminer;
  readonly #workspaceList: WorkspaceList;

  constructor(changes: ChangeMaker, examiner: EditorExaminer, workspaceList: WorkspaceList) {
    this.#changes = changes;
    this.#examiner = examiner;
    this.#workspaceList = workspaceList;
  }

  /** `list` null takes the stored value away. */
  async change(list: string | null, place: ListPlace): Promise<void> {
    const { scope, folder } = place;
    const made = await this.set(list, place, AbortSignal.timeout(DEADLINE));
    if (made.ok) {
      const forTerminals = scope === 'workspace' ? list : null;
      await tellChange({ done: doneText(scope, await this.effectOf(list, folder)), list: forTerminals, rerun: null });
    } else if (made.error === 'no-folder') void vscode.window.showWarningMessage(editorText.noFolder());
    else void vscode.window.showErrorMessage(redact(changeFaultText(made.error)));
  }

  /** The change alone: nothing is shown. */
  async set(
    list: string | null,
    { scope, folder, subject }: ListPlace,
    signal: AbortSignal,
  ): Promise<Result<Change, ChangeFault | 'no-folder'>> {
    const root = folder === null ? undefined : vscode.workspace.getWorkspaceFolder(vscode.Uri.file(folder))?.uri;
    if (scope === 'workspace' && root === undefined) return failure('no-folder');
    const request: ChangeRequest =
      scope === 'user' || root === undefined
        ? { kind: 'go-env', values: { GOPROXY: list } }
        : { kind: 'settings', folder: root.fsPath, values: { 'go.goproxy': list } };
    if (root !== undefined && scope === 'workspace' && list !== null) await this.#workspaceList.keep(root, list);
    return this.#changes.apply(request, { remedy: 'use', subject }, signal);
  }

  /** What go goes by in that folder, after `list` was stored; `masked` where that is another list. */
  async effectOf(list: string | null, folder: string | null): Promise<ListEffect> {
    const { current } = await this.#examiner.remedyContext(folder);
    return { effective: current.value, masked: list !== null && current.value !== list };
  }
}

/** Whether it counts, and for whom. Redacted. */
export function doneText(scope: ListScope, { effective, masked }: ListEffect): string {
  if (masked) return editorText.masked(redact(effective));
  return scope === 'workspace' ? editorText.changedHere() : editorText.changedEverywhere();
}
