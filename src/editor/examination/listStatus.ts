/** The snapshot that surfaces draw from: what the looks saw, and how requests go where new terminals have the relay. */
import * as vscode from 'vscode';
import type { Monitor } from '../../doctor/watch/monitor.ts';
import { type Snapshot, throughRelay } from '../../doctor/watch/snapshot.ts';
import { type PassageQuestion, passageOf } from '../../relay/shared/passage.ts';

/** A list as the relay serves it. */
export type RelayedList = Omit<PassageQuestion, 'looks' | 'now'>;

export class ListStatus implements vscode.Disposable {
  readonly #monitor: Monitor;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #listener: vscode.Disposable;
  #relayed: RelayedList | null = null;

  constructor(monitor: Monitor) {
    this.#monitor = monitor;
    this.#listener = vscode.Disposable.from(monitor.onDidChange(() => this.#changed.fire()));
  }

  get snapshot(): Snapshot {
    const seen = this.#monitor.snapshot;
    if (this.#relayed === null) return seen;
    return throughRelay(seen, passageOf({ ...this.#relayed, looks: seen.health?.entries ?? [], now: Date.now() }));
  }

  /** Null while no terminal goes through the relay. Reports whether that is news. */
  setRelayed(relayed: RelayedList | null): boolean {
    if (JSON.stringify(relayed) === JSON.stringify(this.#relayed)) return false;
    this.#relayed = relayed;
    this.#changed.fire();
    return true;
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }
}
