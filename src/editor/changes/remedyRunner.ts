/** Carries a remedy out: the one place where pressing something in VS Code leads to a change. */
import { homedir } from 'node:os';
import path from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Log } from '../../base/log.ts';
import { redact } from '../../base/redact.ts';
import type { Result } from '../../base/result.ts';
import type { CommandFinding } from '../../doctor/incident/incident.ts';
import type { FailureCode } from '../../failures/code.ts';
import type { ModuleQuery } from '../../goproxy/module/version.ts';
import type { TriageModule } from '../../integrity/triage/source.ts';
import type { ChangeFault, ChangeLabel, ChangeRequest, SumsEdit } from '../../remedies/change/change.ts';
import { changeRequests } from '../../remedies/change/requests.ts';
import type { Remedy, SumsMend } from '../../remedies/remedy.ts';
import { mismatchText } from '../../text/report/checksum/mismatchText.ts';
import { checksumEditorText } from '../../text/words/editor/checksumEditorText.ts';
import { editorText } from '../../text/words/editor/editorText.ts';
import { changeFaultText } from '../../text/words/remedy/changeText.ts';
import { docsUrl } from '../../text/words/remedy/docsLink.ts';
import { remedyWords } from '../../text/words/remedy/remedyText.ts';
import { withProgress } from '../adapters/withProgress.ts';
import { currentModuleFolder } from '../examination/goModule.ts';
import type { WindowIncident } from '../incident/incidents.ts';
import { tellChange } from '../surfaces/changeNotice.ts';
import type { CommandRun } from '../terminal/terminalWatcher.ts';
import type { WorkspaceList } from '../workspaceList.ts';
import type { ChangeMaker } from './changeMaker.ts';

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
  /** See SumsMender. */
  proposeSums(mend: SumsMend): Promise<Result<readonly SumsEdit[], ChangeFault>>;
  importModule(wanted: ModuleQuery | null, incident: WindowIncident | null): Promise<void>;
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
      case 'import':
        await this.#acts.importModule(action, incident);
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
      after(wait, true, { signal }),
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

  async #mendSums(mend: SumsMend, remedy: Remedy, incident: WindowIncident | null): Promise<void> {
    const agreed = await this.#acts.proposeSums(mend);
    if (!agreed.ok) return this.#refused(remedy, agreed.error);
    if (agreed.value.length === 0) return;
    const label = { remedy: remedy.id, subject: `${mend.module}@${mend.version}` };
    if (await this.#apply([{ kind: 'sums', edits: agreed.value }], label, remedy)) {
      await this.#tellDone(remedy, null, incident);
    }
  }

  /** Reports whether all was done. */
  async #apply(requests: readonly ChangeRequest[], label: ChangeLabel, remedy: Remedy): Promise<boolean> {
    for (const request of requests) {
      const made = await withProgress(redact(remedyWords(remedy).title), 0, (signal) =>
        this.#changes.apply(request, label, signal),
      );
      if (made === undefined) return false;
      if (!made.ok) {
        this.#refused(remedy, made.error);
        return false;
      }
    }
    return true;
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
    if (!(await this.#apply(requests, label, remedy))) return;
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
