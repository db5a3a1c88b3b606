/** Chooses the remedies that fit a failure from the catalogue, and fills in what they would change. Pure. */
import { redact } from '../base/redact.ts';
import { CATALOGUE, type RemedyId } from '../failures/catalogue.ts';
import type { FailureCode } from '../failures/code.ts';
import { type GoproxyList, moveFirst } from '../goproxy/list.ts';
import { isPublicMirror, MIRRORS } from '../goproxy/mirrors.ts';
import type { Remedy } from './remedy.ts';
import { type Shell, type Store, setLine, unsetLine } from './shellLine.ts';

export interface RemedyContext {
  /** Null where the list could not be parsed. */
  readonly list: GoproxyList | null;
  /** The entry that is well and should stand first; null where none is, or where it stands there already. */
  readonly better: number | null;
  /** The setting of GOPROXY that is in force; its store is null where it is the toolchain's default. */
  readonly current: { readonly value: string; readonly store: Store | null };
  /** Further public mirrors: the toolchain's default. */
  readonly publicMirrors: readonly string[];
  readonly shell: Shell;
}

/** Returns at least one remedy, the best first. `entry` is the entry at fault. */
export function proposeRemedies(code: FailureCode, entry: number | null, context: RemedyContext): Remedy[] {
  const found = CATALOGUE[code].remedies.flatMap((id) => {
    const remedy = id === 'use-goproxy' ? useGoproxy(entry, context) : plain(id, entry, context);
    return remedy === null ? [] : [remedy];
  });
  return found.length > 0 ? found : [plain('try-later', entry, context)];
}

/** Another entry of the list first; where none is well and all are public anyway, a public mirror. */
function useGoproxy(entry: number | null, context: RemedyContext): Remedy | null {
  const { list, better } = context;
  if (list === null) return null;
  if (better !== null) {
    const changed = moveFirst(list, better);
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
  const mirror = MIRRORS.find(({ note, url }) => note === 'fit' && !urls.some((used) => used.startsWith(url)));
  if (mirror === undefined) return null;
  const line = change(`${mirror.url},direct`, context);
  return { id: 'use-goproxy', entry: null, host: mirror.name, cost: 'asks-public-mirror', ...line };
}

function change(value: string, { current, shell }: RemedyContext): Pick<Remedy, 'command' | 'undo' | 'store'> {
  const store = current.store ?? 'go-env-file';
  // No secret on a command line: it would stay in the shell's history.
  if (redact(value) !== value || redact(current.value) !== current.value) return { command: null, undo: null, store };
  return {
    store,
    command: setLine(value, store, shell),
    undo: current.store === null ? unsetLine(store, shell) : setLine(current.value, store, shell),
  };
}

function plain(id: RemedyId, entry: number | null, { list, current, shell }: RemedyContext): Remedy {
  const host = list === null || entry === null ? '' : hostOf(list, entry);
  const { store } = current;
  const isUnset = id === 'unset-variable' || (id === 'fix-goproxy' && list === null);
  const command = isUnset && store !== null ? unsetLine(store, shell) : null;
  return { id, entry, host, store: command === null ? null : store, command, undo: null, cost: null };
}

function hostOf({ entries }: GoproxyList, index: number): string {
  const entry = entries[index];
  return entry?.kind === 'url' && entry.host !== '' ? entry.host : (entry?.value ?? '');
}
