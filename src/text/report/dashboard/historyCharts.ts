/** Latency and failures of each entry over an hour, a day and a week: numbers to be drawn, and the table that tells them. */
import * as l10n from '@vscode/l10n';
import { type EntryHistory, entryHistory, HISTORY_SPANS } from '../../../doctor/watch/entryHistory.ts';
import type { EntryView, HealthView } from '../../../doctor/watch/healthView.ts';
import type { Span, Summary } from '../../../health/history/series.ts';
import { duration, momentOf, unbroken } from '../../numbers.ts';
import { dashboardText, spanName, stateSince } from '../../words/editor/dashboardText.ts';
import { entryName } from '../../words/entryName.ts';
import { failureClause } from '../../words/failure/failureText.ts';
import type { Mark } from '../mark.ts';
import type { Cell, Chart, DashboardHistory, SpanHistory } from './dashboardDocument.ts';

const MARKS: Readonly<Record<EntryView['health']['state'], Mark>> = {
  up: 'good',
  degraded: 'warning',
  'half-open': 'warning',
  down: 'bad',
};

export function historyOf(health: HealthView | null, now: number): DashboardHistory {
  const entries = health?.entries ?? [];
  return {
    title: dashboardText.history(),
    empty: entries.length === 0 ? dashboardText.noHistory() : null,
    labels: { p50: dashboardText.p50(), p95: dashboardText.p95(), failures: dashboardText.failures() },
    spans: HISTORY_SPANS.map((span) => spanHistory(span, entries, now)),
  };
}

/** Returns `12 looks · 0 % failed · p50 42 ms · p95 60 ms`. */
export function figuresText({ count, errorRate, p50, p95 }: Summary): string {
  return dashboardText.figures(count, percent(errorRate), time(p50), time(p95));
}

function spanHistory(span: Span, entries: readonly EntryView[], now: number): SpanHistory {
  const histories = entries.map((view) => ({ view, history: entryHistory(view.series, span, now) }));
  return {
    title: spanName(span),
    charts: histories.map(({ view, history }) => chart(view, history, span)),
    table: {
      title: l10n.t('{0}, {1}', dashboardText.history(), spanName(span)),
      heads: dashboardText.historyHeads(),
      rows: histories.map(({ view, history }) => row(view, history.summary, now)),
      empty: dashboardText.noHistory(),
    },
  };
}

function chart({ entry }: EntryView, { summary, points, width }: EntryHistory, span: Span): Chart {
  const name = entryName(entry);
  return {
    id: `entry-${entry.index}`,
    name,
    summary: dashboardText.summary(name, spanName(span), figuresText(summary)),
    times: points.map(({ at }) => at / 1000),
    width: width / 1000,
    p50: points.map(({ p50 }) => p50),
    p95: points.map(({ p95 }) => p95),
    failures: points.map(({ errorRate }) => errorRate),
  };
}

function row({ entry, health, lastFailure }: EntryView, summary: Summary, now: number): Cell[] {
  const { count, errorRate, p50, p95 } = summary;
  const plain = (text: string, hint: string | null = null): Cell => ({ text, hint });
  const state = stateSince(health.state, momentOf(health.since, now));
  const last = health.recent.at(-1)?.at ?? null;
  const seen = last === null ? null : dashboardText.tookAt(momentOf(last, now));
  return [
    { ...plain(entryName(entry)), isHead: true },
    { ...plain(state), mark: { mark: MARKS[health.state], name: state } },
    plain(String(count), seen),
    ...[percent(errorRate), time(p50), time(p95)].map((figure) => plain(unbroken(figure), seen)),
    lastFailure === null
      ? plain(dashboardText.never())
      : plain(failureClause(lastFailure), dashboardText.tookAt(momentOf(lastFailure.at, now))),
  ];
}

function percent(share: number | null): string {
  return share === null ? '–' : `${Math.round(share * 100)} %`;
}

function time(ms: number | null): string {
  return ms === null ? '–' : duration(ms);
}
