/** The report as a webview, everything reachable by keyboard. */
import * as vscode from 'vscode';
import { redactJson } from '../../../base/redact.ts';
import type { Examination } from '../../../doctor/examination.ts';
import { type ReportDocument, reportDocument } from '../../../text/report/examination/document.ts';
import { htmlReport } from '../../../text/report/examination/htmlReport.ts';
import { markdownReport } from '../../../text/report/examination/markdownReport.ts';
import { type Watched, watchedReport } from '../../../text/report/examination/watchedReport.ts';
import { editorText } from '../../../text/words/editor/editorText.ts';
import type { RemedyCall } from '../../changes/remedyRunner.ts';
import type { WindowLanguage } from '../../language.ts';
import { remedyCallOf } from './remedyCallOf.ts';
import { type FromReport, reportPage, type ToReport } from './reportPage.ts';

export class ReportPanel implements vscode.Disposable {
  readonly #askedAgain = new vscode.EventEmitter<void>();
  readonly onDidAskAgain = this.#askedAgain.event;
  #panel: vscode.WebviewPanel | null = null;
  readonly #chosen = new vscode.EventEmitter<RemedyCall>();
  readonly onDidChoose = this.#chosen.event;
  readonly #language: WindowLanguage;
  /** Makes the report anew, in the language that is spoken then. */
  #make: () => ReportDocument | null = () => null;
  /** Not redacted: what is carried out must hold what was hidden. */
  #examination: Examination | null = null;

  constructor(language: WindowLanguage) {
    this.#language = language;
  }

  show(examination: Examination, seen: Watched): void {
    this.#examination = examination;
    const now = Date.now();
    // Redaction is the last step before anything is shown or copied.
    const make = () =>
      redactJson(reportDocument(examination, watchedReport(seen, examination.list, now))) as ReportDocument;
    this.#make = make;
    const panel = this.#panel ?? this.#open();
    const words = { title: editorText.reportTitle(), again: editorText.again(), busy: editorText.examining() };
    panel.webview.html = reportPage(
      { ...words, otherLanguage: true, body: htmlReport(make()) },
      panel.webview.cspSource,
    );
    panel.reveal(undefined, false);
  }

  /** Tells an open report that a new one is on its way, or that none came. */
  setBusy(isBusy: boolean): void {
    void this.#panel?.webview.postMessage({ type: 'busy', isBusy } satisfies ToReport);
  }

  dispose(): void {
    this.#panel?.dispose();
    this.#askedAgain.dispose();
    this.#chosen.dispose();
  }

  #open(): vscode.WebviewPanel {
    const panel = vscode.window.createWebviewPanel(
      'goProxy.report',
      editorText.reportTitle(),
      vscode.ViewColumn.Active,
      {
        enableScripts: true,
        enableFindWidget: true,
        localResourceRoots: [],
      },
    );
    panel.webview.onDidReceiveMessage((message: FromReport) => void this.#receive(message, panel));
    panel.onDidDispose(() => {
      this.#panel = null;
    });
    this.#panel = panel;
    return panel;
  }

  async #receive(message: FromReport, panel: vscode.WebviewPanel): Promise<void> {
    switch (message.type) {
      case 'again':
        this.#askedAgain.fire();
        break;
      case 'apply':
        this.#apply(message.letter);
        break;
      case 'copy-markdown':
        await this.#copy(this.#markdown(), panel);
        break;
      case 'copy-other-language':
        await this.#copy(await this.#language.inOther(() => this.#markdown()), panel);
        break;
      case 'open':
        break;
      case 'copy':
        await this.#copy(message.text, panel);
        break;
    }
  }

  #markdown(): string {
    const document = this.#make();
    return document === null ? '' : markdownReport(document);
  }

  async #copy(text: string, panel: vscode.WebviewPanel): Promise<void> {
    await vscode.env.clipboard.writeText(text);
    await panel.webview.postMessage({ type: 'copied' } satisfies ToReport);
  }

  #apply(letter: string): void {
    if (this.#examination === null) return;
    const call = remedyCallOf(this.#examination, letter);
    if (call !== null) this.#chosen.fire(call);
  }
}
