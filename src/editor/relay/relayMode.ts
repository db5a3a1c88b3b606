/**
 * The mode `relay`: each folder's list is assigned to the user's relay, and new terminals get the relay in its place. Leaving the mode takes
 * the environment away first; the relay lingers while terminals that have it live, or another window needs the same list.
 */
import { type FSWatcher, watch } from 'node:fs';
import * as vscode from 'vscode';
import { type Log, thrownText } from '../../base/log.ts';
import type { LockOwners } from '../../base/shared/lockOwner.ts';
import type { GoView } from '../../doctor/environment/goView.ts';
import { type GoproxyList, parseList, type UrlEntry } from '../../goproxy/list/list.ts';
import { type IsPublic, leadingMirrors } from '../../goproxy/list/mirrorRun.ts';
import type { Assignment, RelayReport } from '../../relay/shared/assignment.ts';
import { listBehind } from '../../relay/shared/listBehind.ts';
import type { RelayFolder } from '../../relay/shared/relayFolder.ts';
import type { SharedLists } from '../../relay/shared/sharedLists.ts';
import { planOf, relayedList, relayUrl } from '../../relay/steps.ts';
import { currentRootFolder } from '../examination/goModule.ts';
import type { ListStatus, RelayedList } from '../examination/listStatus.ts';
import { type Move, type Mover, movesOf } from '../failover/moves.ts';
import type { Settings } from '../settings.ts';
import type { TerminalLists } from '../terminal/terminalLists.ts';
import { type ChosenOrder, orderedList } from './chosenOrder.ts';
import type { HeldRelay, RelayProcess } from './relayProcess.ts';

export interface RelayModePorts {
  readonly settings: Settings;
  readonly terminals: TerminalLists;
  readonly folder: RelayFolder;
  readonly lists: SharedLists;
  readonly process: RelayProcess;
  readonly owners: LockOwners;
  readonly status: ListStatus;
  readonly log: Log;
  /** The go command's view of a folder, its environment with the folder's own list, and who is a public mirror there. */
  look(folder: vscode.Uri): Promise<{
    readonly view: GoView;
    readonly env: NodeJS.ProcessEnv;
    isPublic(entry: UrlEntry): boolean;
  }>;
  /** Told of the relay's circuits, of whatever list. */
  heard(report: RelayReport): void;
}

interface Serving {
  readonly assignment: Assignment;
  /** In the user's own order. */
  readonly own: GoproxyList;
  readonly isPublic: IsPublic;
  readonly relay: HeldRelay;
}

export class RelayMode implements Mover, vscode.Disposable {
  readonly target = 'relay';
  readonly #ports: RelayModePorts;
  readonly #serving = new Map<string, Serving>();
  /** By the folder, for as long as the window is open. */
  readonly #chosen = new Map<string, ChosenOrder>();
  /** The owner words of shells that have the relay's URL. */
  readonly #shells = new Map<vscode.Terminal, string>();
  readonly #listener: vscode.Disposable;
  #applying: Promise<void> = Promise.resolve();
  #isDisposed = false;
  #watching: FSWatcher | null = null;
  #showing: Promise<void> = Promise.resolve();

  constructor(ports: RelayModePorts) {
    this.#ports = ports;
    this.#listener = vscode.Disposable.from(
      ports.settings.onDidChange(() => this.apply()),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.apply()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.apply()),
      vscode.window.onDidOpenTerminal((terminal) => void this.#opened(terminal)),
      vscode.window.onDidCloseTerminal((terminal) => void this.#closed(terminal)),
    );
  }

  /** Brings every folder to what the settings say. Calls are carried out one after another. */
  apply(): Promise<void> {
    this.#applying = this.#applying.then(() => this.#applyNow()).catch((error: unknown) => this.#complain(error));
    return this.#applying;
  }

  async moves(): Promise<readonly Move[]> {
    const serving = await this.#current();
    if (serving === null) return [];
    const { own, isPublic, assignment } = serving;
    // Whom the user has put first is first, also while another serves in its place.
    const chosen = own.entries[this.#chosenIn(serving)?.front ?? 0];
    const isMoved = chosen?.kind === 'url' && chosen.index > 0;
    const front = isMoved ? chosen : (this.#ports.status.snapshot.passage?.front ?? null);
    const isHeld = assignment.choice?.isHeld ?? false;
    return movesOf({ candidates: leadingMirrors(own, isPublic), front, isAutomatic: true, isHeld });
  }

  /** What is chosen lasts as long as the window. */
  async make(move: Move): Promise<void> {
    const serving = await this.#current();
    if (serving === null) return;
    const serves = move.kind === 'hold' ? this.#ports.status.snapshot.passage?.front?.index : undefined;
    const front = 'entry' in move ? move.entry.index : (serves ?? this.#chosenIn(serving)?.front ?? 0);
    const choice = { at: Date.now(), isHeld: move.kind === 'hold' };
    this.#chosen.set(keyOf(serving), { own: serving.own.text, front, choice });
    await this.apply();
  }

  #chosenIn(serving: Serving): ChosenOrder | null {
    const chosen = this.#chosen.get(keyOf(serving));
    return serving.assignment.choice !== null && chosen !== undefined ? chosen : null;
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#listener.dispose();
    this.#watching?.close();
    for (const { relay } of this.#serving.values()) relay.release();
  }

  async #applyNow(): Promise<void> {
    const { settings } = this.#ports;
    const isOn = settings.failoverMode === 'relay' && vscode.workspace.isTrusted;
    const folders = isOn ? (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri) : [];
    const wanted = new Set(folders.map(String));
    for (const [key, serving] of this.#serving) if (!wanted.has(key)) await this.#leave(vscode.Uri.parse(key), serving);
    for (const folder of folders) if (folder.scheme === 'file') await this.#enter(folder);
    await this.#follow();
  }

  /** Tells how the relay's entries do, as long as a terminal goes through it. */
  async #follow(): Promise<void> {
    const { folder } = this.#ports;
    if (this.#serving.size === 0) {
      this.#watching?.close();
      this.#watching = null;
    } else {
      this.#watching ??= watch(folder.path, { persistent: false }, () => void this.#show());
    }
    await this.#show();
  }

  /** One after the other: an older report must not be shown last. */
  #show(): Promise<void> {
    this.#showing = this.#showing.then(() => this.#showNow()).catch((error: unknown) => this.#complain(error));
    return this.#showing;
  }

  async #showNow(): Promise<void> {
    const { folder, status, heard } = this.#ports;
    const report = (await folder.report()) ?? { circuits: [] };
    const serving = await this.#current();
    const isNews = status.setRelayed(serving === null ? null : relayed(serving, report));
    if (isNews && serving !== null) heard(report);
  }

  /** What the relay serves for the module that the window speaks of. */
  async #current(): Promise<Serving | null> {
    const folder = await currentRootFolder();
    return (folder !== null && this.#serving.get(folder.toString())) || null;
  }

  async #enter(folder: vscode.Uri): Promise<void> {
    const { settings, terminals, folder: files, lists, process, log, look } = this.#ports;
    const { view, env, isPublic } = await look(folder);
    const text = listBehind(settings.goproxy(folder) || view.value('GOPROXY'), await files.assignments()) ?? '';
    const list = parseList(text);
    if (!list.ok || !list.value.entries.some(({ kind }) => kind === 'url')) {
      const serving = this.#serving.get(folder.toString());
      if (serving !== undefined) await this.#leave(folder, serving);
      return;
    }
    const publics = settings.publicMirrors;
    const chosen = this.#chosen.get(folder.toString());
    const order = orderedList(list.value, chosen, isPublic);
    const assigned = await lists.assign({ ...order, publics, cache: settings.relayCache, folder: folder.fsPath });
    const kept = this.#serving.get(folder.toString());
    const relay = assigned.ok ? (kept?.relay ?? (await process.hold(assigned.value.token, env))) : null;
    if (!assigned.ok || relay === null) {
      log.write('error', 'relay', `it could not be started${assigned.ok ? '' : `: ${assigned.error}`}`);
      terminals.set(folder, null);
      return;
    }
    const assignment = assigned.value;
    this.#serving.set(folder.toString(), { assignment, own: list.value, isPublic, relay });
    terminals.set(folder, relayedList(relayUrl(relay.port, assignment.token), planOf(list.value, isPublic)));
    if (kept === undefined) void relay.ended.then(() => this.#lost(folder, relay));
  }

  /** It has died, or was ended: another is started at once, on the same port, and serves the same tokens. */
  async #lost(folder: vscode.Uri, relay: HeldRelay): Promise<void> {
    if (this.#isDisposed || this.#serving.get(folder.toString())?.relay !== relay) return;
    this.#ports.log.write('warn', 'relay', 'it has ended; it is started again');
    this.#serving.delete(folder.toString());
    await this.apply();
  }

  /** Whoever has its URL in a terminal keeps it, and so does another window on the folder. */
  async #leave(folder: vscode.Uri, { assignment, relay }: Serving): Promise<void> {
    const { terminals, lists } = this.#ports;
    terminals.set(folder, null);
    this.#serving.delete(folder.toString());
    await lists.release(assignment.folder);
    relay.release();
  }

  async #opened(terminal: vscode.Terminal): Promise<void> {
    const pid = await terminal.processId;
    if (pid === undefined) return;
    const { owners, lists } = this.#ports;
    const owner = await owners.of(pid);
    this.#shells.set(terminal, owner);
    for (const { assignment } of this.#serving.values()) await lists.hold(assignment.folder, owner);
  }

  /** Its process may take a moment to end. */
  async #closed(terminal: vscode.Terminal): Promise<void> {
    const owner = this.#shells.get(terminal);
    if (owner === undefined) return;
    this.#shells.delete(terminal);
    for (const { assignment } of this.#serving.values()) await this.#ports.lists.release(assignment.folder, owner);
  }

  #complain(error: unknown): void {
    this.#ports.log.write('error', 'relay', thrownText(error));
  }
}

function keyOf({ assignment }: Serving): string {
  return vscode.Uri.file(assignment.folder).toString();
}

function relayed({ assignment, own, isPublic }: Serving, { circuits }: RelayReport): RelayedList {
  const { list, choice } = assignment;
  const asked = parseList(list);
  const { steps } = planOf(asked.ok ? asked.value : own, isPublic, choice?.isHeld);
  return { own, steps, circuits, choice };
}
