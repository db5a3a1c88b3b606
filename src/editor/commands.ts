/** The ids of the commands, and what stands in for them until the files that carry them out are loaded. */
import * as vscode from 'vscode';

export const COMMANDS = {
  diagnose: 'goProxy.diagnose',
  diagnoseText: 'goProxy.diagnoseText',
  menu: 'goProxy.menu',
  switch: 'goProxy.switch',
  undo: 'goProxy.undo',
  importModule: 'goProxy.importModule',
  traceModule: 'goProxy.traceModule',
  checksum: 'goProxy.checksum',
  compare: 'goProxy.compare',
  rerun: 'goProxy.rerun',
  dashboard: 'goProxy.dashboard',
  environment: 'goProxy.environment',
  showLog: 'goProxy.showLog',
} as const;

/** Not in the palette: they take what only we hold. */
export const INTERNAL_COMMANDS = {
  applyRemedy: 'goProxy.internal.applyRemedy',
  showRemedies: 'goProxy.internal.showRemedies',
} as const;

export const EXTENSION_ID = 'go-proxy-doctor.go-proxy-doctor';

/** Whoever calls a command brings what carries it out: `load` resolves when that is registered. Dispose of these before that. */
export function registerStandIns(load: () => Promise<unknown>): vscode.Disposable {
  const standIn = (id: string) =>
    vscode.commands.registerCommand(id, async (...call: readonly unknown[]) => {
      await load();
      return vscode.commands.executeCommand(id, ...call);
    });
  return vscode.Disposable.from(...Object.values(COMMANDS).map(standIn));
}
