/** How go walks a GOPROXY list: which entry answers each request, where it stops, and whose error is shown. Pure. */
import type { Entry, KeywordEntry, UrlEntry } from './list.ts';

/** `not-found` is 404, 410, a missing file, and what `direct` calls unknown; a bounded wait is an `error`. */
export type StepResult = 'served' | 'not-found' | 'error' | 'hang';

/** What an entry makes of a request. */
export interface Attempt<C> {
  readonly result: StepResult;
  readonly cause: C | null;
  /** go took this answer, and the command fails on it afterwards without asking another entry (a broken .zip). */
  readonly fatal?: boolean;
}

export interface WalkStep<C> {
  readonly entry: number;
  /** A fatal answer counts as `error`. */
  readonly result: StepResult;
  readonly cause: C | null;
}

export interface WalkedRequest<R, C> {
  readonly request: R;
  readonly steps: readonly WalkStep<C>[];
  readonly servedBy: number | null;
}

export interface WalkOutcome<C> {
  readonly ok: boolean;
  /** The entry that decides: of a success the one that served the last request, else the one whose error go shows. */
  readonly entry: number | null;
  readonly cause: C | null;
  /** go would wait without end. */
  readonly hangs: boolean;
}

export interface Walk<R, C> {
  /** Those that were asked: what follows a request that fails is not. */
  readonly requests: readonly WalkedRequest<R, C>[];
  readonly outcome: WalkOutcome<C>;
}

/** An entry that go asks: `off` is answered here and what stands behind it is never read. */
export type AskedEntry = UrlEntry | (KeywordEntry & { readonly kind: 'direct' });

/** Ranks of TryProxies: whose error is shown. `off` is a not-found to go, and ranks as one. */
const NOT_FOUND = 0;
const PROXY = 1;
const DIRECT = 2;

/**
 * Walks the list for each request in turn, from its first entry, as TryProxies in cmd/go/internal/modfetch/proxy.go
 * does: on after a not-found, on after any error behind `|`, and the request fails with the error of the highest rank
 * (direct, then the last error of a proxy, then the last not-found). Stops at the first request that fails.
 * `offCause` is the cause that an `off` reports.
 */
export function walk<R, C>(
  list: readonly Entry[],
  requests: readonly R[],
  ask: (entry: AskedEntry, request: R) => Attempt<C>,
  offCause: C | null = null,
): Walk<R, C> {
  const walked: WalkedRequest<R, C>[] = [];
  let outcome: WalkOutcome<C> = { ok: true, entry: null, cause: null, hangs: false };
  for (const request of requests) {
    const one = walkOne(list, (entry) => ask(entry, request), offCause);
    walked.push({ request, steps: one.steps, servedBy: one.outcome.ok ? one.outcome.entry : null });
    outcome = one.outcome;
    if (!outcome.ok) break;
  }
  return { requests: walked, outcome };
}

function walkOne<C>(
  list: readonly Entry[],
  ask: (entry: AskedEntry) => Attempt<C>,
  offCause: C | null,
): { steps: WalkStep<C>[]; outcome: WalkOutcome<C> } {
  const steps: WalkStep<C>[] = [];
  let shown: WalkStep<C> | null = null;
  let rank = NOT_FOUND;
  for (const entry of list) {
    if (entry.kind === 'unread') break;
    const { index, separator } = entry;
    const attempt: Attempt<C> = isAsked(entry) ? ask(entry) : { result: 'not-found', cause: offCause };
    const fatal = attempt.fatal === true;
    const result = fatal && attempt.result !== 'hang' ? 'error' : attempt.result;
    const step = { entry: index, result, cause: attempt.cause };
    steps.push(step);
    if (result === 'served') return { steps, outcome: { ok: true, entry: index, cause: null, hangs: false } };
    if (fatal || result === 'hang') return { steps, outcome: failed(step) };
    if (entry.kind === 'direct') {
      shown = step;
      rank = DIRECT;
    } else if (result === 'error' && rank <= PROXY) {
      shown = step;
      rank = PROXY;
    } else if (rank === NOT_FOUND) {
      shown = step;
    }
    if (result === 'error' && separator !== '|') break;
    // Nothing is read behind these, whatever separator is written after them.
    if (entry.kind !== 'url') break;
  }
  return { steps, outcome: failed(shown) };
}

function isAsked(entry: UrlEntry | KeywordEntry): entry is AskedEntry {
  return entry.kind !== 'off';
}

function failed<C>(step: WalkStep<C> | null): WalkOutcome<C> {
  return { ok: false, entry: step?.entry ?? null, cause: step?.cause ?? null, hangs: step?.result === 'hang' };
}
