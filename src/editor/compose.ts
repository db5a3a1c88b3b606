/** The composition root of the extension: the whole object graph, built by hand, in the order that it hangs together. */
import path from 'node:path';
import * as vscode from 'vscode';
import { systemClock } from '../base/clock.ts';
import { nodeFiles } from '../base/files.ts';
import { nodeProcesses } from '../base/processes.ts';
import { nodePrograms } from '../gocmd/locate/programs.ts';
import { WorkerClient } from '../worker/client.ts';
import { type Api, makeApi } from './api.ts';
import { ChangeMaker } from './changeMaker.ts';
import { EditorExaminer } from './examiner.ts';
import { Explainer } from './incident/explainer.ts';
import { IncidentBook } from './incident/incidentBook.ts';
import { registerReaders } from './incident/reader.ts';
import type { Journal } from './journal.ts';
import { ListChanger } from './listChanger.ts';
import { channelLog } from './log.ts';
import { Monitor } from './monitor.ts';
import { RemedyRunner } from './remedyRunner.ts';
import { Settings } from './settings.ts';
import { registerDiagnose } from './surfaces/diagnoseCommand.ts';
import { registerEnvironment } from './surfaces/environmentDocument.ts';
import { registerIncidents } from './surfaces/incidentSurfaces.ts';
import { registerMenu } from './surfaces/menu.ts';
import { ReportPanel } from './surfaces/reportPanel.ts';
import { registerRerun, rerunWith } from './surfaces/rerunCommand.ts';
import { registerStatusBar } from './surfaces/statusBar.ts';
import { registerSwitch } from './surfaces/switchCommand.ts';
import { registerTrace } from './surfaces/traceCommand.ts';
import { registerUndo } from './surfaces/undoCommand.ts';
import { registerWorkspaceListNotice } from './surfaces/workspaceListNotice.ts';
import { registerTerminalEnvironment } from './terminal/terminalEnvironment.ts';
import type { CommandRun } from './terminal/terminalWatcher.ts';
import { registerTriggers } from './triggers.ts';
import { WorkspaceList } from './workspaceList.ts';

export function compose(context: vscode.ExtensionContext): Api {
  const own = <T extends vscode.Disposable>(item: T): T => {
    context.subscriptions.push(item);
    return item;
  };
  const channel = own(vscode.window.createOutputChannel('Go Proxy', { log: true }));
  const log = channelLog(channel);
  const workspaceList = own(new WorkspaceList(context.workspaceState));
  const settings = own(new Settings(workspaceList));
  const prober = own(new WorkerClient(path.join(context.extensionPath, 'dist', 'worker.js'), systemClock, log));
  const ports = {
    clock: systemClock,
    files: nodeFiles,
    processes: nodeProcesses,
    programs: nodePrograms,
    platform: process.platform,
    prober,
  };
  const examiner = new EditorExaminer(settings, log, ports);
  const monitor = own(
    new Monitor({
      clock: systemClock,
      log,
      random: Math.random,
      examine: (signal) => examiner.examine('quick', signal),
      interval: () => settings.probeInterval,
      isFocused: () => vscode.window.state.focused,
    }),
  );
  let journal: Promise<Journal> | null = null;
  const openOnce = async () => {
    const { openJournal } = await import('./journal.ts');
    return openJournal(context.globalStorageUri.fsPath, (signal) => examiner.changeContext(null, signal));
  };
  const changes = new ChangeMaker(() => {
    journal ??= openOnce();
    return journal;
  }, examiner);
  const explainer = new Explainer(examiner, monitor, nodeFiles);
  const incidents = own(new IncidentBook<CommandRun>((report) => explainer.explain(report)));
  const remedies = new RemedyRunner(changes, workspaceList, log, (run) => rerunWith(run, settings));
  const panel = own(new ReportPanel());

  own(registerStatusBar(monitor));
  own(registerDiagnose(examiner, monitor, panel, log));
  own(panel.onDidChoose((call) => void remedies.run(call)));
  own(registerMenu({ monitor, incidents, changes, remedies }, channel));
  own(registerIncidents(incidents, remedies));
  own(registerReaders({ incidents, monitor, settings, files: nodeFiles, log }));
  own(registerRerun(incidents, settings));
  own(registerSwitch(examiner, new ListChanger(changes, examiner, workspaceList)));
  own(registerUndo(changes));
  own(registerEnvironment(examiner));
  own(registerTrace({ examiner, settings, ports, log }));
  own(registerTerminalEnvironment(context.environmentVariableCollection, settings));
  own(registerWorkspaceListNotice(workspaceList, settings, examiner));
  own(registerTriggers(monitor, settings, examiner));
  monitor.invalidate();
  return makeApi(monitor, incidents, Promise.resolve());
}
