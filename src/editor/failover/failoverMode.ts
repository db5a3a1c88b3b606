/**
 * The modes `suggest` and `reorder`: what is done when the policy wants another entry in front. The one tells of it, once an incident; the other
 * puts it first in this folder's go.goproxy, and puts back what was there when the user's own order is well again.
 */
import * as vscode from 'vscode';
import type { Log } from '../../base/log.ts';
import { redact } from '../../base/redact.ts';
import type { FailoverView } from '../../doctor/watch/healthView.ts';
import type { Monitor } from '../../doctor/watch/monitor.ts';
import { type GoproxyList, parseList, type UrlEntry } from '../../goproxy/list/list.ts';
import type { Deed } from '../../health/history/incidents.ts';
import { failoverText } from '../../text/words/failoverText.ts';
import type { ChangeMaker } from '../changeMaker.ts';
import { currentModuleFolder } from '../goModule.ts';
import type { Settings } from '../settings.ts';
import type { WorkspaceList } from '../workspaceList.ts';
import { type MovedList, MovedLists } from './movedList.ts';

export interface FailoverPorts {
  readonly monitor: Monitor;
  readonly settings: Settings;
  readonly changes: ChangeMaker;
  readonly workspaceList: WorkspaceList;
  readonly state: vscode.Memento;
  readonly log: Log;
  /** Notes with the incident of the entry with that number what was done about it. */
  did(deed: Deed, entry: number): Promise<void>;
}

/** ms for a change. */
const DEADLINE = 30_000;

export class FailoverMode implements vscode.Disposable {
  readonly #ports: FailoverPorts;
  readonly #moved: MovedLists;
  readonly #listener: vscode.Disposable;
  /** The latest that was told of. */
  #told: string | null = null;
  #considering: Promise<void> = Promise.resolve();

  constructor(ports: FailoverPorts) {
    this.#ports = ports;
    this.#moved = new MovedLists(ports.state);
    const consider = () => {
      this.#considering = this.#considering
        .then(() => this.#consider())
        .catch((error: unknown) => this.#complain(error));
    };
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

  dispose(): void {
    this.#listener.dispose();
  }

  async #consider(): Promise<void> {
    const { settings, monitor } = this.#ports;
    const root = await rootFolder();
    if (root === null || !vscode.workspace.isTrusted) return;
    const moved = await this.#forgetOld(root);
    const view = monitor.snapshot.health?.failover ?? null;
    if (moved !== null && (settings.failoverMode !== 'reorder' || view?.wanted === moved.own)) {
      await this.#restore(root, moved);
      return;
    }
    if (view === null || view.wanted === view.own) return;
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
    const incident = `${view.since} ${view.wanted}`;
    const names = namesOf(view);
    if (this.#told === incident || names === null) return;
    this.#told = incident;
    const [use, relay, never] = [failoverText.useFirst(names.front), failoverText.useRelay(), failoverText.never()];
    const text = redact(failoverText.suggestion(view, names.left, names.front));
    void this.#ports.did('suggested', names.left.index);
    // Not waited for: a notification may stand for hours.
    void vscode.window.showWarningMessage(text, use, relay, never).then(async (answer) => {
      if (answer === use) await this.#reorder(root, view, null);
      const mode = answer === relay ? 'relay' : answer === never ? 'off' : null;
      if (mode === null) return;
      const settings = vscode.workspace.getConfiguration('goProxy.failover');
      await settings.update('mode', mode, vscode.ConfigurationTarget.Global);
    });
  }

  /** `moved`: what stands there already, whose way back is kept. */
  async #reorder(root: vscode.Uri, view: FailoverView, moved: MovedList | null): Promise<void> {
    const { changes, settings, workspaceList, did } = this.#ports;
    const names = namesOf(view);
    if (names === null) return;
    const before = moved === null ? settings.goproxy(root) || null : moved.before;
    await workspaceList.keep(root, view.wanted);
    const request = { kind: 'settings', folder: root.fsPath, values: { 'go.goproxy': view.wanted } } as const;
    const label = { remedy: 'use-goproxy', subject: redact(failoverText.reordered(names.front)) };
    const made = await changes.apply(request, label, AbortSignal.timeout(DEADLINE));
    if (!made.ok) {
      this.#ports.log.write('warn', 'failover', `the list was not changed: ${made.error.code}`);
      return;
    }
    const change = moved === null ? made.value.id : moved.change;
    await this.#moved.set(root, { own: view.own, moved: view.wanted, before, change });
    await did('reordered', names.left.index);
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
    this.#ports.log.write('error', 'failover', error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

/** The folder whose settings hold what the window's list is. */
async function rootFolder(): Promise<vscode.Uri | null> {
  const folder = await currentModuleFolder();
  return folder === undefined ? null : (vscode.workspace.getWorkspaceFolder(folder)?.uri ?? null);
}

/** Who was in front by the user's own order, and who should be. */
function namesOf({ own, front }: FailoverView): { readonly left: UrlEntry; readonly front: UrlEntry } | null {
  const list = parseList(own);
  const entries = list.ok ? list.value.entries : [];
  const [left, wanted] = [entries[0], entries[front]];
  return left?.kind === 'url' && wanted?.kind === 'url' ? { left, front: wanted } : null;
}
