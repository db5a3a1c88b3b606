/** The language of the window: VS Code's own, unless the setting names another. */
import path from 'node:path';
import * as vscode from 'vscode';
import { nodeFiles } from '../base/files.ts';
import { type Bundle, type Language, readBundle, speak } from '../text/language.ts';
import type { Settings } from './settings.ts';

export class WindowLanguage {
  readonly #settings: Settings;
  /** Where the bundles lie. */
  readonly #folder: string;
  #spoken: Bundle | null = null;

  constructor(settings: Settings, extensionPath: string) {
    this.#settings = settings;
    this.#folder = path.join(extensionPath, 'dist', 'l10n');
  }

  /** Resolves when the texts are in the language that is wanted now. */
  async apply(): Promise<void> {
    const { language } = this.#settings;
    this.#spoken = language === null ? (vscode.l10n.bundle ?? null) : await this.#read(language);
    speak(this.#spoken);
  }

  /** Returns what `make` makes in the language that this window does not speak; `make` must not wait for anything. */
  async inOther<T>(make: () => T): Promise<T> {
    const other = this.#spoken === null ? await this.#read('zh-cn') : null;
    speak(other);
    try {
      return make();
    } finally {
      speak(this.#spoken);
    }
  }

  #read(language: Language): Promise<Bundle | null> {
    return readBundle(language, this.#folder, nodeFiles);
  }
}
