/** Incidents: an entry was down, from when to when, why, and what was done about it. Pure. */
import type { CircuitState } from '../circuit.ts';
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
  /** Who says so, and says when it is over: the looks in the background, or requests through the relay. */
  readonly seenBy: 'looks' | 'relay';
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
    if (open !== undefined) return replaced(incidents, open, { ...open, cause, seenBy: 'looks' });
    return begun(incidents, { entry, begin: since, cause, done: [], seenBy: 'looks' });
  }
  if (open === undefined || open.seenBy === 'relay' || state === 'half-open') return incidents;
  return replaced(incidents, open, { ...open, end: since });
}

/** What the relay tells of an entry. `since`: see CircuitView; `cause` is null where it is closed. */
export interface CircuitTold {
  readonly state: CircuitState;
  readonly since: number;
  readonly cause: Cause | null;
}

/** The same by the entry's circuit in the relay: who is left alone there is passed by. Told twice is told once. */
export function afterCircuit(
  incidents: readonly Incident[],
  entry: string,
  { state, since, cause }: CircuitTold,
): readonly Incident[] {
  const own = incidents.filter((one) => one.entry === entry);
  const open = own.find(({ end }) => end === null);
  if (state === 'closed') {
    return open?.seenBy === 'relay'
      ? replaced(incidents, open, { ...open, end: Math.max(since, open.begin) })
      : incidents;
  }
  // Tried again: it is neither over nor anything new.
  if (state === 'half-open' || cause === null) return incidents;
  const passed = { at: since, deed: 'relayed' } as const;
  if (open !== undefined) {
    const isNoted = open.done.some(({ deed }) => deed === 'relayed');
    return isNoted ? incidents : replaced(incidents, open, noted(open, passed));
  }
  // Another window may have told of it already, and of its end.
  if (own.some(({ begin, end }) => begin >= since || (end ?? 0) > since)) return incidents;
  return begun(incidents, { entry, begin: since, cause, done: [passed], seenBy: 'relay' });
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
  return replaced(incidents, latest, noted(latest, done));
}

function begun(incidents: readonly Incident[], one: Omit<Incident, 'end'>): readonly Incident[] {
  return [{ ...one, end: null }, ...incidents].slice(0, KEPT);
}

function noted(incident: Incident, done: Incident['done'][number]): Incident {
  return { ...incident, done: [...incident.done, done].slice(-DEEDS) };
}

function replaced(incidents: readonly Incident[], old: Incident, one: Incident): readonly Incident[] {
  return incidents.map((other) => (other === old ? one : other));
}
