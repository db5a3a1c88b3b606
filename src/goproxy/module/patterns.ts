/** Which modules are private: the comma-separated glob lists of GOPRIVATE and its family. */
import { matchGlob } from './glob.ts';

/**
 * Reports whether a prefix of the path `target` matches one of `globs` (module.MatchPrefixPatterns): a glob with N slashes
 * is held against the first N+1 elements; blanks are not trimmed, one trailing slash is; what is malformed matches nothing.
 */
export function matchPrefixPatterns(globs: string, target: string): boolean {
  const ends = elementEnds(target);
  for (const written of globs.split(',')) {
    const glob = written.endsWith('/') ? written.slice(0, -1) : written;
    if (glob === '') continue;
    const end = ends[countSlashes(glob)];
    if (end !== undefined && matchGlob(glob, target.slice(0, end))) return true;
  }
  return false;
}

/** The variables that say which modules are private, as go would see them: unset and empty are the same. */
export interface PrivateVariables {
  readonly GOPRIVATE?: string | undefined;
  readonly GONOPROXY?: string | undefined;
  readonly GONOSUMDB?: string | undefined;
}

/** Reports whether go fetches `module` without any proxy. An empty GONOPROXY inherits GOPRIVATE; `none` is how one undoes that. */
export function isPrivate(module: string, { GOPRIVATE, GONOPROXY }: PrivateVariables): boolean {
  return matchPrefixPatterns(GONOPROXY || GOPRIVATE || '', module);
}

/** Reports whether go leaves the checksum database unasked about `module`. An empty GONOSUMDB inherits GOPRIVATE. */
export function skipsSumdb(module: string, { GOPRIVATE, GONOSUMDB }: PrivateVariables): boolean {
  return matchPrefixPatterns(GONOSUMDB || GOPRIVATE || '', module);
}

/** Where the first element of `path` ends, where the first two end, and so on. */
function elementEnds(path: string): number[] {
  const ends: number[] = [];
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) ends.push(at);
  ends.push(path.length);
  return ends;
}

function countSlashes(text: string): number {
  let count = 0;
  for (let at = text.indexOf('/'); at >= 0; at = text.indexOf('/', at + 1)) count++;
  return count;
}
