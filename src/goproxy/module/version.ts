/** Versions as go writes them: semantic versions with a `v`, their order, pseudo-versions, `+incompatible`, and `M@V`. */
import { escapeUpperCase, isFileElement, isModulePath, splitPath, unescapeUpperCase } from './modulePath.ts';

/** A version in its parts. Numbers stay text: they may have any length. */
export interface Semver {
  readonly major: string;
  readonly minor: string;
  readonly patch: string;
  /** With its `-`, or empty. */
  readonly prerelease: string;
  /** With its `+`, or empty. */
  readonly build: string;
  /** Minor and patch were written out. */
  readonly full: boolean;
}

const NUMBER = '(?:0|[1-9][0-9]*)';
const IDENTIFIERS = '[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*';
const SEMVER = new RegExp(`^v(${NUMBER})(?:\\.(${NUMBER})(?:\\.(${NUMBER})(-${IDENTIFIERS})?(\\+${IDENTIFIERS})?)?)?$`);
/** golang.org/x/mod/module/pseudo.go */
const PSEUDO =
  /^v[0-9]+\.(?:0\.0-|[0-9]+\.[0-9]+-(?:[^+]*\.)?0\.)[0-9]{14}-[A-Za-z0-9]+(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;

/** Returns the parts of a version by golang.org/x/mod/semver's grammar (`v1` and `v1.2` are shorthands), or null. */
export function parseVersion(text: string): Semver | null {
  const match = SEMVER.exec(text);
  if (match === null) return null;
  const [, major = '', minor = '0', patch, prerelease = '', build = ''] = match;
  // Numeric identifiers of a pre-release have no leading zeros; those of the build may.
  if (prerelease.slice(1).split('.').some(isBadNumber)) return null;
  return { major, minor, patch: patch ?? '0', prerelease, build, full: patch !== undefined };
}

function isBadNumber(identifier: string): boolean {
  return /^0[0-9]+$/.test(identifier);
}

/** Returns the canonical form (build dropped but for `+incompatible`, shorthands filled in), or null. module.CanonicalVersion */
export function canonicalVersion(text: string): string | null {
  const parsed = parseVersion(text);
  if (parsed === null) return null;
  const { major, minor, patch, prerelease, build } = parsed;
  return `v${major}.${minor}.${patch}${prerelease}${build === '+incompatible' ? build : ''}`;
}

/** Reports whether `text` is a version that go asks for as it stands, and not a query that stands for one. */
export function isCanonical(text: string): boolean {
  return canonicalVersion(text) === text;
}

/** Orders by precedence: negative, zero or positive. What is no version comes first; build is ignored. semver.Compare */
export function compareVersions(a: string, b: string): number {
  const left = parseVersion(a);
  const right = parseVersion(b);
  if (left === null || right === null) return Number(left !== null) - Number(right !== null);
  return (
    compareNumbers(left.major, right.major) ||
    compareNumbers(left.minor, right.minor) ||
    compareNumbers(left.patch, right.patch) ||
    comparePrereleases(left.prerelease, right.prerelease)
  );
}

function compareNumbers(a: string, b: string): number {
  return a.length - b.length || compareText(a, b);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function comparePrereleases(a: string, b: string): number {
  if (a === b) return 0;
  if (a === '') return 1;
  if (b === '') return -1;
  const left = a.slice(1).split('.');
  const right = b.slice(1).split('.');
  for (const [at, one] of left.entries()) {
    const other = right[at];
    if (other === undefined) return 1;
    if (one === other) continue;
    const isNumber = /^[0-9]+$/.test(one);
    if (isNumber !== /^[0-9]+$/.test(other)) return isNumber ? -1 : 1;
    return isNumber ? compareNumbers(one, other) : compareText(one, other);
  }
  return -1;
}

/** Reports whether `text` names a commit by date and hash, as `v0.0.0-20060102150405-abcdef123456`. module.IsPseudoVersion */
export function isPseudoVersion(text: string): boolean {
  return PSEUDO.test(text) && parseVersion(text) !== null;
}

/** Reports whether the version belongs to the path: `/v2` wants v2, no suffix v0, v1 or `+incompatible`. module.Check */
export function isVersionOf(path: string, version: string): boolean {
  const split = isModulePath(path) ? splitPath(path) : null;
  const parsed = parseVersion(version);
  if (split === null || parsed === null) return false;
  const major = split.major.replace(/-unstable$/, '').slice(1);
  // An old bug made v0.0.0- pseudo-versions for gopkg.in paths of v1, and they are in use.
  if (major === 'v1' && version.startsWith('v0.0.0-')) return true;
  if (major !== '') return major === `v${parsed.major}`;
  return parsed.major === '0' || parsed.major === '1' || parsed.build === '+incompatible';
}

/** Returns the escaped version or revision, or null where go calls it a "disallowed version string". module.EscapeVersion */
export function escapeVersion(version: string): string | null {
  if (!isFileElement(version) || version.includes('!') || /[^\x00-\x7f]/.test(version)) return null;
  return escapeUpperCase(version);
}

/** Returns the version that `escaped` stands for, or null. module.UnescapeVersion */
export function unescapeVersion(escaped: string): string | null {
  const version = unescapeUpperCase(escaped);
  return version !== null && isFileElement(version) ? version : null;
}

/** A module that someone names; `version` is a version, a revision or null for the latest. */
export interface ModuleQuery {
  readonly module: string;
  readonly version: string | null;
}

/** Reads `M`, `M@V` or `M@latest`; null where go could not ask a proxy for it (bad path, bad version, `>=v1`). */
export function parseModuleQuery(text: string): ModuleQuery | null {
  const at = text.indexOf('@');
  const module = at < 0 ? text : text.slice(0, at);
  if (!isModulePath(module)) return null;
  const version = at < 0 ? 'latest' : text.slice(at + 1);
  if (version === 'latest') return { module, version: null };
  return escapeVersion(version) === null ? null : { module, version };
}
