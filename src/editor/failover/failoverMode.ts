/**
 * The modes `suggest` and `reorder`: what is done when the policy wants another entry in front. The one tells of it, once an incident; the other
 * puts it first in this folder's go.goproxy, and puts back what was there when the user's own order is well again.
 */
import * as vscode from 'vscode';
import { type Log, thrownText } from '../../base/log.ts';
import { redact } from '../../base/redact.ts';
import type { FailoverView } from '../../doctor/watch/healthView.ts';
import type { Monitor } from '../../doctor/watch/monitor.ts';
import { type GoproxyList, moveFirst, parseList, type UrlEntry } from '../../goproxy/list/list.ts';
import { leadingMirrors } from '../../goproxy/list/mirrorRun.ts';
import { isPublicMirror } from '../../goproxy/list/mirrors.ts';
import type { Deed } from '../../health/history/incidents.ts';
import type { Change } from '../../remedies/change/change.ts';
import { failoverText } from '../../text/words/editor/failoverText.ts';
import { entryName } from '../../text/words/entryName.ts';
import type { ChangeMaker } from '../changes/changeMaker.ts';
import type { ListChanger } from '../changes/listChanger.ts';
import { currentRootFolder } from '../examination/goModule.ts';
import type { Settings } from '../settings.ts';
import type { WorkspaceList } from '../workspaceList.ts';
import { type MovedList, MovedLists } from './movedList.ts';
import { type Move, type Mover, movesOf } from './moves.ts';

export interface FailoverPorts {
  readonly monitor: Monitor;
  readonly settings: Settings;
  readonly changes: ChangeMaker;
  readonly changer: ListChanger;
  readonly workspaceList: WorkspaceList;
  readonly state: vscode.Memento;
  readonly log: Log;
  /** Notes with the incident of the entry with that number what was done about it. */
  did(deed: Deed, entry: number): Promise<void>;
}

/** ms for a change. */
const DEADLINE = 30_000;

export class FailoverMode implements Mover, vscode.Disposable {
  readonly target = 'setting';
  readonly #ports: FailoverPorts;
  readonly #moved: MovedLists;
  readonly #listener: vscode.Disposable;
  /** The latest that was told of. */
  #told: string | null = null;
  /** The latest that the user has decided otherwise about. */
  #overruled: string | null = null;
  #isHeld = false;
  #considering: Promise<void> = Promise.resolve();

  constructor(ports: FailoverPorts) {
    this.#ports = ports;
    this.#moved = new MovedLists(ports.state);
    const consider = () => this.#considerNext();
    this.#listener = vscode.Disposable.from(ports.monitor.onDidChange(consider), ports.settings.onDidChange(consider));
    consider();
  }

  /** Returns the user's own list, where `list` is what was put in its place. */
  ownList(list: GoproxyList): GoproxyList {
    for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
      const moved = this.#moved.get(uri);
      const own = moved?.moved === list.text ? parseList(moved.own) : null;
      if (own?.ok === true) return own.value;
    }
    return list;
  }

  async moves(): Promise<readonly Move[]> {
    const { settings, monitor } = this.#ports;
    const { failoverMode } = settings;
    const list = await this.#listNow();
    const { environment } = monitor.snapshot.examination ?? {};
    if (list === null || environment === undefined || !vscode.workspace.isTrusted || failoverMode === 'off') return [];
    const candidates = leadingMirrors(this.ownList(list), ({ url }) => isPublicMirror(url, environment.publicMirrors));
    const [first] = list.entries;
    const front = first?.kind === 'url' ? first : null;
    return movesOf({ candidates, front, isAutomatic: failoverMode === 'reorder', isHeld: this.#isHeld });
  }

  /** What is held is held until the window closes. */
  async make(move: Move): Promise<void> {
    this.#isHeld = move.kind === 'hold';
    const [root, list] = [await currentRootFolder(), await this.#listNow()];
    if (root === null || list === null) return;
    if (move.kind === 'first') await this.#changeByHand(root, this.ownList(list), move.entry);
    if (move.kind === 'back') await this.#backByHand(root);
    if (move.kind !== 'release') return;
    this.#letGo();
    this.#considerNext();
  }

  #letGo(): void {
    this.#isHeld = false;
    this.#overruled = null;
  }

  /** The list in force, which a look may not have seen yet. */
  async #listNow(): Promise<GoproxyList | null> {
    const root = await currentRootFolder();
    const stored = root === null ? '' : this.#ports.settings.goproxy(root);
    const list = stored === '' ? null : parseList(stored);
    return list?.ok ? list.value : (this.#ports.monitor.snapshot.examination?.list ?? null);
  }

  dispose(): void {
    this.#listener.dispose();
  }

  /** One after the other. */
  #considerNext(): void {
    this.#considering = this.#considering.then(() => this.#consider()).catch((error: unknown) => this.#complain(error));
  }

  async #consider(): Promise<void> {
    const { settings, monitor } = this.#ports;
    const root = await currentRootFolder();
    if (root === null || !vscode.workspace.isTrusted) return;
    const moved = await this.#forgetOld(root);
    const view = monitor.snapshot.health?.failover ?? null;
    // Whoever leaves the mode has decided about all of it.
    if (settings.failoverMode !== 'reorder') this.#letGo();
    if (this.#isHeld) return;
    if (moved !== null && (settings.failoverMode !== 'reorder' || view?.wanted === moved.own)) {
      await this.#restore(root, moved);
      return;
    }
    if (view === null || view.wanted === view.own || incidentOf(view) === this.#overruled) return;
    if (settings.failoverMode === 'suggest') this.#suggest(root, view);
    if (settings.failoverMode === 'reorder' && moved?.moved !== view.wanted) await this.#reorder(root, view, moved);
  }

  /** Who has changed the list by hand since has the last word: then there is no way back to remember. */
  async #forgetOld(root: vscode.Uri): Promise<MovedList | null> {
    const moved = this.#moved.get(root);
    if (moved === null || this.#ports.settings.goproxy(root) === moved.moved) return moved;
    await this.#moved.set(root, null);
    return null;
  }

  #suggest(root: vscode.Uri, view: FailoverView): void {
    const incident = incidentOf(view);
    const names = namesOf(view);
    if (this.#told === incident || names === null) return;
    this.#told = incident;
    const [use, relay, never] = [failoverText.useFirst(), failoverText.useRelay(), failoverText.never()];
    const text = redact(failoverText.suggestion(view, names.left, names.front));
    void this.#ports.did('suggested', names.left.index);
    // Not waited for: a notification may stand for hours.
    void vscode.window.showWarningMessage(text, use, relay, never).then(async (answer) => {
      // It stays: what the user has pressed is not ours to take back.
      if (answer === use && (await this.#putFirst(root, view)) !== null) await this.#ports.did('reordered', 0);
      const mode = answer === relay ? 'relay' : answer === never ? 'off' : null;
      if (mode === null) return;
      const settings = vscode.workspace.getConfiguration('goProxy.failover');
      await settings.update('mode', mode, vscode.ConfigurationTarget.Global);
    });
  }

  /** `moved`: what stands there already, whose way back is kept. */
  async #reorder(root: vscode.Uri, view: FailoverView, moved: MovedList | null): Promise<void> {
    const { settings, did } = this.#ports;
    const before = moved === null ? settings.goproxy(root) || null : moved.before;
    const made = await this.#putFirst(root, view);
    if (made === null) return;
    const change = moved === null ? made.id : moved.change;
    await this.#moved.set(root, { own: view.own, moved: view.wanted, before, change });
    await did('reordered', 0);
  }

  /** Null where it was not to be done. */
  async #putFirst(root: vscode.Uri, view: FailoverView): Promise<Change | null> {
    const { changes, workspaceList } = this.#ports;
    const names = namesOf(view);
    if (names === null) return null;
    await workspaceList.keep(root, view.wanted);
    const request = { kind: 'settings', folder: root.fsPath, values: { 'go.goproxy': view.wanted } } as const;
    const label = { remedy: 'use-goproxy', subject: redact(failoverText.reordered(names.front)) };
    const made = await changes.apply(request, label, AbortSignal.timeout(DEADLINE));
    if (!made.ok) {
      this.#ports.log.write('warn', 'failover', `the list was not changed: ${made.error.code}`);
      return null;
    }
    return made.value;
  }

  /** The user's own doing, which nothing takes back but they. */
  async #changeByHand(root: vscode.Uri, own: GoproxyList, entry: UrlEntry): Promise<void> {
    const list = moveFirst(own, entry.index);
    const place = { scope: 'workspace', folder: root.fsPath, subject: redact(entryName(entry)) } as const;
    if (list !== null) await this.#ports.changer.change(list, place);
  }

  /** What ails the user's first entry does not move it again: they know. */
  async #backByHand(root: vscode.Uri): Promise<void> {
    const view = this.#ports.monitor.snapshot.health?.failover ?? null;
    if (view !== null) this.#overruled = incidentOf(view);
    const moved = await this.#forgetOld(root);
    if (moved !== null) await this.#restore(root, moved);
  }

  /** By undo where ours is the last change, so that every byte is as it was. */
  async #restore(root: vscode.Uri, { before, change }: MovedList): Promise<void> {
    const { changes, log, did } = this.#ports;
    const [newest] = await changes.list();
    const signal = AbortSignal.timeout(DEADLINE);
    const request = { kind: 'settings', folder: root.fsPath, values: { 'go.goproxy': before } } as const;
    const label = { remedy: 'use-goproxy', subject: '' };
    const done = newest?.id === change ? await changes.undo(signal) : await changes.apply(request, label, signal);
    await this.#moved.set(root, null);
    if (!done.ok) log.write('warn', 'failover', `the list was not put back: ${done.error.code}`);
    else await did('restored', 0);
  }

  #complain(error: unknown): void {
    this.#ports.log.write('error', 'failover', thrownText(error));
  }
}

/** One word for what was seen, and what it asks for. */
function incidentOf({ since, wanted }: FailoverView): string {
  return `${since} ${wanted}`;
}

/** Who was in front by the user's own order, and who should be. */
function namesOf({ own, front }: FailoverView): { readonly left: UrlEntry; readonly front: UrlEntry } | null {
  const list = parseList(own);
  const entries = list.ok ? list.value.entries : [];
  const [left, wanted] = [entries[0], entries[front]];
  return left?.kind === 'url' && wanted?.kind === 'url' ? { left, front: wanted } : null;
}
