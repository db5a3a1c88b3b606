/**
 * The composition root of the extension, its first part: what listens. A starting window pays for this file and what it imports; the
 * rest of the object graph is built in composeLater.ts, when there is something to see, and in composeActs.ts, when something is asked for.
 */
import * as vscode from 'vscode';
import { systemClock } from '../base/clock.ts';
import { once } from '../base/once.ts';
import { Monitor } from '../doctor/watch/monitor.ts';
import { channelLog } from './adapters/log.ts';
import { type Api, makeApi } from './api.ts';
import { registerStandIns } from './commands.ts';
import type { Later, Started } from './composeLater.ts';
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
  const standIns = own(registerStandIns(() => acts()));
  const remedies: Started['remedies'] = { run: async (call) => (await acts()).remedies.run(call) };
  let built: Later | null = null;
  /** By the first look, or the first command that has ended in a terminal. */
  const later = once(async () => {
    const [{ composeLater }, { WindowLanguage }] = await Promise.all([
      import('./composeLater.ts'),
      import('./language.ts'),
    ]);
    const language = new WindowLanguage(settings, context.extensionPath);
    await language.apply();
    const listening = { channel, log, workspaceList, settings, statusItem, monitor, terminalLists };
    built = composeLater({ context, own, language, ...listening, remedies });
    return built;
  });
  /** By the first command or tool that is called, the first remedy that is chosen, or a dashboard that was open before a reload. */
  const acts = once(async () => {
    const [{ composeActs }, { seeing }] = await Promise.all([import('./composeActs.ts'), later()]);
    standIns.dispose();
    return composeActs(seeing);
  });

  own(terminals.onDidFail(async (failed) => (await later()).failed(failed)));
  own(terminals.onDidSucceed(async (run) => (await later()).succeeded(run)));
  own(terminals.onDidMiss(async (run) => (await later()).missed(run)));
  own(monitor.onDidChange(() => void later()));
  own(vscode.window.onDidChangeWindowState(() => monitor.focusChanged()));
  own(registerTools(async () => (await acts()).tools));
  own(registerTerminalEnvironment(context.environmentVariableCollection, settings, terminalLists));
  own(keepDashboard(async (panel) => (await acts()).dashboards.open(panel)));
  monitor.invalidate();
  return makeApi(monitor, () => built?.snapshot() ?? null);
}
