/** `Go Proxy: Import Module by Hand…`, and the remedy that asks for it. The wizard itself is loaded when it is wanted. */
import * as vscode from 'vscode';
import type { ModuleQuery } from '../../../goproxy/module/version.ts';
import { importEditorText } from '../../../text/words/editor/importEditorText.ts';
import { COMMANDS } from '../../commands.ts';
import { currentModuleFolder } from '../../examination/goModule.ts';
import type { WindowIncident } from '../../incident/incidents.ts';
import type { ImportParts } from './importWizard.ts';

export class Imports implements vscode.Disposable {
  readonly #parts: ImportParts;
  readonly #command: vscode.Disposable;

  constructor(parts: ImportParts) {
    this.#parts = parts;
    this.#command = vscode.commands.registerCommand(COMMANDS.importModule, () => this.start(null, null));
  }

  /** `wanted`: what is to be brought in; null: whatever the user has. `incident`: the command of the user's that failed for it. */
  async start(wanted: ModuleQuery | null, incident: WindowIncident | null): Promise<void> {
    if (!vscode.workspace.isTrusted) {
      void vscode.window.showWarningMessage(importEditorText.untrusted());
      return;
    }
    const folder = incident?.cwd == null ? await currentModuleFolder() : vscode.Uri.file(incident.cwd);
    const { bringIn } = await import('./importWizard.ts');
    await bringIn(wanted, folder, this.#parts);
  }

  dispose(): void {
    this.#command.dispose();
  }
}
