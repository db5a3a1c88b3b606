/** How a go command finds the credentials for a URL: the rule changed with its versions. */
import { parseGoVersion } from '../goVersion.ts';

/**
 * What a netrc `machine` (or the URL that a GOAUTH command names) is compared with. Always with the port where the URL writes one.
 * `host`: the URL's host, to the letter; there is no GOAUTH (up to 1.23).
 * `whole`: the URL without `https://`, then its host alone; a slash at the end counts (1.24).
 * `path`: the URL, then every folder above it, then the host; a slash at the end is taken off (1.25 and later).
 */
export type MatchRule = 'host' | 'whole' | 'path';

/** Returns the rule of a version as go prints it; that of the newest where none is known. */
export function matchRule(goVersion: string | null): MatchRule {
  const version = goVersion === null ? null : parseGoVersion(goVersion);
  if (version === null || version.major !== 1 || version.minor >= 25) return 'path';
  return version.minor === 24 ? 'whole' : 'host';
}
