/** The settings: one table, held against the manifest by a test, and typed access to what VS Code has for them. */
import * as vscode from 'vscode';
import { objectOf } from '../base/json.ts';
import type { Limits } from '../health/book.ts';
import type { PauseReason } from '../health/listState.ts';
import type { Pace } from '../health/schedule.ts';
import { parseNameServer } from '../net/dns/nameServer.ts';
import { editorProxy } from '../net/forwardProxy/systemProxy/editorProxy.ts';
import type { SystemProxy } from '../net/forwardProxy/systemProxy/systemProxy.ts';
import type { Language } from '../text/language.ts';
import type { WorkspaceList } from './workspaceList.ts';

/** Key to default, exactly as in package.json. */
export const SETTINGS = {
  'go.goproxy': '',
  'goProxy.probe.enabled': true,
  'goProxy.probe.interval': 30,
  'goProxy.probe.timeout': 5,
  'goProxy.probe.retries': 3,
  'goProxy.probe.metered': false,
  'goProxy.failover.mode': 'suggest',
  'goProxy.failover.errorRate': 0.5,
  'goProxy.failover.latency': 2000,
  'goProxy.failover.recoverAfter': 2,
  'goProxy.failover.dwell': 120,
  'goProxy.relay.cache': 0,
  'goProxy.mirrors': [],
  'goProxy.dns.resolver': '',
  'goProxy.goPath': '',
  'goProxy.language': 'auto',
} as const;

/** ms between looks while all is well. */
const CALM = 5 * 60_000;

type Key = keyof typeof SETTINGS;
type Widened<T> = T extends string
  ? string
  : T extends number
    ? number
    : T extends boolean
      ? boolean
      : readonly unknown[];

export class Settings implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #listener: vscode.Disposable;
  readonly #workspaceList: WorkspaceList;
  /** Fired when any setting of the table has changed, or a list is ignored, or no longer. */
  readonly onDidChange = this.#changed.event;
  readonly #languageChanged = new vscode.EventEmitter<void>();
  readonly onDidChangeLanguage = this.#languageChanged.event;

  constructor(workspaceList: WorkspaceList) {
    this.#workspaceList = workspaceList;
    this.#listener = vscode.Disposable.from(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('goProxy.language')) this.#languageChanged.fire();
        if (Object.keys(SETTINGS).some((key) => event.affectsConfiguration(key))) this.#changed.fire();
      }),
      workspaceList.onDidChange(() => this.#changed.fire()),
    );
  }

  /** This folder's GOPROXY; '' where it is not set by us. VS Code withholds a workspace's value until the workspace is trusted. */
  goproxy(scope: vscode.Uri | undefined): string {
    const list = this.#value('go.goproxy', scope).trim();
    const folder = scope === undefined ? undefined : vscode.workspace.getWorkspaceFolder(scope)?.uri;
    return folder !== undefined && this.#workspaceList.isIgnored(folder, list) ? '' : list;
  }

  /** The list that this folder's own settings bring, ignored or not; '' where only the user's settings say anything. */
  broughtGoproxy(folder: vscode.Uri): string {
    const told = vscode.workspace.getConfiguration(undefined, folder).inspect<unknown>('go.goproxy');
    const value = told?.workspaceFolderValue ?? told?.workspaceValue;
    return typeof value === 'string' ? value.trim() : '';
  }

  /** ms between looks in the background; why not, where there are none. */
  get pace(): Pace | PauseReason {
    if (!this.#value('goProxy.probe.enabled')) return 'paused';
    if (this.#value('goProxy.probe.metered')) return 'metered';
    const trouble = Math.max(5, this.#value('goProxy.probe.interval')) * 1000;
    return { calm: Math.max(CALM, trouble), trouble };
  }

  /** When an entry is down, when it is up again, and when another one should be in front. */
  get limits(): Limits {
    return {
      errorRate: within(0, 1, this.#value('goProxy.failover.errorRate')),
      latency: this.latency,
      retries: Math.round(within(0, 10, this.#value('goProxy.probe.retries'))),
      recoverAfter: Math.round(within(1, 10, this.#value('goProxy.failover.recoverAfter'))),
      dwell: within(0, 3_600, this.#value('goProxy.failover.dwell')) * 1000,
    };
  }

  /** ms for one entry. */
  get timeout(): number {
    return within(0.1, 600, this.#value('goProxy.probe.timeout')) * 1000;
  }

  /** ms beyond which an entry counts as slow. */
  get latency(): number {
    return this.#value('goProxy.failover.latency');
  }

  /** What is done when the first entry fails; an unknown word is the default. */
  get failoverMode(): 'off' | 'suggest' | 'reorder' | 'relay' {
    const mode = this.#value('goProxy.failover.mode');
    return mode === 'off' || mode === 'reorder' || mode === 'relay' ? mode : 'suggest';
  }

  /** Null: as VS Code itself. */
  get language(): Language | null {
    const language = this.#value('goProxy.language');
    return language === 'en' || language === 'zh-cn' ? language : null;
  }

  /** Megabytes on disk for what the relay has proved; 0: none. */
  get relayCache(): number {
    return Math.round(within(0, 9_999_999, this.#value('goProxy.relay.cache')));
  }

  /** URLs that the user counts as public mirrors. */
  get publicMirrors(): readonly string[] {
    return this.#value('goProxy.mirrors').flatMap((item) => {
      const mirror = objectOf(item);
      return mirror?.kind === 'public' && typeof mirror.url === 'string' ? [mirror.url] : [];
    });
  }

  /** An independent name server; null where none is named, or what is named is none. */
  get resolver(): string | null {
    const server = this.#value('goProxy.dns.resolver').trim();
    return parseNameServer(server) === null ? null : server;
  }

  /** The forward proxy of VS Code's own settings. */
  get editorProxy(): SystemProxy | null {
    const http = vscode.workspace.getConfiguration('http', null);
    const [proxy, except] = [http.get<unknown>('proxy'), http.get<unknown>('noProxy')];
    const hosts = Array.isArray(except) ? except.filter((host) => typeof host === 'string') : [];
    return typeof proxy === 'string' ? editorProxy(proxy, hosts) : null;
  }

  get goPath(): string {
    return this.#value('goProxy.goPath').trim();
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
    this.#languageChanged.dispose();
  }

  /** A value of another type (settings.json is free text) counts as not set. */
  #value<K extends Key>(key: K, scope?: vscode.Uri): Widened<(typeof SETTINGS)[K]> {
    const value: unknown = vscode.workspace.getConfiguration(undefined, scope ?? null).get(key);
    const fallback = SETTINGS[key];
    const isOfKind = typeof value === typeof fallback && Array.isArray(value) === Array.isArray(fallback);
    return (isOfKind ? value : fallback) as Widened<(typeof SETTINGS)[K]>;
  }
}

/** What is written into settings.json by hand may be any number. */
function within(least: number, most: number, value: number): number {
  return Math.min(most, Math.max(least, value));
}
