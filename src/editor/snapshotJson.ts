/** What there is to tell of the list and the incidents, in the shapes of `diagnose --json`. */
import type { Monitor } from '../doctor/watch/monitor.ts';
import type { RelayReport } from '../relay/shared/assignment.ts';
import { jsonHealth } from '../text/report/jsonHealth.ts';
import { jsonReport } from '../text/report/jsonReport.ts';
import { NOTHING_SEEN } from './api.ts';
import type { Incidents } from './incident/incidents.ts';

/** `relay`: null while no terminal goes through it. */
export function snapshotJson(monitor: Monitor, incidents: Incidents, relay: RelayReport | null): object {
  const { examination, health } = monitor.snapshot;
  return {
    ...(examination === null ? NOTHING_SEEN : jsonReport(examination)),
    health: jsonHealth(health),
    relay,
    incidents: incidents.open.map(({ command, findings }) => ({
      command,
      failures: findings.map(({ failure, entry }) => ({ ...failure, entry })),
    })),
  };
}
