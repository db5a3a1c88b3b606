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

  async open(): Promise<void> {
    if (this.#panel !== null) this.#panel.reveal();
    else await this.#make();
  }

  /** `panel` is one that VS Code has kept. */
  async restore(panel: vscode.WebviewPanel): Promise<void> {
    if (this.#panel !== null) panel.dispose();
    else await this.#make(panel);
  }

  dispose(): void {
    this.#command.dispose();
    this.#panel?.dispose();
  }

  async #make(kept?: vscode.WebviewPanel): Promise<void> {
    const [{ DashboardPanel }, { carryOut }] = await Promise.all([
      import('./dashboardPanel.ts'),
      import('./dashboardActs.ts'),
    ]);
    const act: DashboardPorts['act'] = (pressed, examination) => void carryOut(pressed, examination, this.#parts);
    const made = new DashboardPanel({ ...this.#ports, act }, kept);
    this.#panel = made;
    made.onDidDispose(() => {
      if (this.#panel === made) this.#panel = null;
    });
  }
}
