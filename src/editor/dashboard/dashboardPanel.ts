/**
 * The dashboard as a webview. While it is in front it is sent a document whenever something has changed; behind another tab it is
 * not there at all: VS Code loads its page anew, and the page asks.
 */
import * as vscode from 'vscode';
import { redactJson } from '../../base/redact.ts';
import type { Examination } from '../../doctor/examination.ts';
import type { Change } from '../../remedies/change/change.ts';
import { dashboardDocument } from '../../text/report/dashboard/dashboard.ts';
import type { Act, DashboardDocument } from '../../text/report/dashboard/dashboardDocument.ts';
import type { EnvironmentSeen } from '../../text/report/dashboard/effectiveTables.ts';
import { dashboardText } from '../../text/words/editor/dashboardText.ts';
import type { ListStatus } from '../examination/listStatus.ts';
import { dashboardPage } from './dashboardPage.ts';
import { DASHBOARD } from './keepDashboard.ts';
import type { FromDashboard, ToDashboard } from './messages.ts';

export interface DashboardPorts {
  readonly extensionUri: vscode.Uri;
  readonly status: ListStatus;
  /** Rejects where nobody could be asked. */
  effectiveMap(): Promise<EnvironmentSeen>;
  /** What would be taken back next. */
  undoable(): Promise<Change | null>;
  /** `examination` is the one that was shown when it was pressed; null where there was none, or another is shown by now. */
  act(act: Act, examination: Examination | null): void;
}

/** What is asked for beside the snapshot. */
interface Asked {
  readonly environment: EnvironmentSeen | null;
  readonly undoable: Change | null;
}

export class DashboardPanel implements vscode.Disposable {
  readonly #ports: DashboardPorts;
  readonly #panel: vscode.WebviewPanel;
  readonly #listener: vscode.Disposable;
  readonly #disposed = new vscode.EventEmitter<void>();
  readonly onDidDispose = this.#disposed.event;
  /** A page is there, and has asked. */
  #isReady = false;
  #asked: Asked = { environment: null, undoable: null };
  /** The examination that it was asked for with; undefined where it may be old. */
  #askedWith: Examination | null | undefined;
  #isAsking = false;
  /** Not redacted: what is carried out must hold what was hidden. */
  #shown: { readonly edition: number; readonly examination: Examination | null } = { edition: 0, examination: null };

  /** `panel`: one that VS Code has kept over a reload; else a new one is opened. */
  constructor(ports: DashboardPorts, panel: vscode.WebviewPanel = open()) {
    this.#ports = ports;
    this.#panel = panel;
    const dist = vscode.Uri.joinPath(ports.extensionUri, 'dist');
    const { webview } = panel;
    webview.options = { enableScripts: true, localResourceRoots: [dist] };
    const address = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
    this.#listener = vscode.Disposable.from(
      webview.onDidReceiveMessage((message: FromDashboard) => this.#receive(message)),
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.#isReady = false;
      }),
      ports.status.onDidChange(() => this.#refresh()),
      panel.onDidDispose(() => this.dispose()),
    );
    webview.html = dashboardPage(dashboardText.title(), {
      script: address('dashboard.js'),
      style: address('dashboard.css'),
      cspSource: webview.cspSource,
    });
  }

  reveal(): void {
    this.#panel.reveal();
  }

  dispose(): void {
    this.#isReady = false;
    this.#listener.dispose();
    this.#panel.dispose();
    this.#disposed.fire();
    this.#disposed.dispose();
  }

  #receive(message: FromDashboard): void {
    switch (message.type) {
      case 'ready':
        this.#isReady = true;
        this.#askedWith = undefined;
        this.#refresh();
        break;
      case 'act':
        this.#ports.act(message.act, message.edition === this.#shown.edition ? this.#shown.examination : null);
        break;
    }
  }

  /** Shows what is known at once, and again when the rest has been asked for. */
  #refresh(): void {
    if (!this.#isReady) return;
    this.#show();
    if (this.#askedWith !== this.#ports.status.snapshot.examination) void this.#ask();
  }

  #show(): void {
    const { snapshot } = this.#ports.status;
    this.#panel.title = dashboardText.title();
    const document = dashboardDocument({ snapshot, ...this.#asked, now: Date.now() });
    this.#shown = { edition: this.#shown.edition + 1, examination: snapshot.examination };
    const message: ToDashboard = {
      type: 'show',
      edition: this.#shown.edition,
      // Redaction is the last step before anything is shown.
      document: redactJson(document) as DashboardDocument,
    };
    void this.#panel.webview.postMessage(message);
  }

  /** One at a time: while one runs, the next refresh asks again for what it has missed. */
  async #ask(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    this.#askedWith = this.#ports.status.snapshot.examination;
    const [environment, undoable] = await Promise.all([
      this.#ports.effectiveMap().catch(() => null),
      this.#ports.undoable().catch(() => null),
    ]);
    this.#isAsking = false;
    this.#asked = { environment: environment ?? this.#asked.environment, undoable };
    this.#refresh();
  }
}

function open(): vscode.WebviewPanel {
  return vscode.window.createWebviewPanel(DASHBOARD, dashboardText.title(), vscode.ViewColumn.Active);
}
