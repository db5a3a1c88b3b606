/** A triage as a webview: the verdict, the table with the odd one marked, remedies to press, differing files to open. */
import * as vscode from 'vscode';
import { redact, redactJson } from '../../../base/redact.ts';
import type { ChecksumExamination } from '../../../doctor/checksum/checksumExamination.ts';
import { type ChecksumDocument, checksumDocument, remedyOf } from '../../../text/report/checksum/checksumDocument.ts';
import { checksumHtml } from '../../../text/report/checksum/checksumHtml.ts';
import { checksumMarkdown } from '../../../text/report/checksum/checksumMarkdown.ts';
import { sourceName } from '../../../text/words/command/checksumWords.ts';
import { checksumEditorText } from '../../../text/words/editor/checksumEditorText.ts';
import type { RemedyCall } from '../../changes/remedyRunner.ts';
import type { WindowIncident } from '../../incident/incidents.ts';
import { type FromReport, reportPage, type ToReport } from '../report/reportPage.ts';
import type { DifferingFiles } from './differingFiles.ts';

/** What a comparison was made for, and what came of it. */
export interface Compared {
  /** Not redacted: what is carried out must hold what was hidden. */
  readonly examination: ChecksumExamination;
  /** The command that failed; null where the user asked. */
  readonly incident: WindowIncident | null;
}

export interface PanelEvents {
  again(compared: Compared): void;
  choose(call: RemedyCall): void;
}

export class ChecksumPanel implements vscode.Disposable {
  readonly #files: DifferingFiles;
  readonly #events: PanelEvents;
  #panel: vscode.WebviewPanel | null = null;
  #compared: Compared | null = null;

  constructor(files: DifferingFiles, events: PanelEvents) {
    this.#files = files;
    this.#events = events;
  }

  show(compared: Compared): void {
    this.#compared = compared;
    const { module, version } = compared.examination.subject;
    const panel = this.#panel ?? this.#open();
    const title = checksumEditorText.panelTitle(`${module}@${version}`);
    panel.title = title;
    // Redaction is the last step before anything is shown or copied.
    const report = redactJson(checksumDocument(compared.examination)) as ChecksumDocument;
    const words = { title, again: checksumEditorText.again(), busy: checksumEditorText.busy() };
    panel.webview.html = reportPage({ ...words, body: checksumHtml(report) }, panel.webview.cspSource);
    panel.reveal(undefined, false);
  }

  /** Tells an open report that a new one is on its way, or that none came. */
  setBusy(isBusy: boolean): void {
    void this.#panel?.webview.postMessage({ type: 'busy', isBusy } satisfies ToReport);
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  #open(): vscode.WebviewPanel {
    const options = { enableScripts: true, enableFindWidget: true, localResourceRoots: [] };
    const panel = vscode.window.createWebviewPanel('goProxy.checksum', '', vscode.ViewColumn.Active, options);
    panel.webview.onDidReceiveMessage((message: FromReport) => void this.#receive(message, panel));
    panel.onDidDispose(() => {
      this.#panel = null;
    });
    this.#panel = panel;
    return panel;
  }

  async #receive(message: FromReport, { webview }: vscode.WebviewPanel): Promise<void> {
    if (this.#compared === null) return;
    const { examination, incident } = this.#compared;
    switch (message.type) {
      case 'again':
        this.#events.again(this.#compared);
        break;
      case 'apply': {
        const remedy = remedyOf(examination, message.letter);
        const { code } = examination;
        if (remedy !== null && code !== null) this.#events.choose({ remedy, code, incident, finding: null });
        break;
      }
      case 'open': {
        const { difference, sources } = examination;
        if (difference === null) return;
        const called = (name: string) =>
          redact(sourceName(sources.find((one) => one.name === name) ?? { source: 'mirror', name }));
        const names = [called(difference.from), called(difference.to)] as const;
        await this.#files.openFile(difference, message.file, names);
        break;
      }
      case 'copy-markdown':
        await vscode.env.clipboard.writeText(redact(checksumMarkdown(examination)));
        await webview.postMessage({ type: 'copied' } satisfies ToReport);
        break;
      case 'copy':
        await vscode.env.clipboard.writeText(message.text);
        await webview.postMessage({ type: 'copied' } satisfies ToReport);
        break;
    }
  }
}
