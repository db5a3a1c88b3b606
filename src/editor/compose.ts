/** The composition root of the extension: the whole object graph, built by hand, in the order that it hangs together. */
import path from 'node:path';
import * as vscode from 'vscode';
import { systemClock } from '../base/clock.ts';
import { nodeFiles } from '../base/files.ts';
import { nodeProcesses } from '../base/processes.ts';
import { nodePrograms } from '../gocmd/locate/programs.ts';
import { WorkerProber } from '../worker/client.ts';
import { type Api, makeApi } from './api.ts';
import { EditorExaminer } from './examiner.ts';
import { channelLog } from './log.ts';
import { Monitor } from './monitor.ts';
import { Settings } from './settings.ts';
import { registerDiagnose } from './surfaces/diagnoseCommand.ts';
import { registerMenu } from './surfaces/menu.ts';
import { ReportPanel } from './surfaces/reportPanel.ts';
import { registerStatusBar } from './surfaces/statusBar.ts';
import { registerTriggers } from './triggers.ts';

export function compose(context: vscode.ExtensionContext): Api {
  const own = <T extends vscode.Disposable>(item: T): T => {
    context.subscriptions.push(item);
    return item;
  };
  const channel = own(vscode.window.createOutputChannel('Go Proxy', { log: true }));
  const log = channelLog(channel);
  const settings = own(new Settings());
  const prober = own(new WorkerProber(path.join(context.extensionPath, 'dist', 'worker.js'), systemClock, log));
  const examiner = new EditorExaminer(settings, log, {
    clock: systemClock,
    files: nodeFiles,
    processes: nodeProcesses,
    programs: nodePrograms,
    platform: process.platform,
    prober,
  });
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
  const panel = own(new ReportPanel());

  own(registerStatusBar(monitor));
  own(registerDiagnose(examiner, monitor, panel, log));
  own(registerMenu(monitor, channel));
  own(registerTriggers(monitor, settings, examiner));
  monitor.invalidate();
  return makeApi(monitor, Promise.resolve());
}
