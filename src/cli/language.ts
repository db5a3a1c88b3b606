/** The language of the command line: what --lang says, else what the system is set to. */
import { type Language, languageOf } from '../text/language.ts';

/**
 * Looked for before anything is parsed, for the help is in that language too; a wrong value is the parser's to refuse. `system` tells the
 * locale where no variable does: on Windows, or for a program that was started from the desktop.
 */
export function chosenLanguage(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  system: () => string,
): Language {
  const end = argv.indexOf('--');
  const words = end === -1 ? argv : argv.slice(0, end);
  const at = words.findLastIndex((word) => word === '--lang' || word.startsWith(JOINED));
  const told = words[at] === '--lang' ? words[at + 1] : words[at]?.slice(JOINED.length);
  if (told !== undefined) return languageOf(told);
  // The order of POSIX (Base Definitions, 8.2).
  const locale = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => value !== undefined && value !== '');
  return languageOf(locale ?? system());
}

const JOINED = '--lang=';
