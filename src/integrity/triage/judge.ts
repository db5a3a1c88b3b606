/** Who is wrong, from what every source says. Pure and total. */
import type { FailureCode } from '../../failures/code.ts';
import type { Source } from './source.ts';

export type Culprit = 'mirror' | 'tag-moved' | 'cache' | 'go.sum' | 'unknown';

/** A hash that the others are held against, and what makes it the true one. */
export interface Truth {
  readonly zip: string | null;
  readonly mod: string | null;
  /** `database`: proved; `majority`: more sources say so than say anything else; `none`: nothing can be told. */
  readonly basis: 'database' | 'majority' | 'none';
}

export interface TriageVerdict {
  readonly agree: boolean;
  readonly culprit: Culprit | null;
  /** The names of the sources that differ from the truth, in the order of the sources. */
  readonly odd: readonly string[];
  readonly truth: Truth;
  /** False where fewer than two sources could be held against each other: then nothing has been found out. */
  readonly compared: boolean;
}

type Column = 'zip' | 'mod';

/**
 * The database outranks everything; without it the strict majority of the sources is right. A source votes once, however many rows
 * it has; go.sum and the cache of one machine are filled by the same download, so that together they are one voice where they agree.
 */
export function judge(sources: readonly Source[]): TriageVerdict {
  const proved = sources.find(({ source, zip, mod }) => source === 'sumdb' && (zip ?? mod) !== null);
  const zip = trueHash(sources, 'zip', proved);
  const mod = trueHash(sources, 'mod', proved);
  const truth: Truth = {
    zip,
    mod,
    basis: proved !== undefined ? 'database' : (zip ?? mod) !== null ? 'majority' : 'none',
  };

  const differing = sources.filter((one) => differs(one, 'zip', truth) || differs(one, 'mod', truth) || isDamaged(one));
  const odd = [...new Set(differing.map(({ name }) => name))];
  const isSplit = differsAmong(sources, 'zip', truth) || differsAmong(sources, 'mod', truth);
  const isRefused = sources.some(({ source, code }) => source === 'sumdb' && REFUSED.includes(code));
  const compared = voices(sources, 'zip') > 1 || voices(sources, 'mod') > 1 || odd.length > 0 || isRefused;

  if (odd.length > 0) return { agree: false, culprit: culpritOf(differing, truth), odd, truth, compared };
  // Of the column that nobody can tell about nothing is held for right, whatever the other one says.
  const doubted: Truth = isSplit && proved === undefined ? { ...truth, basis: 'none' } : truth;
  if (isSplit || isRefused || !compared) return { agree: false, culprit: 'unknown', odd, truth: doubted, compared };
  return { agree: true, culprit: null, odd, truth, compared };
}

/** go takes nothing that such a database says, or leaves out. */
const REFUSED: readonly (FailureCode | null)[] = ['sumdb-forked', 'checksum-mismatch'];

function trueHash(sources: readonly Source[], column: Column, proved: Source | undefined): string | null {
  if (proved !== undefined && proved[column] !== null) return proved[column];
  const ballots = votes(sources, column);
  const ranked = [...ballots].sort(([, a], [, b]) => b.size - a.size);
  const [first, second] = ranked;
  if (first === undefined || first[1].size < 2) return null;
  return second !== undefined && second[1].size === first[1].size ? null : first[0];
}

/** Who says each hash. */
function votes(sources: readonly Source[], column: Column): Map<string, Set<string>> {
  const ballots = new Map<string, Set<string>>();
  for (const one of sources) {
    const hash = one[column];
    if (hash === null || isDamaged(one)) continue;
    const isOwn = one.source === 'cache' || one.source === 'go.sum';
    const voice = isOwn ? 'this machine' : `${one.source} ${one.name}`;
    ballots.set(hash, (ballots.get(hash) ?? new Set()).add(voice));
  }
  return ballots;
}

/** The rows that can be held against each other: here go.sum and the cache are two, for they may differ. */
function voices(sources: readonly Source[], column: Column): number {
  return new Set(sources.filter((one) => one[column] !== null).map(({ source, name }) => `${source} ${name}`)).size;
}

function differs(one: Source, column: Column, truth: Truth): boolean {
  return one[column] !== null && truth[column] !== null && one[column] !== truth[column];
}

/** Reports a disagreement in a column that has no truth. */
function differsAmong(sources: readonly Source[], column: Column, truth: Truth): boolean {
  return truth[column] === null && votes(sources, column).size > 1;
}

/** Wrong by itself: the cache is not as go left it, go.sum is in the middle of a merge, the vendored files are others. */
function isDamaged({ source, code, detail }: Source): boolean {
  if (source === 'cache') return code === 'cache-damaged';
  return (source === 'go.sum' && detail === 'conflict') || (source === 'vendor' && detail === 'changed');
}

/** Reports whether a row has the hashes that are held for right, as far as it has any. */
export function isTrue(row: Source, truth: Truth): boolean {
  return !isDamaged(row) && !differs(row, 'zip', truth) && !differs(row, 'mod', truth);
}

/**
 * What lies nearest to the origin of the wrong bytes is to blame: go.sum and the cache may have them from a mirror, a mirror that asked
 * late has them from a tag that was moved.
 */
function culpritOf(differing: readonly Source[], truth: Truth): Culprit {
  const of = (kind: Source['source']) => differing.filter(({ source }) => source === kind);
  const [direct] = of('direct');
  const mirrors = of('mirror');
  const isAs = (a: Source, b: Source) =>
    (differs(a, 'zip', truth) && a.zip === b.zip) || (differs(a, 'mod', truth) && a.mod === b.mod);
  if (direct !== undefined && mirrors.every((mirror) => isAs(mirror, direct))) return 'tag-moved';
  if (mirrors.length > 0) return 'mirror';
  if (of('go.sum').length > 0) return 'go.sum';
  return of('cache').length > 0 ? 'cache' : 'unknown';
}
