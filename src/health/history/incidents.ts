/** Incidents: an entry was down, from when to when, why, and what was done about it. Pure. */
import type { Cause, EntryHealth } from '../entryHealth.ts';

/** What was done: told to the user, another entry put first, the user's own order put back, the relay taken. */
export type Deed = 'suggested' | 'reordered' | 'restored' | 'relayed';

export interface Incident {
  /** The entry's key. */
  readonly entry: string;
  readonly begin: number;
  /** Null while it lasts. */
  readonly end: number | null;
  /** What was seen last. */
  readonly cause: Cause;
  readonly done: readonly { readonly at: number; readonly deed: Deed }[];
}

/** Beyond these the oldest are forgotten. */
const KEPT = 50;
const DEEDS = 20;

/** `incidents`: the newest first. Opens one when the entry goes down, and closes it when it is up. */
export function afterHealth(
  incidents: readonly Incident[],
  entry: string,
  { state, since, cause }: EntryHealth,
): readonly Incident[] {
  const open = incidents.find((one) => one.entry === entry && one.end === null);
  if (state === 'down' && cause !== null) {
    if (open === undefined) return [{ entry, begin: since, end: null, cause, done: [] }, ...incidents].slice(0, KEPT);
    return replaced(incidents, open, { ...open, cause });
  }
  if (open === undefined || state === 'half-open') return incidents;
  return replaced(incidents, open, { ...open, end: since });
}

/** Notes what was done about the entry: with its open incident, or its latest. */
export function afterDeed(
  incidents: readonly Incident[],
  entry: string,
  done: Incident['done'][number],
): readonly Incident[] {
  const own = incidents.filter((one) => one.entry === entry);
  const latest = own.find(({ end }) => end === null) ?? own[0];
  if (latest === undefined) return incidents;
  return replaced(incidents, latest, { ...latest, done: [...latest.done, done].slice(-DEEDS) });
}

function replaced(incidents: readonly Incident[], old: Incident, one: Incident): readonly Incident[] {
  return incidents.map((other) => (other === old ? one : other));
}
