/** What there is to tell of the list and the incidents, in the shapes of `diagnose --json`. */
import { jsonHealth, jsonPassage } from '../../text/report/examination/jsonHealth.ts';
import { jsonReport } from '../../text/report/examination/jsonReport.ts';
import { NOTHING_SEEN } from '../api.ts';
import type { Incidents } from '../incident/incidents.ts';
import type { ListStatus } from './listStatus.ts';

/** `state` is what the status bar shows: through the relay, where new terminals have that. */
export function snapshotJson({ snapshot }: ListStatus, incidents: Incidents): object {
  const { state, reason, examination, health, passage } = snapshot;
  return {
    ...{ state, reason },
    ...(examination === null ? NOTHING_SEEN : jsonReport(examination)),
    health: jsonHealth(health),
    relay: jsonPassage(passage),
    incidents: incidents.open.map(({ command, findings }) => ({
      command,
      failures: findings.map(({ failure, entry }) => ({ ...failure, entry })),
    })),
  };
}
