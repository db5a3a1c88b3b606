/** Watches the setting for the mode `relay`, and loads what that needs when it is wanted for the first time. */
import { homedir } from 'node:os';
import path from 'node:path';
import type * as vscode from 'vscode';
import type { Log } from '../../base/log.ts';
import { once } from '../../base/once.ts';
import { nodeLockOwners } from '../../base/shared/lockOwner.ts';
import { nodeWritableFiles } from '../../base/writableFiles.ts';
import { defaultMirrors } from '../../doctor/environment/defaultMirrors.ts';
import type { GoPorts } from '../../doctor/environment/goView.ts';
import type { UrlEntry } from '../../goproxy/list/list.ts';
import { isPublicMirror } from '../../goproxy/list/mirrors.ts';
import type { RelayReport } from '../../relay/shared/assignment.ts';
import { stateFolder } from '../../remedies/change/stateFolder.ts';
import type { EditorExaminer } from '../examination/examiner.ts';
import type { ListStatus } from '../examination/listStatus.ts';
import type { Mover } from '../failover/moves.ts';
import type { Settings } from '../settings.ts';
import type { TerminalLists } from '../terminal/terminalLists.ts';

export interface RelayModeNeeds {
  readonly context: vscode.ExtensionContext;
  readonly settings: Settings;
  readonly terminalLists: TerminalLists;
  readonly examiner: EditorExaminer;
  readonly ports: GoPorts;
  readonly status: ListStatus;
  readonly log: Log;
  /** See RelayModePorts. */
  heard(report: RelayReport): void;
}

/** ms for looking at go and its settings. */
const LOOK = 10_000;

/** Its mover does nothing until the mode has been chosen. */
export function startRelayMode(needs: RelayModeNeeds): Mover & vscode.Disposable {
  const { settings, context } = needs;
  const mode = once(async () => {
    const { RelayMode, RelayFolder, RelayProcess, SharedLists } = await import('./relayParts.ts');
    const state = stateFolder({ HOME: homedir(), ...process.env }, process.platform) ?? context.globalStorageUri.fsPath;
    const folder = new RelayFolder(nodeWritableFiles, state);
    const cli = path.join(context.extensionPath, 'dist', 'cli.js');
    const made = new RelayMode({
      settings,
      terminals: needs.terminalLists,
      folder,
      lists: new SharedLists(nodeWritableFiles, nodeLockOwners, folder),
      process: new RelayProcess(folder, nodeLockOwners, cli),
      owners: nodeLockOwners,
      status: needs.status,
      log: needs.log,
      look: (uri) => look(uri, needs),
      heard: needs.heard,
    });
    context.subscriptions.push(made);
    await made.apply();
    return made;
  });
  const startIfWanted = () => {
    if (settings.failoverMode === 'relay') void mode();
  };
  startIfWanted();
  const listener = settings.onDidChange(startIfWanted);
  return {
    target: 'relay',
    moves: async () => (await mode()).moves(),
    make: async (move) => (await mode()).make(move),
    dispose: () => listener.dispose(),
  };
}

async function look(folder: vscode.Uri, { settings, examiner, ports }: RelayModeNeeds) {
  const signal = AbortSignal.timeout(LOOK);
  const { env } = await examiner.changeContext(null, signal);
  const view = await examiner.view(folder.fsPath, signal);
  const known = [...(await defaultMirrors(view, ports)), ...settings.publicMirrors];
  return { view, env, isPublic: ({ url }: UrlEntry) => isPublicMirror(url, known) };
}
