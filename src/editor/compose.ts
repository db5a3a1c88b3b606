/**
 * The composition root of the extension, its first half: what listens. A starting window pays for this file and what it imports;
 * the rest of the object graph is built in composeLater.ts, when there is something to do.
 */
import * as vscode from 'vscode';
import { systemClock } from '../base/clock.ts';
import { once } from '../base/once.ts';
import { Monitor } from '../doctor/watch/monitor.ts';
import { channelLog } from './adapters/log.ts';
import { type Api, makeApi } from './api.ts';
import { registerStandIns } from './commands.ts';
import type { Later } from './composeLater.ts';
import { keepDashboard } from './dashboard/keepDashboard.ts';
import { Settings } from './settings.ts';
import { createStatusItem } from './surfaces/status/statusItem.ts';
import { registerTerminalEnvironment } from './terminal/terminalEnvironment.ts';
import { TerminalLists } from './terminal/terminalLists.ts';
import { TerminalWatcher } from './terminal/terminalWatcher.ts';
import { registerTools } from './tools/registerTools.ts';
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
  const statusItem = own(createStatusItem());
  const terminals = own(new TerminalWatcher());
  const terminalLists = own(new TerminalLists());
  const monitor = own(
    new Monitor({
      clock: systemClock,
      log,
      lookout: async () => (await later()).lookout,
      pace: () => settings.pace,
      isFocused: () => vscode.window.state.focused,
    }),
  );
  const standIns = own(registerStandIns(() => later()));
  let built: Later | null = null;
  /** By the first look, the first command or tool that is called, or the first command that has ended in a terminal. */
  const later = once(async () => {
    const [{ composeLater }, { WindowLanguage }] = await Promise.all([
      import('./composeLater.ts'),
      import('./language.ts'),
    ]);
    const language = new WindowLanguage(settings, context.extensionPath);
    await language.apply();
    standIns.dispose();
    const listening = { channel, log, workspaceList, settings, statusItem, monitor, terminalLists };
    built = composeLater({ context, own, language, ...listening });
    return built;
  });

  own(terminals.onDidFail(async (failed) => (await later()).failed(failed)));
  own(terminals.onDidSucceed(async (run) => (await later()).succeeded(run)));
  own(terminals.onDidMiss(async (run) => (await later()).missed(run)));
  own(monitor.onDidChange(() => void later()));
  own(vscode.window.onDidChangeWindowState(() => monitor.focusChanged()));
  own(registerTools(async () => (await later()).tools));
  own(registerTerminalEnvironment(context.environmentVariableCollection, settings, terminalLists));
  own(keepDashboard(async (panel) => (await later()).dashboards.open(panel)));
  monitor.invalidate();
  return makeApi(monitor, () => built?.snapshot() ?? null);
}
