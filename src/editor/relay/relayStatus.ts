/** What is to be told of the relay: how its entries do; null while no terminal of this window goes through it. */
import * as vscode from 'vscode';
import type { RelayReport } from '../../relay/shared/assignment.ts';

export class RelayStatus implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  #report: RelayReport | null = null;

  get report(): RelayReport | null {
    return this.#report;
  }

  show(report: RelayReport | null): void {
    if (JSON.stringify(report) === JSON.stringify(this.#report)) return;
    this.#report = report;
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
