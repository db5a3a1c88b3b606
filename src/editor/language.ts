/** The language of the window: VS Code's own, unless the setting names another. */
import path from 'node:path';
import * as vscode from 'vscode';
import { nodeFiles } from '../base/files.ts';
import { readBundle, speak } from '../text/language.ts';
import type { Settings } from './settings.ts';

/** Resolves when the texts are in the language that is wanted now; `extensionPath` is where the bundles lie. */
export async function speakAsSet({ language }: Settings, extensionPath: string): Promise<void> {
  const folder = path.join(extensionPath, 'dist', 'l10n');
  speak(language === null ? (vscode.l10n.bundle ?? null) : await readBundle(language, folder, nodeFiles));
}
