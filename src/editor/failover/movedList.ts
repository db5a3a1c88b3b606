/** What the mode `reorder` has put in the place of a folder's own list: kept with the workspace, so that the way back outlives a window. */
import type * as vscode from 'vscode';

export interface MovedList {
  /** The user's own list. */
  readonly own: string;
  /** What was put in its place. */
  readonly moved: string;
  /** What go.goproxy was before; null where it was not set. */
  readonly before: string | null;
  /** Of the undo journal. */
  readonly change: string;
}

export class MovedLists {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  get(folder: vscode.Uri): MovedList | null {
    return this.#state.get<MovedList>(keyOf(folder)) ?? null;
  }

  async set(folder: vscode.Uri, moved: MovedList | null): Promise<void> {
    await this.#state.update(keyOf(folder), moved ?? undefined);
  }
}

function keyOf(folder: vscode.Uri): string {
  return `failover.moved ${folder.toString()}`;
}
