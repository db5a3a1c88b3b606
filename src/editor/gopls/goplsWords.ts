/** What a diagnostic of gopls' may have to do with a module that could not be had. Pure; knows nothing of VS Code. */
import { readOutput } from '../../doctor/reading/readOutput.ts';
import type { TextFailure } from '../../failures/textFailure.ts';

export type GoplsWords =
  /** It passes on what go said. */
  | { readonly kind: 'told'; readonly failure: TextFailure }
  /** It misses a package and does not know why: go.mod may require its module all the same. */
  | { readonly kind: 'missing'; readonly package: string };

/** `could not import P (no required module provides package "P")`. */
const NOT_PROVIDED = /\bno required module provides package "?([^\s"()]+)/;

/** Null where the message is about something else: most are. */
export function readGoplsWords(message: string): GoplsWords | null {
  const [failure] = readOutput(message);
  if (failure !== undefined) return { kind: 'told', failure };
  const missing = NOT_PROVIDED.exec(message)?.[1];
  return missing === undefined ? null : { kind: 'missing', package: missing };
}
