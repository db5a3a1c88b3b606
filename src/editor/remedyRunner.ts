/** Carries a remedy out: the one place where pressing something in VS Code leads to a change. */
import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Log } from '../base/log.ts';
import { redact } from '../base/redact.ts';
import type { CommandFinding } from '../doctor/incident/incident.ts';
import type { FailureCode } from '../failures/code.ts';
import type { TriageModule } from '../integrity/triage/source.ts';
import type { ChangeFault, SumsEdit } from '../remedies/change/change.ts';
import { changeRequests } from '../remedies/change/requests.ts';
import type { Remedy, SumsMend } from '../remedies/remedy.ts';
import { mismatchText } from '../text/report/mismatchText.ts';
import { changeFaultText } from '../text/words/changeText.ts';
import { checksumEditorText } from '../text/words/checksumEditorText.ts';
import { docsUrl } from '../text/words/docsLink.ts';
import { editedLines } from '../text/words/editLines.ts';
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

/** What other surfaces do for a remedy. */
export interface RemedyActs {
  rerun(run: CommandRun): Promise<void>;
  triage(subject: TriageModule, incident: WindowIncident | null): Promise<void>;
  /** Shows a go.sum as it is and as it would become. */
  showSums(edit: SumsEdit): Promise<void>;
}

export class RemedyRunner {
  readonly #changes: ChangeMaker;
  readonly #workspaceList: WorkspaceList;
  readonly #log: Log;
  readonly #acts: RemedyActs;

  constructor(changes: ChangeMaker, workspaceList: WorkspaceList, log: Log, acts: RemedyActs) {
    this.#changes = changes;
    this.#workspaceList = workspaceList;
    this.#log = log;
    this.#acts = acts;
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
      case 'triage':
        await this.#acts.triage(action, incident);
        return;
      case 'mend-sums':
        await this.#mendSums(action.mend, remedy, incident);
        return;
      case 'report':
        await vscode.env.clipboard.writeText(mismatchText(action.report));
        void vscode.window.showInformationMessage(checksumEditorText.reportCopied());
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
    if (isOver && run !== null) await this.#acts.rerun(run);
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

  /** go writes the lines in a copy; the user sees the difference, and it is put in place when told so. */
  async #mendSums(mend: SumsMend, remedy: Remedy, incident: WindowIncident | null): Promise<void> {
    const name = `${mend.module}@${mend.version}`;
    const staged = await withProgress(checksumEditorText.staging(name), 1, (signal) =>
      this.#changes.stageSums(mend, signal),
    );
    if (staged === undefined) return;
    if (!staged.ok) {
      this.#refused(remedy, staged.error);
      return;
    }
    const edits = staged.value;
    if (edits.length === 0) {
      void vscode.window.showInformationMessage(checksumEditorText.nothingToMend(name));
      return;
    }
    for (const edit of edits) {
      await this.#acts.showSums(edit);
      const { gone, come } = editedLines(edit);
      const question = checksumEditorText.agree(path.basename(edit.path), gone.length, come.length);
      const [yes, no] = [checksumEditorText.putInPlace(), checksumEditorText.leave()];
      if ((await vscode.window.showInformationMessage(question, yes, no)) !== yes) return;
    }
    const label = { remedy: remedy.id, subject: name };
    const made = await withProgress(redact(remedyWords(remedy).title), 0, (signal) =>
      this.#changes.apply({ kind: 'sums', edits }, label, signal),
    );
    if (made === undefined) return;
    if (!made.ok) this.#refused(remedy, made.error);
    else await this.#tellDone(remedy, null, incident);
  }

  #refused({ id }: Remedy, fault: ChangeFault): void {
    this.#log.write('warn', 'remedy', `${id}: ${fault.code}`);
    void vscode.window.showErrorMessage(redact(changeFaultText(fault)));
  }

  async #tellDone(remedy: Remedy, list: string | null, incident: WindowIncident | null): Promise<void> {
    const done = redact(editorText.done(remedyWords(remedy).title));
    await tellChange({ done, list, rerun: this.#again(incident) });
  }

  #again(incident: WindowIncident | null): (() => Promise<void>) | null {
    const run = incident?.report.origin ?? null;
    return run === null ? null : () => this.#acts.rerun(run);
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
        this.#refused(remedy, made.error);
        return;
      }
    }
    const { action, store } = remedy;
    const list = action.kind === 'set' && store !== 'go-env-file' ? (action.values.GOPROXY ?? null) : null;
    await this.#tellDone(remedy, list, incident);
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
