/** Go releases in their order, as cmd/go's gover compares them. Pure. */
import { parseGoVersion } from '../../gocmd/goVersion.ts';

/** From 1.21 on, `1.N` is a language version, older than the release candidates of 1.N.0; before, it was the first release. */
const FIRST_WITH_ZERO = 21;
const STAGES = ['alpha', 'beta', 'rc'];

/** Returns less than 0 where `a` is older than `b`, more than 0 where newer (both as `go1.22.3`); null where one is no version. */
export function compareReleases(a: string, b: string): number | null {
  const [one, other] = [rank(a), rank(b)];
  if (one === null || other === null) return null;
  for (const [at, number] of one.entries()) {
    const difference = number - (other[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Reports whether `version` (`go1.22`) names a language and no release. */
export function isLanguageVersion(version: string): boolean {
  const parsed = parseGoVersion(version);
  return parsed !== null && parsed.minor >= FIRST_WITH_ZERO && parsed.patch === null && parsed.prerelease === null;
}

function rank(version: string): readonly number[] | null {
  const parsed = parseGoVersion(version);
  if (parsed === null) return null;
  const { major, minor, patch, prerelease } = parsed;
  if (prerelease !== null) {
    const [, stage = '', number = '0'] = /^([a-z]+)(\d+)$/.exec(prerelease) ?? [];
    return [major, minor, patch ?? 0, STAGES.indexOf(stage) + 1, Number(number)];
  }
  return isLanguageVersion(version) ? [major, minor, 0, 0, 0] : [major, minor, patch ?? 0, STAGES.length + 1, 0];
}
