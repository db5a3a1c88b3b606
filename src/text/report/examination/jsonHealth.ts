/** The JSON of a list's health: of `snapshot().health` and `snapshot().relay`, and of the lines of `watch`. Times are ISO, durations ms. */
import type { WatchChange } from '../../../doctor/watch/changes.ts';
import type { EntryView, HealthView } from '../../../doctor/watch/healthView.ts';
import type { Summary } from '../../../health/history/series.ts';
import type { Passage } from '../../../health/passage.ts';
import { SCHEMA } from '../schema.ts';

/** Null where nothing was looked at. */
export function jsonHealth(view: HealthView | null): object | null {
  if (view === null) return null;
  const { entries, incidents, failover, usage } = view;
  return {
    entries: entries.map(entryJson),
    incidents: incidents.map(({ entry, begin, end, cause, done }) => ({
      entry,
      begin: iso(begin),
      end: end === null ? null : iso(end),
      code: cause.code,
      detail: cause.detail,
      done: done.map(({ at, deed }) => ({ at: iso(at), deed })),
    })),
    failover:
      failover === null
        ? null
        : {
            own: failover.own,
            wanted: failover.wanted,
            front: failover.front,
            since: iso(failover.since),
            code: failover.cause?.code ?? null,
            detail: failover.cause?.detail ?? null,
          },
    // Within the last hour.
    usage: { bytes: usage.bytes, requests: usage.requests, caps: usage.caps },
  };
}

/** Null where no terminal goes through the relay. Numbers are those of the user's own order. */
export function jsonPassage(passage: Passage | null): object | null {
  if (passage === null) return null;
  const { front, since, doubtful, choice } = passage;
  return {
    front: front?.index ?? null,
    since: since === null ? null : iso(since),
    choice: choice === null ? null : { at: iso(choice.at), held: choice.isHeld },
    doubtful: doubtful.map(({ entry, state, since: begin, cause }) => ({
      index: entry.index,
      value: entry.value,
      state,
      since: iso(begin),
      code: cause?.code ?? null,
      detail: cause?.detail ?? null,
    })),
  };
}

/** One line of `watch`. `entry` is null for a change of the list's own state. */
export function jsonChange({ at, state, reason, view, from, to, cause }: WatchChange): object {
  return {
    schema: SCHEMA,
    at: iso(at),
    state,
    entry: view?.entry.index ?? null,
    value: view?.entry.value ?? null,
    from,
    to,
    code: cause?.code ?? null,
    detail: cause?.detail ?? null,
    ...(view === null ? { reason } : figures(view.hour)),
  };
}

function entryJson({ entry, health, hour, lastFailure }: EntryView): object {
  const { state, since, cause } = health;
  return {
    index: entry.index,
    value: entry.value,
    state,
    since: iso(since),
    code: cause?.code ?? null,
    detail: cause?.detail ?? null,
    ...figures(hour),
    lastFailure:
      lastFailure === null ? null : { at: iso(lastFailure.at), code: lastFailure.code, detail: lastFailure.detail },
  };
}

/** Of the last hour. */
function figures({ count, errorRate, p50, p95 }: Summary): object {
  return { looks: count, errorRate: errorRate === null ? null : Math.round(errorRate * 1000) / 1000, p50, p95 };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
