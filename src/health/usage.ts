/** What looking costs: bytes and requests an hour, and the cap on them. Pure. */

export interface Traffic {
  readonly bytes: number;
  readonly requests: number;
}

export interface Slot extends Traffic {
  /** In ms since the epoch. */
  readonly start: number;
}

/** The last hour in slots, the oldest first. */
export type Usage = readonly Slot[];

/** An hour. Six entries that are looked at every 30 s stay below both. */
const CAPS: Traffic = { bytes: 8_000_000, requests: 3_000 };
/** ms between looks that the caps are made for. */
const USUAL = 30_000;

const HOUR = 3_600_000;
const SLOT = HOUR / 12;

export function withTraffic(usage: Usage, now: number, { bytes, requests }: Traffic): Usage {
  const start = Math.floor(now / SLOT) * SLOT;
  const kept = alive(usage, now);
  const slot = kept.find((one) => one.start === start) ?? { start, bytes: 0, requests: 0 };
  return [
    ...kept.filter((one) => one !== slot),
    { start, bytes: slot.bytes + bytes, requests: slot.requests + requests },
  ];
}

/** Returns what was spent within the last hour. */
export function spent(usage: Usage, now: number): Traffic {
  const slots = alive(usage, now);
  const sum = (key: keyof Traffic) => slots.reduce((total, slot) => total + slot[key], 0);
  return { bytes: sum('bytes'), requests: sum('requests') };
}

/** Returns the caps for looks that are so many ms apart: who wants more of them than usual may spend more. */
export function capsFor(interval: number): Traffic {
  const more = Math.max(1, USUAL / interval);
  return { bytes: Math.round(CAPS.bytes * more), requests: Math.round(CAPS.requests * more) };
}

/** Returns the ms until there is room for another look: 0 where there is. */
export function waitFor(usage: Usage, now: number, caps: Traffic): number {
  const { bytes, requests } = spent(usage, now);
  if (bytes < caps.bytes && requests < caps.requests) return 0;
  const [oldest] = alive(usage, now);
  return oldest === undefined ? 0 : oldest.start + HOUR - now;
}

function alive(usage: Usage, now: number): Usage {
  return usage.filter(({ start }) => start > now - HOUR && start <= now);
}
