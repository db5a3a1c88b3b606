/** Leads what was read to the incident book: from terminals, from pasted text, from gopls; and the examinations that heal it. */
import * as vscode from 'vscode';
import type { Files } from '../../base/files.ts';
import type { Log } from '../../base/log.ts';
import type { Monitor } from '../../doctor/watch/monitor.ts';
import type { TextFailure } from '../../failures/textFailure.ts';
import { currentModuleFolder } from '../examination/goModule.ts';
import { GoplsWatcher } from '../gopls/goplsWatcher.ts';
import type { Settings } from '../settings.ts';
import type { CommandRun, FailedRun } from '../terminal/terminalWatcher.ts';
import { GOPLS, type Incidents } from './incidents.ts';

export interface ReaderParts {
  readonly incidents: Incidents;
  readonly monitor: Monitor;
  readonly settings: Settings;
  readonly files: Files;
  readonly log: Log;
}

/** Takes what the terminals tell, and what the user gives it to read. */
export interface Reader extends vscode.Disposable {
  failed(run: FailedRun): void;
  succeeded(run: CommandRun): void;
  given(failures: readonly TextFailure[]): Promise<void>;
}

export function registerReaders({ incidents, monitor, settings, files, log }: ReaderParts): Reader {
  const gopls = new GoplsWatcher(monitor, (file) => files.readText(file));
  const report = (report: Parameters<Incidents['failed']>[0]) => {
    const [first] = report.failures;
    log.write('info', 'reading', `${report.command ?? 'text'}: ${first?.code} ${first?.detail ?? ''}`);
    return incidents.failed(report);
  };
  const listeners = vscode.Disposable.from(
    gopls,
    gopls.onDidFind(({ folder, failures, places }) => {
      void report({ command: GOPLS, cwd: folder, at: Date.now(), failures, origin: null, places });
    }),
    gopls.onDidGo((folder) => incidents.succeeded(GOPLS, folder, Date.now())),
    monitor.onDidChange(({ examination }) => void incidents.examined(examination)),
    settings.onDidChange(() => void incidents.refresh()),
    refreshOnEdit(incidents),
  );
  return {
    failed({ run, failures }) {
      void report({ command: run.commandLine, cwd: run.cwd, at: run.ended, failures, origin: run });
      // What the list is like at this moment decides what is offered.
      monitor.invalidate();
    },
    succeeded: ({ commandLine, cwd, ended }) => incidents.succeeded(commandLine, cwd, ended),
    async given(failures) {
      const cwd = (await currentModuleFolder())?.fsPath ?? null;
      await report({ command: null, cwd, at: Date.now(), failures, origin: null });
    },
    dispose: () => listeners.dispose(),
  };
}

/** Lines move while a go.mod is edited; a file may go away. */
function refreshOnEdit(incidents: Incidents): vscode.Disposable {
  const isOfModule = ({ path }: vscode.Uri) => /\/go\.(?:mod|sum|work)$/.test(path);
  const refresh = (uris: readonly vscode.Uri[]) => {
    if (uris.some(isOfModule)) void incidents.refresh();
  };
  const watcher = vscode.workspace.createFileSystemWatcher('**/go.{mod,sum,work}');
  return vscode.Disposable.from(
    watcher,
    watcher.onDidChange((uri) => refresh([uri])),
    watcher.onDidCreate((uri) => refresh([uri])),
    watcher.onDidDelete((uri) => refresh([uri])),
    vscode.workspace.onDidChangeTextDocument(({ document }) => refresh([document.uri])),
  );
}
