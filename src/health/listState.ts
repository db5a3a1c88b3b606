/** The state of a GOPROXY list, as the status bar shows it, and the hysteresis that keeps one lost probe from flickering. Pure. */

/** `unknown`: offline, no list, nothing that could be asked. */
export type ListState = 'checking' | 'healthy' | 'degraded' | 'failing' | 'off' | 'unknown';

/** Why looking in the background is switched off: by the setting, or because the network is metered. */
export type PauseReason = 'paused' | 'metered';

/** Why a state is unknown. `defect`: the probes themselves failed. */
export type UnknownReason = 'no-list' | 'offline' | 'defect' | PauseReason;

/** What one examination says: everything but `checking`. */
export type SeenState = Exclude<ListState, 'checking'>;

export interface Hysteresis {
  /** What is shown. */
  readonly shown: ListState;
  /** A worse state seen once: it is shown when the next look agrees that things are worse. */
  readonly suspected: SeenState | null;
}

export const UNSEEN: Hysteresis = { shown: 'checking', suspected: null };

/** From good to bad. `off` and `unknown` are no degrees of health: a change to or from them is shown at once. */
const BADNESS: Readonly<Record<ListState, number>> = {
  checking: Number.POSITIVE_INFINITY,
  unknown: Number.POSITIVE_INFINITY,
  off: Number.POSITIVE_INFINITY,
  failing: 2,
  degraded: 1,
  healthy: 0,
};

/** Returns what is shown after a look that saw `seen`. */
export function afterLook(before: Hysteresis, seen: SeenState): Hysteresis {
  const worsens = BADNESS[seen] > BADNESS[before.shown] && Number.isFinite(BADNESS[seen]);
  if (worsens && before.suspected === null) return { shown: before.shown, suspected: seen };
  return { shown: seen, suspected: null };
}
