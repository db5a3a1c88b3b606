/** What a window that watches adds to a report: how requests go through the relay, what was wrong before, what looking has cost. */
import * as l10n from '@vscode/l10n';
import type { HealthView } from '../../../doctor/watch/healthView.ts';
import type { Snapshot } from '../../../doctor/watch/snapshot.ts';
import type { GoproxyList } from '../../../goproxy/list/list.ts';
import type { Deed } from '../../../health/history/incidents.ts';
import { dataSize, momentOf, timeOfDay } from '../../numbers.ts';
import { passageLines } from '../../words/editor/passageText.ts';
import { entryName } from '../../words/entryName.ts';
import { failureClause } from '../../words/failure/failureText.ts';

export interface IncidentRow {
  readonly isOver: boolean;
  readonly period: string;
  readonly name: string;
  /** A clause. */
  readonly cause: string;
  /** What was done about it; empty where nothing was. */
  readonly done: string;
}

export interface WatchedReport {
  readonly relay: readonly string[];
  /** The newest first. */
  readonly incidents: readonly IncidentRow[];
  /** Null where nobody has looked. */
  readonly cost: string | null;
}

/** Older ones are in `snapshot()`. */
const INCIDENTS = 10;
/** Of an incident that goes on and on. */
const DEEDS = 3;

export type Watched = Pick<Snapshot, 'health' | 'passage'>;

/** `list` is the one that was looked at. */
export function watchedReport({ health, passage }: Watched, list: GoproxyList | null, now: number): WatchedReport {
  return {
    relay: passage === null ? [] : passageLines(passage),
    incidents: (health?.incidents ?? []).slice(0, INCIDENTS).map((one) => incidentRow(one, list, now)),
    cost: health === null ? null : costLine(health.usage),
  };
}

function incidentRow(
  { entry, begin, end, cause, done }: HealthView['incidents'][number],
  list: GoproxyList | null,
  now: number,
): IncidentRow {
  const known = entry === null ? undefined : list?.entries[entry];
  return {
    isOver: end !== null,
    period: `${momentOf(begin, now)} – ${end === null ? l10n.t('now') : momentOf(end, now)}`,
    name: known === undefined ? l10n.t('an entry that is gone') : entryName(known),
    cause: failureClause(cause),
    done: done
      .slice(-DEEDS)
      .map(({ at, deed }) => l10n.t('{0} at {1}', deedClause(deed), timeOfDay(at)))
      .join(' · '),
  };
}

function deedClause(deed: Deed): string {
  switch (deed) {
    case 'suggested':
      return l10n.t('another entry was suggested');
    case 'reordered':
      return l10n.t('another entry was put first');
    case 'restored':
      return l10n.t('your own order was put back');
    case 'relayed':
      return l10n.t('the relay passed it by');
  }
}

function costLine({ requests, bytes, caps }: HealthView['usage']): string {
  return l10n.t(
    'looking within the last hour: {0} requests, {1} (at most {2}, {3})',
    requests,
    dataSize(bytes),
    caps.requests,
    dataSize(caps.bytes),
  );
}
