/** `Go Proxy: Compare Checksums…` and the remedy that asks for it: every source asked, with progress and cancel, then the report. */
import * as vscode from 'vscode';
import type { Files } from '../../../base/files.ts';
import type { Log } from '../../../base/log.ts';
import { redact } from '../../../base/redact.ts';
import { isCanonical } from '../../../goproxy/module/version.ts';
import type { TriageModule } from '../../../integrity/triage/source.ts';
import { inert } from '../../../text/inert.ts';
import { checksumHelp, triageProgressText } from '../../../text/words/command/checksumWords.ts';
import { checksumEditorText } from '../../../text/words/editor/checksumEditorText.ts';
import { withSteps } from '../../adapters/withProgress.ts';
import type { RemedyCall } from '../../changes/remedyRunner.ts';
import { COMMANDS } from '../../commands.ts';
import type { EditorExaminer } from '../../examination/examiner.ts';
import { currentModuleFolder } from '../../examination/goModule.ts';
import type { WindowIncident } from '../../incident/incidents.ts';
import { pickModule } from '../modulePick.ts';
import { ChecksumPanel } from './checksumPanel.ts';
import type { DifferingFiles } from './differingFiles.ts';

export interface ChecksumParts {
  readonly examiner: EditorExaminer;
  readonly files: Files;
  readonly log: Log;
  readonly differing: DifferingFiles;
}

export class Checksums implements vscode.Disposable {
  readonly #parts: ChecksumParts;
  readonly #panel: ChecksumPanel;
  readonly #command: vscode.Disposable;
  readonly #chosen = new vscode.EventEmitter<RemedyCall>();
  /** A remedy of a report was pressed. */
  readonly onDidChoose = this.#chosen.event;

  constructor(parts: ChecksumParts) {
    this.#parts = parts;
    this.#panel = new ChecksumPanel(parts.differing, {
      again: ({ examination, incident }) => void this.compare(examination.subject, incident),
      choose: (call) => this.#chosen.fire(call),
    });
    this.#command = vscode.commands.registerCommand(COMMANDS.checksum, () => this.#pick());
  }

  /** `incident`: the command of the user's that failed for it; null where there is none. */
  async compare(subject: TriageModule, incident: WindowIncident | null): Promise<void> {
    if (!vscode.workspace.isTrusted) {
      void vscode.window.showWarningMessage(checksumEditorText.untrusted());
      return;
    }
    const { examiner, log } = this.#parts;
    const title = checksumEditorText.comparing(`${subject.module}@${subject.version}`);
    const steps = { title, log, topic: 'checksum', failed: checksumEditorText.failed };
    this.#panel.setBusy(true);
    await withSteps(steps, async (signal, report) => {
      const folder = incident?.cwd == null ? await currentModuleFolder() : vscode.Uri.file(incident.cwd);
      const compared = await examiner.compareChecksums(subject, folder, signal, (progress) =>
        report(redact(triageProgressText(progress))),
      );
      if (compared.ok) this.#panel.show({ examination: compared.value, incident });
      else void vscode.window.showErrorMessage(checksumHelp.noFolder(inert(compared.error, 40)));
    });
    this.#panel.setBusy(false);
  }

  dispose(): void {
    this.#command.dispose();
    this.#panel.dispose();
    this.#chosen.dispose();
  }

  async #pick(): Promise<void> {
    const folder = (await currentModuleFolder())?.fsPath ?? null;
    const query = await pickModule({
      title: checksumEditorText.title(),
      placeHolder: checksumEditorText.placeHolder(),
      folder,
      files: this.#parts.files,
      refuse: ({ module, version }) =>
        version !== null && isCanonical(version)
          ? undefined
          : checksumHelp.needsVersion(inert(`${module}@${version ?? 'latest'}`, 80)),
    });
    if (query === undefined || query.version === null) return;
    await this.compare({ module: query.module, version: query.version }, null);
  }
}
