/** Makes and takes back changes for this window: what the journal needs is gathered here, and what VS Code must know first is asked. */
import path from 'node:path';
import * as vscode from 'vscode';
import type { Result } from '../base/result.ts';
import { failure } from '../base/result.ts';
import type { Change, ChangeFault, ChangeLabel, ChangeRequest, Undone } from '../remedies/change/change.ts';
import type { Changes } from '../remedies/change/changes.ts';
import type { EditorExaminer } from './examiner.ts';
import { until } from './until.ts';

/** ms; VS Code notices a settings file within a second. */
const NOTICED = 5_000;

/** See cleanCachedVersion. */
type Clean = (
  request: { readonly modcache: string; readonly module: string; readonly version: string },
  signal: AbortSignal,
) => Promise<Result<readonly string[], ChangeFault>>;

export class ChangeMaker {
  readonly #changes: Changes;
  readonly #clean: Clean;
  readonly #examiner: EditorExaminer;

  constructor(changes: Changes, clean: Clean, examiner: EditorExaminer) {
    this.#changes = changes;
    this.#clean = clean;
    this.#examiner = examiner;
  }

  async apply(request: ChangeRequest, label: ChangeLabel, signal: AbortSignal): Promise<Result<Change, ChangeFault>> {
    const unsaved = request.kind === 'settings' ? unsavedSettings(request.folder) : null;
    if (unsaved !== null) return failure({ code: 'unsaved', file: unsaved } as const);
    const result = await this.#changes.apply(request, label, await this.#context(request, signal), signal);
    if (result.ok && request.kind === 'settings') await noticed(request.folder, request.values);
    return result;
  }

  async undo(signal: AbortSignal): Promise<Result<Undone, ChangeFault>> {
    const [newest] = await this.#changes.list();
    const unsaved = newest?.files.find(isUnsaved);
    if (unsaved !== undefined) return failure({ code: 'unsaved', file: unsaved } as const);
    return this.#changes.undo(signal);
  }

  /** Deletes one version's files from the module cache of the go that runs in `folder`. */
  async clean(module: string, version: string, folder: string, signal: AbortSignal) {
    const go = await this.#examiner.view(folder, signal);
    return this.#clean({ modcache: go.value('GOMODCACHE'), module, version }, signal);
  }

  /** The newest first. */
  list(): Promise<readonly Change[]> {
    return this.#changes.list();
  }

  #context(request: ChangeRequest, signal: AbortSignal) {
    return this.#examiner.changeContext(request.kind === 'go' ? request.folder : null, signal);
  }
}

/** VS Code would write its own text over ours. */
function unsavedSettings(folder: string): string | null {
  const file = path.join(folder, '.vscode', 'settings.json');
  return isUnsaved(file) ? file : null;
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
