/** `Go Proxy: Open Dashboard`, and the dashboard that was open before a reload. There is one a window. Its code is loaded when it is opened. */
import * as vscode from 'vscode';
import { COMMANDS } from '../commands.ts';
import type { ActParts } from './dashboardActs.ts';
import type { DashboardPanel, DashboardPorts } from './dashboardPanel.ts';

export class Dashboards implements vscode.Disposable {
  readonly #ports: Omit<DashboardPorts, 'act'>;
  readonly #parts: ActParts;
  readonly #command: vscode.Disposable;
  #panel: DashboardPanel | null = null;

  constructor(ports: Omit<DashboardPorts, 'act'>, parts: ActParts) {
    this.#ports = ports;
    this.#parts = parts;
    this.#command = vscode.commands.registerCommand(COMMANDS.dashboard, () => this.open());
  }

  /** `kept` is a panel that VS Code has kept over a reload. */
  async open(kept?: vscode.WebviewPanel): Promise<void> {
    const [{ DashboardPanel }, { carryOut }] = await Promise.all([
      import('./dashboardPanel.ts'),
      import('./dashboardActs.ts'),
    ]);
    if (this.#panel !== null) {
      kept?.dispose();
      this.#panel.reveal();
      return;
    }
    const act: DashboardPorts['act'] = (pressed, examination) => void carryOut(pressed, examination, this.#parts);
    const made = new DashboardPanel({ ...this.#ports, act }, kept);
    this.#panel = made;
    made.onDidDispose(() => {
      if (this.#panel === made) this.#panel = null;
    });
  }

  dispose(): void {
    this.#command.dispose();
    this.#panel?.dispose();
  }
}
