/** Carries a remedy out: the one place where pressing something in VS Code leads to a change. */
import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Log } from '../base/log.ts';
import { redact } from '../base/redact.ts';
import type { CommandFinding } from '../doctor/incident/incident.ts';
import type { FailureCode } from '../failures/code.ts';
import { changeRequests } from '../remedies/change/requests.ts';
import type { Remedy } from '../remedies/remedy.ts';
import { changeFaultText } from '../text/words/changeText.ts';
import { docsUrl } from '../text/words/docsLink.ts';
import { editorText } from '../text/words/editorText.ts';
import { remedyWords } from '../text/words/remedyText.ts';
import type { ChangeMaker } from './changeMaker.ts';
import { currentModuleFolder } from './goModule.ts';
import type { WindowIncident } from './incident/incidents.ts';
import { tellChange } from './surfaces/changeNotice.ts';
import type { CommandRun } from './terminal/terminalWatcher.ts';
import type { WorkspaceList } from './workspaceList.ts';

/** What a button, a light bulb or a link hands over. */
export interface RemedyCall {
  readonly remedy: Remedy;
  readonly code: FailureCode;
  /** Null where no command of the user's failed: the remedy of a report. */
  readonly incident: WindowIncident | null;
  readonly finding: CommandFinding | null;
}

export class RemedyRunner {
  readonly #changes: ChangeMaker;
  readonly #workspaceList: WorkspaceList;
  readonly #log: Log;
  readonly #rerun: (run: CommandRun) => Promise<void>;

  constructor(changes: ChangeMaker, workspaceList: WorkspaceList, log: Log, rerun: (run: CommandRun) => Promise<void>) {
    this.#changes = changes;
    this.#workspaceList = workspaceList;
    this.#log = log;
    this.#rerun = rerun;
  }

  async run({ remedy, code, incident, finding }: RemedyCall): Promise<void> {
    const { action } = remedy;
    switch (action.kind) {
      case 'explain':
        await vscode.env.openExternal(vscode.Uri.parse(docsUrl(code)));
        return;
      case 'advice':
        await this.#advise(remedy, code);
        return;
      case 'retry':
        if (incident !== null) await this.#retry(action.wait, incident);
        return;
      case 'clean':
        await this.#clean(remedy, incident);
        return;
      case 'set':
      case 'go':
        await this.#change(remedy, code, incident, finding);
        return;
    }
  }

  async #advise(remedy: Remedy, code: FailureCode): Promise<void> {
    const { title } = remedyWords(remedy);
    const buttons = remedy.command === null ? [] : [editorText.copyLine()];
    const answer = await vscode.window.showInformationMessage(redact(title), ...buttons, editorText.explain(code));
    if (answer === editorText.copyLine()) await vscode.env.clipboard.writeText(remedy.command ?? '');
    if (answer === editorText.explain(code)) await vscode.env.openExternal(vscode.Uri.parse(docsUrl(code)));
  }

  async #retry(wait: number, incident: WindowIncident): Promise<void> {
    const isOver = await withProgress(editorText.waiting(Math.ceil(wait / 1000)), wait, (signal) =>
      pause(wait, signal),
    );
    const run = incident.report.origin;
    if (isOver && run !== null) await this.#rerun(run);
  }

  async #clean({ action, module }: Remedy, incident: WindowIncident | null): Promise<void> {
    if (action.kind !== 'clean') return;
    const folder = incident?.cwd ?? homedir();
    const cleaned = await withProgress(editorText.cleaning(module ?? ''), 0, (signal) =>
      this.#changes.clean(action.module, action.version, folder, signal),
    );
    if (cleaned === undefined) return;
    if (!cleaned.ok) {
      void vscode.window.showErrorMessage(redact(changeFaultText(cleaned.error)));
      return;
    }
    const done = editorText.cleaned(action.module, action.version);
    await tellChange({ done, list: null, rerun: this.#again(incident) });
  }

  #again(incident: WindowIncident | null): (() => Promise<void>) | null {
    const run = incident?.report.origin ?? null;
    return run === null ? null : () => this.#rerun(run);
  }

  async #change(
    remedy: Remedy,
    code: FailureCode,
    incident: WindowIncident | null,
    finding: CommandFinding | null,
  ): Promise<void> {
    const folder = folderOf(incident, finding) ?? (await currentModuleFolder())?.fsPath;
    if (folder === undefined) {
      void vscode.window.showWarningMessage(editorText.noFolder());
      return;
    }
    const requests = changeRequests(remedy, { module: folder, workspace: workspaceFolder(folder) }, process.platform);
    if (requests.length === 0) {
      await this.#advise(remedy, code);
      return;
    }
    await this.#keepList(remedy, folder);
    const label = { remedy: remedy.id, subject: redact(remedy.host !== '' ? remedy.host : (remedy.module ?? '')) };
    for (const request of requests) {
      const made = await withProgress(redact(remedyWords(remedy).title), 0, (signal) =>
        this.#changes.apply(request, label, signal),
      );
      if (made === undefined) return;
      if (!made.ok) {
        this.#log.write('warn', 'remedy', `${remedy.id}: ${made.error.code}`);
        void vscode.window.showErrorMessage(redact(changeFaultText(made.error)));
        return;
      }
    }
    const { action, store } = remedy;
    const list = action.kind === 'set' && store !== 'go-env-file' ? (action.values.GOPROXY ?? null) : null;
    const done = redact(editorText.done(remedyWords(remedy).title));
    await tellChange({ done, list, rerun: this.#again(incident) });
  }

  /** What the user chose is not told of as something that came with the repository. */
  async #keepList({ action, store }: Remedy, folder: string): Promise<void> {
    const list = action.kind === 'set' && store !== 'go-env-file' ? action.values.GOPROXY : null;
    const root = workspaceFolder(folder);
    if (root !== null && typeof list === 'string') await this.#workspaceList.keep(vscode.Uri.file(root), list);
  }
}

/** Where a module's go commands run. */
function folderOf(incident: WindowIncident | null, finding: CommandFinding | null): string | undefined {
  const file = finding?.place?.file;
  if (file !== undefined) return path.dirname(file);
  return incident?.cwd ?? undefined;
}

/** The folder whose settings hold for `folder`. */
function workspaceFolder(folder: string): string | null {
  return vscode.workspace.getWorkspaceFolder(vscode.Uri.file(folder))?.uri.fsPath ?? null;
}

/** Shows progress with cancel where something may take longer than a second; undefined when cancelled. */
function withProgress<T>(title: string, ms: number, run: (signal: AbortSignal) => Promise<T>): Thenable<T | undefined> {
  const location = ms > 0 ? vscode.ProgressLocation.Notification : vscode.ProgressLocation.Window;
  return vscode.window.withProgress({ location, title, cancellable: true }, async (_, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    try {
      return await run(controller.signal);
    } catch (error) {
      if (controller.signal.aborted) return undefined;
      throw error;
    }
  });
}

/** Resolves to true after `ms`; rejects when aborted. */
function pause(ms: number, signal: AbortSignal): Promise<true> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(true), ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
