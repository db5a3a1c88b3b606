/** Which language the texts are in. English is in the code; another one is a bundle, in the form that VS Code's own extensions have. */
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import type { Files } from '../base/files.ts';
import { objectOf, parseJson } from '../base/json.ts';

export type Language = 'en' | 'zh-cn';

/** A message's English text to its translation. */
export type Bundle = Readonly<Record<string, string>>;

/** Returns the language for a locale, a BCP 47 tag (`zh-Hans-CN`) or POSIX's (`zh_CN.UTF-8`). Who reads traditional characters gets English. */
export function languageOf(locale: string): Language {
  const [language, ...rest] = locale.toLowerCase().split(/[-_.@]/);
  return language === 'zh' && !rest.some((part) => TRADITIONAL.has(part)) ? 'zh-cn' : 'en';
}

const TRADITIONAL: ReadonlySet<string> = new Set(['hant', 'tw', 'hk', 'mo']);

/** Reads `bundle.l10n.LANGUAGE.json` of the folder; null for English, and where the file cannot be read. */
export async function readBundle(language: Language, folder: string, files: Files): Promise<Bundle | null> {
  if (language === 'en') return null;
  const bundle = objectOf(parseJson((await files.readText(path.join(folder, `bundle.l10n.${language}.json`))) ?? ''));
  return bundle !== null && Object.values(bundle).every((text) => typeof text === 'string') ? (bundle as Bundle) : null;
}

/** All texts from now on are in the language of the bundle; null is English. The library keeps it, for the whole process. */
export function speak(bundle: Bundle | null): void {
  l10n.config({ contents: { ...bundle } });
}
