/** Chooses the remedies that fit a failure from the catalogue, and fills in what they would change. Pure. */
import { redact } from '../base/redact.ts';
import { CATALOGUE, type RemedyId } from '../failures/catalogue.ts';
import type { FailureCode } from '../failures/code.ts';
import { type GoproxyList, moveFirst } from '../goproxy/list/list.ts';
import { isPublicMirror, MIRRORS } from '../goproxy/list/mirrors.ts';
import type { Remedy } from './remedy.ts';
import { type Shell, type Store, setLine, unsetLine } from './shellLine.ts';

export interface RemedyContext {
  /** Null where the list could not be parsed. */
  readonly list: GoproxyList | null;
  /** The first entry that is well, behind the first place; null where there is none. */
  readonly better: number | null;
  /** The setting of GOPROXY that is in force; its store is null where it is the toolchain's default. */
  readonly current: { readonly value: string; readonly store: Store | null };
  /** Further public mirrors: the toolchain's default. */
  readonly publicMirrors: readonly string[];
  readonly shell: Shell;
}

/** A remedy that only says what to do. */
const NOTHING = { host: '', store: null, command: null, undo: null, cost: null } as const;

/** Returns at least one remedy, the best first. `entry` is the entry at fault. */
export function proposeRemedies(code: FailureCode, entry: number | null, context: RemedyContext): Remedy[] {
  const found = CATALOGUE[code].remedies.flatMap((id) => {
    const remedy = id === 'use-goproxy' ? useGoproxy(code, entry, context) : plain(id, entry, context);
    return remedy === null ? [] : [remedy];
  });
  return found.length > 0 ? found : [{ ...NOTHING, id: 'try-later', entry }];
}

/** Another entry of the list first; where none is well and all are public anyway, a public mirror. */
function useGoproxy(code: FailureCode, entry: number | null, context: RemedyContext): Remedy | null {
  const { list, better } = context;
  if (list === null) return null;
  if (better !== null) {
    // Where it stands before the one at fault already, moving it farther mends nothing.
    const changed = entry !== null && better <= entry ? null : moveFirst(list, better);
    if (changed === null) return null;
    const isPublic = (index: number) => {
      const one = list.entries[index];
      return one?.kind === 'url' && isPublicMirror(one.url, context.publicMirrors);
    };
    // What a private entry was asked first would now be asked of a public one.
    const passesPrivate = isPublic(better) && list.entries.slice(0, better).some((_, index) => !isPublic(index));
    const cost = passesPrivate ? 'asks-public-mirror' : null;
    return { id: 'use-goproxy', entry: better, host: hostOf(list, better), cost, ...change(changed, context) };
  }
  const urls = list.entries.filter((one) => one.kind === 'url').map(({ url }) => url);
  // A module path is never sent to a public mirror because a private one failed.
  if (!urls.every((url) => isPublicMirror(url, context.publicMirrors)) || entry === null) return null;
  // What none of them has, another one hardly has.
  if (code === 'not-found') return null;
  const mirror = MIRRORS.find(({ note, url }) => note === 'fit' && !urls.some((used) => used.startsWith(url)));
  if (mirror === undefined) return null;
  const line = change(`${mirror.url},direct`, context);
  return { id: 'use-goproxy', entry: null, host: mirror.name, cost: 'asks-public-mirror', ...line };
}

function change(value: string, { current, shell }: RemedyContext): Pick<Remedy, 'command' | 'undo' | 'store'> {
  const store = current.store ?? 'go-env-file';
  if (!isFitToType(value) || !isFitToType(current.value)) return { command: null, undo: null, store };
  return {
    store,
    command: setLine(value, store, shell),
    undo: current.store === null ? unsetLine(store, shell) : setLine(current.value, store, shell),
  };
}

/** Beyond this nobody types or reads a list. */
const LONGEST_LINE = 4000;

/** A secret on a command line would stay in the shell's history, and what cannot be seen would be pasted unseen. */
function isFitToType(value: string): boolean {
  return value.length <= LONGEST_LINE && redact(value) === value && !/[\p{C}\p{Zl}\p{Zp}]/u.test(value);
}

function plain(id: RemedyId, entry: number | null, { list, current, shell }: RemedyContext): Remedy | null {
  const host = list === null || entry === null ? '' : hostOf(list, entry);
  if (id === 'check-address' && host === 'direct') return null;
  const { store } = current;
  const isUnset = id === 'unset-variable' || (id === 'fix-goproxy' && list === null);
  if (!isUnset || store === null) return { ...NOTHING, id, entry, host };
  const undo = isFitToType(current.value) ? setLine(current.value, store, shell) : null;
  return { ...NOTHING, id, entry, host, store, command: unsetLine(store, shell), undo };
}

function hostOf({ entries }: GoproxyList, index: number): string {
  const entry = entries[index];
  return entry?.kind === 'url' && entry.host !== '' ? entry.host : (entry?.value ?? '');
}
