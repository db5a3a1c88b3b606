// What our commands are called in the palette, by language.
import { readFileSync } from 'node:fs';

const root = new URL('../../', import.meta.url);

/** Returns a function from a command's key (`diagnose`) to its title with its category (`Go Proxy: 诊断`). */
export function commandTitles(language) {
  const file = language === 'en' ? 'package.nls.json' : `package.nls.${language}.json`;
  const words = JSON.parse(readFileSync(new URL(file, root), 'utf8'));
  return (key) => `Go Proxy: ${words[`command.${key}`]}`;
}
