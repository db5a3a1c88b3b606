/**
 * Causes of which the user wants no notification any more, in this workspace: a code at a host. Problems, the status bar and the report still
 * tell of them.
 */
import type * as vscode from 'vscode';
import type { CommandFinding } from '../../doctor/incident/incident.ts';

/** What of a finding tells one cause from another. */
export type Cause = Pick<CommandFinding, 'code'> & { readonly failure: Pick<CommandFinding['failure'], 'host'> };

const KEY = 'notices.muted';

export class MutedNotices {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  get isEmpty(): boolean {
    return this.#muted.length === 0;
  }

  has(cause: Cause): boolean {
    return this.#muted.includes(wordOf(cause));
  }

  async add(cause: Cause): Promise<void> {
    if (!this.has(cause)) await this.#state.update(KEY, [...this.#muted, wordOf(cause)]);
  }

  async clear(): Promise<void> {
    await this.#state.update(KEY, undefined);
  }

  get #muted(): readonly string[] {
    return this.#state.get<readonly string[]>(KEY) ?? [];
  }
}

function wordOf({ code, failure }: Cause): string {
  return `${code} ${failure.host ?? ''}`;
}
