/** Draws lists of one to six entries. */
import { printedBase } from './entryNamer.ts';
import type { CaseEntry, EntryKind, ListCase } from './listCase.ts';
import { type Random, seededRandom } from './random.ts';

export interface Supply {
  readonly kinds: readonly EntryKind[];
  /** `M@V` */
  readonly modules: readonly string[];
  /** Probability that an entry is a keyword; 0.1 unless told. */
  readonly keywords?: number;
  /** Probability that GONOPROXY covers the module; 0 unless told. */
  readonly privates?: number;
}

/** More failures than answers, so that a walk comes to the entries behind; an invalid entry spoils the whole list. */
const GROUPS = [
  ...Array<EntryKind['group']>(6).fill('fails'),
  ...Array<EntryKind['group']>(4).fill('not-found'),
  ...Array<EntryKind['group']>(4).fill('spoils'),
  ...Array<EntryKind['group']>(5).fill('serves'),
];
const KEYWORD = 0.1;
const INVALID = 0.01;
const MAX_ENTRIES = 6;

/** White space as Go's strings.TrimSpace knows it. */
const BLANKS = [' ', '  ', '\t', ' \n', '\u00a0', '\u3000'];

/** Returns `count` lists over `supply`, the same for the same seed. Each kind of entry has its turn to be the first. */
export function randomCases(seed: number, count: number, supply: Supply): ListCase[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, at) => {
    const first = supply.kinds[at % supply.kinds.length] as EntryKind;
    return randomCase(random, supply, first);
  });
}

/** What stands behind a keyword may be anything, since go does not read it. */
function randomCase(random: Random, supply: Supply, first: EntryKind): ListCase {
  const { kinds, modules, keywords = KEYWORD, privates = 0 } = supply;
  const of = (group: EntryKind['group']) => kinds.filter((kind) => kind.group === group);
  const length = 1 + random.int(MAX_ENTRIES);
  const entries: CaseEntry[] = [{ kind: first, value: first.value }];
  let ended = first.group === 'keyword';
  while (entries.length < length) {
    const isInvalid = random.chance(ended ? 0.3 : INVALID);
    const group = isInvalid ? 'invalid' : random.chance(keywords) ? 'keyword' : random.pick(GROUPS);
    const kind = random.pick(of(group));
    const isAgain = entries.some((entry) => isSame(entry.kind, kind));
    // Two entries must be told apart in what go prints; behind a keyword nothing is read.
    if (isAgain && !ended && !isTaggable(kind)) continue;
    entries.push({ kind, value: isAgain && isTaggable(kind) ? `${kind.value}?e=${entries.length}` : kind.value });
    ended ||= kind.group === 'keyword';
  }
  return {
    text: write(random, entries),
    entries,
    module: random.pick(modules),
    isPrivate: random.chance(privates),
  };
}

/** Of file trees, whose requests go does not show, there may be one. */
function isSame(one: EntryKind, other: EntryKind): boolean {
  const isFile = ({ value }: EntryKind) => value.startsWith('file:');
  return printedBase(one.value) === printedBase(other.value) || (isFile(one) && isFile(other));
}

function isTaggable({ value }: EntryKind): boolean {
  return /^https?:\/\/[^?]*[^/?]$/i.test(value);
}

function write(random: Random, entries: readonly CaseEntry[]): string {
  const blank = () => (random.chance(0.15) ? random.pick(BLANKS) : '');
  const separator = () => random.pick([',', '|']);
  // An entry that is empty or blank is none, and its separator counts for nothing.
  const nothing = () => (random.chance(0.08) ? blank() + separator() : '');
  const last = entries.length - 1;
  return entries
    .map(({ value }, at) => {
      const end = at < last || random.chance(0.1) ? separator() : '';
      return nothing() + blank() + value + blank() + end;
    })
    .join('');
}
