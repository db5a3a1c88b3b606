/** What other extensions and tests get from `activate`. */
import { redactJson } from '../base/redact.ts';
import { jsonReport, SCHEMA } from '../text/report/jsonReport.ts';
import type { Incidents } from './incident/incidents.ts';
import type { Monitor } from './monitor.ts';

export interface Api {
  readonly apiVersion: 1;
  /** Resolves when the surfaces stand; the first probe comes later. */
  readonly ready: Promise<void>;
  /** `state`, the latest examination in the shapes of `diagnose --json`, and what the user's commands died of (`incidents`). */
  snapshot(): object;
}

export function makeApi(monitor: Monitor, incidents: Incidents, ready: Promise<void>): Api {
  return {
    apiVersion: 1,
    ready,
    snapshot: () => {
      const { state, reason, examination } = monitor.snapshot;
      return redactJson({
        schema: SCHEMA,
        state,
        reason,
        incidents: incidents.open.map(({ command, findings }) => ({
          command,
          failures: findings.map(({ failure, entry }) => ({ ...failure, entry })),
        })),
        ...(examination === null ? { entries: [], verdict: null, findings: [] } : jsonReport(examination)),
      }) as object;
    },
  };
}
