/** The messages that the code has for people, found as VS Code's own tools find them. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';

const ROOT = path.join(import.meta.dirname, '..', '..');

/** Returns the English text of every message. Takes seconds: the code is parsed. */
export async function messagesOfCode(): Promise<readonly string[]> {
  const files = globSync('src/**/*.ts', { cwd: ROOT })
    .map((file) => readFileSync(path.join(ROOT, file), 'utf8'))
    .filter((contents) => contents.includes('l10n'))
    .map((contents) => ({ contents, extension: '.ts' as const }));
  return Object.keys(await getL10nJson(files));
}

export function bundleOf(language: string): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(path.join(ROOT, 'l10n', `bundle.l10n.${language}.json`), 'utf8'));
}

/** The places for arguments, `{0}` and so on, sorted. */
export function placesOf(message: string): readonly string[] {
  return (message.match(/\{\d+\}/g) ?? []).sort();
}
