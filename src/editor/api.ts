/** What other extensions and tests get from `activate`. */
import { redactJson } from '../base/redact.ts';
import type { Monitor } from '../doctor/watch/monitor.ts';
import { SCHEMA } from '../text/report/schema.ts';

export interface Api {
  readonly apiVersion: 1;
  /** Resolves when commands can be called; the first probe comes later. */
  readonly ready: Promise<void>;
  /**
   * `state`, the latest examination in the shapes of `diagnose --json`, what the user's commands died of (`incidents`), the entries over time
   * (`health`), and how requests go through the relay (`relay`; null where none do).
   */
  snapshot(): object;
}

export const NOTHING_SEEN = {
  incidents: [],
  entries: [],
  verdict: null,
  findings: [],
  health: null,
  relay: null,
} as const;

/** `seen`: the snapshot; null while nothing was examined, and no command has failed. */
export function makeApi(monitor: Monitor, seen: () => object | null): Api {
  return {
    apiVersion: 1,
    ready: Promise.resolve(),
    snapshot: () => {
      const { state, reason } = monitor.snapshot;
      return redactJson({ schema: SCHEMA, state, reason, ...(seen() ?? NOTHING_SEEN) }) as object;
    },
  };
}
