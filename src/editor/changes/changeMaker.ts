/** Makes and takes back changes for this window: what the journal needs is gathered here, and what VS Code must know first is asked. */
import path from 'node:path';
import * as vscode from 'vscode';
import type { Result } from '../../base/result.ts';
import { failure } from '../../base/result.ts';
import type {
  Change,
  ChangeFault,
  ChangeLabel,
  ChangeRequest,
  SumsEdit,
  Undone,
} from '../../remedies/change/change.ts';
import type { SumsMend } from '../../remedies/remedy.ts';
import { until } from '../adapters/until.ts';
import type { EditorExaminer } from '../examination/examiner.ts';
import type { Journal } from './journal.ts';

/** ms; VS Code notices a settings file within a second. */
const NOTICED = 5_000;

export class ChangeMaker {
  readonly #journal: () => Promise<Journal>;
  readonly #examiner: EditorExaminer;

  constructor(journal: () => Promise<Journal>, examiner: EditorExaminer) {
    this.#journal = journal;
    this.#examiner = examiner;
  }

  async apply(request: ChangeRequest, label: ChangeLabel, signal: AbortSignal): Promise<Result<Change, ChangeFault>> {
    const unsaved = unsavedTarget(request);
    if (unsaved !== null) return failure({ code: 'unsaved', file: unsaved } as const);
    const { changes } = await this.#journal();
    const result = await changes.apply(request, label, await this.#context(request, signal), signal);
    if (result.ok && request.kind === 'settings') await noticed(request.folder, request.values);
    return result;
  }

  async undo(signal: AbortSignal): Promise<Result<Undone, ChangeFault>> {
    const { changes } = await this.#journal();
    const [newest] = await changes.list();
    const unsaved = newest?.files.find(isUnsaved);
    if (unsaved !== undefined) return failure({ code: 'unsaved', file: unsaved } as const);
    return changes.undo(signal);
  }

  /** See stageSums: nothing of the user's is touched. */
  async stageSums(mend: SumsMend, signal: AbortSignal): Promise<Result<readonly SumsEdit[], ChangeFault>> {
    const unsaved = mend.files.find(isUnsaved);
    if (unsaved !== undefined) return failure({ code: 'unsaved', file: unsaved } as const);
    const { stage } = await this.#journal();
    const [file] = mend.files;
    const folder = file === undefined ? null : path.dirname(file);
    return stage(mend, await this.#examiner.changeContext(folder, signal), signal);
  }

  /** Deletes one version's files from the module cache of the go that runs in `folder`, but for those named in `keep`. */
  async clean(module: string, version: string, folder: string, signal: AbortSignal, keep: readonly string[] = []) {
    const go = await this.#examiner.view(folder, signal);
    const { clean } = await this.#journal();
    return clean({ modcache: go.value('GOMODCACHE'), module, version, keep }, signal);
  }

  /** The newest first. */
  async list(): Promise<readonly Change[]> {
    const { changes } = await this.#journal();
    return changes.list();
  }

  #context(request: ChangeRequest, signal: AbortSignal) {
    return this.#examiner.changeContext(request.kind === 'go' ? request.folder : null, signal);
  }
}

/** Returns a file that VS Code would write its own text over ours in; null where there is none. */
function unsavedTarget(request: ChangeRequest): string | null {
  switch (request.kind) {
    case 'settings': {
      const file = path.join(request.folder, '.vscode', 'settings.json');
      return isUnsaved(file) ? file : null;
    }
    case 'sums':
      return request.edits.find((edit) => isUnsaved(edit.path))?.path ?? null;
    default:
      return null;
  }
}

function isUnsaved(file: string): boolean {
  return vscode.workspace.textDocuments.some(({ uri, isDirty }) => isDirty && uri.fsPath === file);
}

/** A new terminal that is opened next must have the new value. */
async function noticed(folder: string, values: Readonly<Record<string, unknown>>): Promise<void> {
  const list = values['go.goproxy'];
  if (list === undefined) return;
  const isNoticed = () =>
    vscode.workspace.getConfiguration(undefined, vscode.Uri.file(folder)).inspect('go.goproxy')
      ?.workspaceFolderValue === (list ?? undefined) ||
    vscode.workspace.getConfiguration(undefined, vscode.Uri.file(folder)).get('go.goproxy') === (list ?? '');
  await until(isNoticed, vscode.workspace.onDidChangeConfiguration, NOTICED);
}
