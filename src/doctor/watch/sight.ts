/** What one examination says of each entry, for the book: who answered, how fast, at what cost. Pure. */
import { createHash } from 'node:crypto';
import { redact } from '../../base/redact.ts';
import type { GoproxyList, UrlEntry } from '../../goproxy/list/list.ts';
import { WELL_KNOWN } from '../../goproxy/module/sample.ts';
import type { RequestEvidence } from '../../goproxy/probe/evidence.ts';
import type { Sight } from '../../health/book.ts';
import type { Cause, Observation } from '../../health/entryHealth.ts';
import { isOffline } from '../assess.ts';
import type { Examination } from '../examination.ts';
import { type EntryExamination, isAlive } from '../list/listExamination.ts';

/** `candidates`: those that may be in front, in the user's own order. */
export function sightOf(examination: Examination, candidates: readonly UrlEntry[], at: number): Sight {
  const { entries } = examination;
  const evidence = entries.flatMap((one) => one.evidence);
  return {
    at,
    observations: isOffline(entries) ? new Map() : new Map(entries.flatMap((one) => observed(one, at))),
    candidates: candidates.map(keyOf),
    traffic: { bytes: evidence.reduce((sum, { exchange }) => sum + exchange.bytes, 0), requests: evidence.length },
    retryAfter: longestRetryAfter(evidence),
  };
}

/** Returns the key of an entry in the book: a digest, for the book names no host. */
export function keyOf({ url }: Pick<UrlEntry, 'url'>): string {
  return digest(url).slice(0, 16);
}

/** Returns the entries that can be asked; none of no list. */
export function urlsOf(list: GoproxyList | undefined): readonly UrlEntry[] {
  return (list?.entries ?? []).filter((entry) => entry.kind === 'url');
}

/**
 * Returns the key of the list's own book. The order of the entries does not count: they are the same ones when another is put
 * first. What they were asked for does: the workspace's own module may fare otherwise than the well-known one.
 */
export function bookKeyOf({ entries }: GoproxyList, { module, version }: Examination['environment']['sample']): string {
  const isWellKnown = module === WELL_KNOWN.module && version === WELL_KNOWN.version;
  const values = entries.map(({ value }) => value).sort();
  return digest([isWellKnown ? 'well-known' : 'own', ...values].join('\n')).slice(0, 32);
}

/** Without secrets: nobody can find one by trying which it was. */
function digest(text: string): string {
  return createHash('sha256').update(redact(text)).digest('hex');
}

function observed(one: EntryExamination, at: number): [string, Observation][] {
  const { entry, evidence, failure, telling } = one;
  if (entry.kind !== 'url' || evidence.length === 0) return [];
  if (isAlive(one)) return [[keyOf(entry), { at, failure: null, ms: latency(evidence) }]];
  return [[keyOf(entry), { at, failure: causeOf(failure), ms: telling?.exchange.ms ?? 0 }]];
}

function causeOf(failure: Cause | null): Cause {
  return failure === null ? { code: 'unclassified', detail: null } : { code: failure.code, detail: failure.detail };
}

/** The longest that an answer let wait for itself: how long its body takes depends on its size. */
function latency(evidence: readonly RequestEvidence[]): number {
  const own = evidence.filter(({ request }) => !request.kind.startsWith('sumdb-'));
  return Math.max(0, ...own.map(({ exchange }) => exchange.ms - (exchange.phases.body ?? 0)));
}

function longestRetryAfter(evidence: readonly RequestEvidence[]): number | null {
  const refused = evidence.filter(({ exchange }) => exchange.status === 429);
  return refused.length === 0 ? null : Math.max(...refused.map(({ exchange }) => exchange.retryAfter ?? 0));
}
