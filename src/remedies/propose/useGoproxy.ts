/** Another way through the list: the entry that is well first, a public mirror more, or `|` behind the one that fails. Pure. */
import type { FailureCode } from '../../failures/code.ts';
import { formatList, type GoproxyList, moveFirst, type UrlEntry } from '../../goproxy/list/list.ts';
import { passesPrivate } from '../../goproxy/list/mirrorRun.ts';
import { isPublicMirror, MIRRORS } from '../../goproxy/list/mirrors.ts';
import type { Remedy } from '../remedy.ts';
import type { RemedyContext, RemedyFailure } from '../remedyContext.ts';
import { changeGoproxy } from './change.ts';
import { entryHost } from './listEntry.ts';
import { SHARED_HOSTS } from './privateModule.ts';

/** go waits for ever at a silent entry under `|` too, and takes a .mod or .zip that arrived for good whatever it holds. */
const PAST_BAR: ReadonlySet<FailureCode> = new Set<FailureCode>(['stall', 'bad-content', 'captive-portal', 'slow']);

/** Returns null where nothing in the list helps, or what would help tells private module paths to a stranger. */
export function useGoproxy(failure: RemedyFailure, context: RemedyContext): Remedy | null {
  const { list, better } = context;
  if (list === null) return null;
  const isDirect = failure.code === 'vcs-missing' || isRepository(failure);
  const entry = failure.entry ?? (isDirect ? directIndex(list) : null);
  if ((failure.triage ?? null) !== null) return afterTriage(failure, context);
  if (better !== null) return reorder(better, entry, context);
  const { code } = failure;
  if (code === 'checksum-mismatch') {
    const next = failure.detail === 'cache' ? null : secondUrl(list);
    return next === null ? null : reorder(next, entry, context);
  }
  if (entry === null || !arePublic(entry, context)) return null;
  // Where a mirror was asked and did not have the module, another one hardly has it; `direct` alone is another matter.
  if (isDirect && entry > 0) return null;
  const goesOn = list.entries[entry + 1]?.kind === 'url' && context.examined !== true;
  const bar = code === 'not-found' ? null : passOver(entry, failure, context);
  if (goesOn && bar !== null) return bar;
  // What none of them has, another one hardly has.
  return code === 'not-found' ? null : (insertMirror(entry, context) ?? bar);
}

/** Who is wrong is known: the entry that sends the right bytes comes first, where it stands behind one that does not. */
function afterTriage({ entry, triage }: RemedyFailure, context: RemedyContext): Remedy | null {
  if (entry === null) return null;
  if (context.better !== null) return reorder(context.better, entry, context);
  // A tag was moved, and the database has what was published: so have public mirrors.
  const isMoved = context.list?.entries[entry]?.kind === 'direct' && (triage?.proof ?? null) !== null;
  return isMoved && arePublic(entry, context) ? insertMirror(entry, context) : null;
}

/** Reports whether the host that failed is the module's own or its repository's: then go was fetching directly. */
function isRepository({ entry, host, module }: RemedyFailure): boolean {
  if (entry !== null || host === undefined || host === null) return false;
  const name = host.replace(/:\d+$/, '');
  return SHARED_HOSTS.test(name) || module?.split('/', 1)[0] === name;
}

function directIndex({ entries }: GoproxyList): number | null {
  return entries.find(({ kind }) => kind === 'direct')?.index ?? null;
}

/** Of bytes that do not match go does not say whose they are: it asked the first entry first. Nobody else is let in for that. */
function secondUrl({ entries }: GoproxyList): number | null {
  const [, second] = entries.filter(({ kind }) => kind === 'url');
  return second?.index ?? null;
}

function reorder(better: number, entry: number | null, context: RemedyContext): Remedy | null {
  const { list, publicMirrors } = context;
  // Where it stands before the one at fault already, moving it farther mends nothing.
  const value = list === null || (entry !== null && better <= entry) ? null : moveFirst(list, better);
  if (list === null || value === null) return null;
  const asksPublic = passesPrivate(list, better, ({ url }) => isPublicMirror(url, publicMirrors));
  return {
    id: 'use-goproxy',
    entry: better,
    host: entryHost(better, context),
    module: null,
    cost: asksPublic ? 'asks-public-mirror' : null,
    ...changeGoproxy(value, better, context),
  };
}

/** A module path is never sent to a public mirror because a private entry failed: all of them have to be public. */
function arePublic(entry: number, context: RemedyContext): boolean {
  const { list, publicMirrors } = context;
  const urls = list?.entries.filter((one): one is UrlEntry => one.kind === 'url') ?? [];
  return list?.entries[entry] !== undefined && urls.every(({ url }) => isPublicMirror(url, publicMirrors));
}

/** A public mirror right before the entry at fault. */
function insertMirror(entry: number, context: RemedyContext): Remedy | null {
  const entries = context.list?.entries ?? [];
  const urls = entries.flatMap((one) => (one.kind === 'url' ? [one.url] : []));
  const mirror = MIRRORS.find(({ note, url }) => note === 'fit' && !isPublicIn(url, urls));
  if (mirror === undefined) return null;
  const separator = entries[entry]?.separator === '|' ? ('|' as const) : (',' as const);
  const value = formatList([...entries.slice(0, entry), { value: mirror.url, separator }, ...entries.slice(entry)]);
  return {
    id: 'use-goproxy',
    entry: null,
    host: mirror.name,
    module: null,
    cost: 'asks-public-mirror',
    ...changeGoproxy(value, null, context),
  };
}

function isPublicIn(url: string, urls: readonly string[]): boolean {
  const base = url.replace(/\/$/, '');
  return urls.some((used) => used === base || used.startsWith(`${base}/`));
}

/** `|` in the place of `,` behind the entry: it leaks nothing, as those before it are public and what follows is asked anyway. */
function passOver(entry: number, { code }: RemedyFailure, context: RemedyContext): Remedy | null {
  const entries = context.list?.entries ?? [];
  const next = entries[entry + 1];
  const isBarrier = entries[entry]?.separator === ',' && (next?.kind === 'url' || next?.kind === 'direct');
  if (!isBarrier || PAST_BAR.has(code)) return null;
  const value = formatList(entries.map((one) => (one.index === entry ? { ...one, separator: '|' as const } : one)));
  return {
    id: 'use-goproxy',
    entry,
    host: entryHost(entry, context),
    module: null,
    cost: null,
    ...changeGoproxy(value, null, context),
  };
}
