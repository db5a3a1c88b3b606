// One line of the benchmark: our figure, a peer's from the same run, a bound, and whether it was met.

export type Unit = 'ms' | 'bytes' | 'percent' | 'diagnoses';

export interface Peer {
  readonly name: string;
  readonly value: number;
  /** It was stopped at `value` and had not ended by itself. */
  readonly unended?: boolean;
}

export interface BenchRow {
  readonly name: string;
  readonly unit: Unit;
  /** Null where it was not measured: `note` says why. */
  readonly ours: number | null;
  readonly peer: Peer | null;
  /** Ours divided by the peer's; at most this where the peer was stopped. */
  readonly ratio: number | null;
  readonly bound: number | null;
  /** Null for a figure that is only shown. */
  readonly verdict: 'met' | 'missed' | null;
  readonly note: string | null;
  /** What the figures were made from. */
  readonly samples: unknown;
}

export interface Measurement {
  readonly name: string;
  readonly unit: Unit;
  readonly ours: number;
  readonly peer?: Peer;
  /** In place of the quotient of the two figures: the median of ratios taken pair by pair. */
  readonly ratio?: number;
  /** Ours may not exceed it. */
  readonly bound?: number;
  /** In place of a bound: whether what was claimed beside the peer holds. */
  readonly met?: boolean;
  readonly note?: string;
  readonly samples?: unknown;
}

/** Returns the row of something measured: the verdict follows from `bound` or `met`, and is null without either. */
export function measured(measurement: Measurement): BenchRow {
  const { name, unit, ours, peer, bound, note, samples } = measurement;
  const met = measurement.met ?? (bound === undefined ? null : ours <= bound);
  return {
    name,
    unit,
    ours,
    peer: peer ?? null,
    ratio: measurement.ratio ?? (peer === undefined ? null : ours / peer.value),
    bound: bound ?? null,
    verdict: met === null ? null : met ? 'met' : 'missed',
    note: note ?? null,
    samples: samples ?? null,
  };
}

/** Returns the row of something that was not measured. */
export function unmeasured(name: string, unit: Unit, why: string): BenchRow {
  return { name, unit, ours: null, peer: null, ratio: null, bound: null, verdict: null, note: why, samples: null };
}
