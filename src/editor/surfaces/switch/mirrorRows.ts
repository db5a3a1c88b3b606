/**
 * The rows of mirrors in the quick pick. To draw them anew puts the cursor where the extension host believes it to be, and it hears of a key
 * a moment after the window does: so nothing is drawn at once, nor while the cursor moves.
 */
import type * as vscode from 'vscode';
import { systemClock } from '../../../base/clock.ts';
import type { Disposable } from '../../../base/disposable.ts';
import type { Comparison } from '../../../doctor/compare/comparison.ts';
import type { GoproxyList } from '../../../goproxy/list/list.ts';
import { settledOrder } from './settledOrder.ts';
import { itemsAround, mirrorItems, type SwitchItem } from './switchItems.ts';

/** ms without a move of the cursor before rows are drawn anew. */
const REST = 100;

export class MirrorRows implements vscode.Disposable {
  readonly #pick: vscode.QuickPick<SwitchItem>;
  readonly #current: string;
  readonly #list: GoproxyList | null;
  readonly #listener: vscode.Disposable;
  /** The mirrors' URLs, from the top. */
  #shown: readonly string[] = [];
  /** What is to be drawn next. */
  #next: Comparison | null = null;
  #timer: Disposable | null = null;

  /** `current` is the list in force, `list` the same where it can be read. */
  constructor(pick: vscode.QuickPick<SwitchItem>, current: string, list: GoproxyList | null) {
    this.#pick = pick;
    this.#current = current;
    this.#list = list;
    pick.items = itemsAround(current, []);
    this.#listener = pick.onDidChangeActive(() => {
      if (this.#next !== null) this.#drawAfterRest();
    });
  }

  show(comparison: Comparison): void {
    const isDue = this.#next !== null;
    this.#next = comparison;
    if (!isDue) this.#drawAfterRest();
  }

  dispose(): void {
    this.#listener.dispose();
    this.#timer?.dispose();
  }

  #drawAfterRest(): void {
    this.#timer?.dispose();
    this.#timer = systemClock.after(REST, () => {
      const next = this.#next;
      this.#next = null;
      if (next !== null) this.#draw(next);
    });
  }

  #draw(comparison: Comparison): void {
    const items = new Map(mirrorItems(comparison, this.#list).map((item) => [item.url ?? '', item]));
    const [active] = this.#pick.activeItems;
    this.#shown = settledOrder([...items.keys()], this.#shown, active?.url ?? null);
    const all = itemsAround(
      this.#current,
      this.#shown.flatMap((url) => items.get(url) ?? []),
    );
    this.#pick.items = all;
    const still = all.find((item) => item.kind === undefined && isSame(item, active));
    if (still !== undefined) this.#pick.activeItems = [still];
  }
}

/** The same row, however it reads by now. */
function isSame(one: SwitchItem, other: SwitchItem | undefined): boolean {
  return other !== undefined && one.url === other.url && (one.url !== undefined || one.label === other.label);
}
