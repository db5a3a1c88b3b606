/** The dashboard's document: what stands on the map, the way that a request takes, and that the tables say the same. */
import assert from 'node:assert/strict';
import { redactJson } from '../../../src/base/redact.ts';
import { assess } from '../../../src/doctor/assess.ts';
import { environmentReport } from '../../../src/doctor/effective/environmentReport.ts';
import type { Examination } from '../../../src/doctor/examination.ts';
import { healthView } from '../../../src/doctor/watch/healthView.ts';
import { keyOf, urlsOf } from '../../../src/doctor/watch/sight.ts';
import { type Snapshot, throughRelay, UNSEEN_SNAPSHOT, unknown } from '../../../src/doctor/watch/snapshot.ts';
import type { UrlEntry } from '../../../src/goproxy/list/list.ts';
import { type Book, EMPTY_BOOK, withDeed, withSight } from '../../../src/health/book.ts';
import { HEALTH_LIMITS } from '../../../src/health/entryHealth.ts';
import { FAILOVER_LIMITS } from '../../../src/health/failover.ts';
import { speak } from '../../../src/text/language.ts';
import { dashboardDocument } from '../../../src/text/report/dashboard/dashboard.ts';
import type { DashboardDocument, DashboardTable } from '../../../src/text/report/dashboard/dashboardDocument.ts';
import { figuresText } from '../../../src/text/report/dashboard/historyCharts.ts';
import { bundleOf } from '../../support/messages.ts';
import { CASES, examinationOf } from './examinations.ts';
import { assertGolden } from './golden.ts';

const NOW = new Date(2026, 10, 30, 12).getTime();
const MINUTE = 60_000;
const STALL = { code: 'stall', detail: 'no-headers' } as const;
const LIMITS = { ...HEALTH_LIMITS, ...FAILOVER_LIMITS };

/** The list's first entry was looked at for two hours, every five minutes, and fell silent in the last twenty. */
function bookOf({ list }: Examination): Book {
  const [first, ...others] = urlsOf(list ?? undefined);
  let book = EMPTY_BOOK;
  if (first === undefined) return book;
  for (let at = NOW - 120 * MINUTE; at <= NOW; at += 5 * MINUTE) {
    const answer = { at, failure: null, ms: 40 };
    const observations = new Map(others.map((entry) => [keyOf(entry), answer] as const));
    observations.set(keyOf(first), at < NOW - 20 * MINUTE ? answer : ({ at, failure: STALL, ms: 5_000 } as never));
    const candidates = [first, ...others].map(keyOf);
    book = withSight(
      book,
      { at, observations, candidates, traffic: { bytes: 900, requests: 4 }, retryAfter: null },
      LIMITS,
    );
  }
  return withDeed(book, keyOf(first), { at: NOW - 9 * MINUTE, deed: 'suggested' });
}

async function snapshotOf(name: string): Promise<Snapshot> {
  const examination = { ...(await examinationOf(name)), at: NOW - MINUTE };
  const { list } = examination;
  const caps = { bytes: 8_000_000, requests: 3_000 };
  const health = list === null ? null : healthView(bookOf(examination), { list, own: list }, caps, NOW);
  return { ...UNSEEN_SNAPSHOT, state: assess(examination), examination, health };
}

function documentOf(snapshot: Snapshot): DashboardDocument {
  const { environment } = snapshot.examination ?? {};
  const report = environmentReport(
    {
      ...{ goVersion: 'go1.26.8', goos: 'linux', goarch: 'amd64', goroot: '/go', goenvFile: null, fault: null },
      settings: environment?.settings ?? [],
    },
    {
      workspace: { goproxy: '', toolsEnvVars: undefined, goplsEnv: undefined },
      ...{ pinned: null, trusted: true, source: null },
    },
  );
  const go = { path: '/go/bin/go', version: 'go1.26.8' };
  const document = dashboardDocument({ snapshot, environment: { report, go }, undoable: null, now: NOW });
  return redactJson(document) as DashboardDocument;
}

const SIGNS = { on: '→', end: '■', off: '○' } as const;

/** As a page would show it without any picture. */
function textOf(document: DashboardDocument): string {
  const { mark, sentence, notes, actions, remedies, map, history, incidents, effective } = document;
  return [
    `[${mark}] ${sentence}`,
    ...notes,
    `# ${actions.title}: ${actions.items.map(({ title }) => title).join(' | ')}`,
    ...remedies.items.map(({ act, title, detail }) => `- ${title} (${detail}) ${JSON.stringify(act)}`),
    `# ${map.title}`,
    ...map.stations.flatMap(({ id, role, name, mark: its, lines, way, wayText, separator, evidence, actions: own }) => [
      `${SIGNS[way]} ${id} [${its?.mark ?? ''}] ${role}: ${name}: ${wayText} ${separator?.text ?? ''}`,
      ...lines.map(({ text, hint }) => `    ${text}${hint === null ? '' : ` (${hint})`}`),
      ...evidence.map(({ term, text }) => `    ${term}: ${text}`),
      ...own.map(({ title, detail, act }) => `    [${title}] ${detail ?? ''} ${JSON.stringify(act)}`),
    ]),
    ...tableText(map.table),
    ...history.spans.flatMap(({ charts, table }) => [...charts.map(({ summary }) => summary), ...tableText(table)]),
    ...tableText(incidents),
    `# ${effective.title}`,
    ...effective.notes,
    ...effective.tables.flatMap(tableText),
  ]
    .join('\n')
    .replace(/\d\d:\d\d:\d\d/g, 'HH:MM:SS')
    .concat('\n');
}

function tableText({ title, heads, rows, empty }: DashboardTable): string[] {
  const lines = rows.map((row) => row.map(({ text }) => text).join(' | '));
  return [`# ${title}: ${heads.join(' | ')}`, ...(rows.length === 0 ? [empty] : lines)];
}

const stationOf = ({ map }: DashboardDocument, id: string) => map.stations.find((one) => one.id === id);

describe('the dashboard', () => {
  afterEach(() => speak(null));

  for (const name of ['stall', 'degraded', 'trap', 'password', 'hostile', 'not-found', 'invalid', 'off']) {
    it(`of the case ${name}`, async () => {
      assertGolden(`dashboard-${name}.txt`, textOf(documentOf(await snapshotOf(name))));
    });
  }

  it('ends the way where go’s ends, in every case, and the table says of each station what the map does', async () => {
    for (const name of CASES) {
      const snapshot = await snapshotOf(name);
      const { map } = documentOf(snapshot);
      const ends = map.stations.filter(({ way }) => way === 'end').map(({ id }) => id);
      const { verdict, list } = snapshot.examination ?? {};
      const last = verdict?.servedBy ?? verdict?.entry ?? null;
      assert.deepEqual(ends, list === null ? ['go'] : last === null ? [] : [`entry-${last}`], name);
      assert.deepEqual(
        map.table.rows.map(([head, , way]) => [
          head?.text.includes(map.stations[0]?.name ?? '?'),
          way?.text.split('; ')[0],
        ]),
        map.stations.map(({ id, wayText }) => [id === 'workspace', wayText]),
        name,
      );
    }
  });

  it('goes by what the relay does where new terminals go through it', async () => {
    const seen = await snapshotOf('healthy');
    const [first, second] = (seen.examination?.list?.entries ?? []) as readonly UrlEntry[] as [UrlEntry, UrlEntry];
    const passed = [{ entry: first, state: 'open', since: NOW, cause: STALL }] as const;
    const passage = { front: second, since: NOW, doubtful: passed, passed, choice: null };
    const document = documentOf(throughRelay(seen, passage));
    assert.deepEqual([document.mark, stationOf(document, 'relay')?.mark?.mark], ['warning', 'warning']);
    assert.deepEqual(
      ['entry-0', 'entry-1', 'entry-2'].map((id) => stationOf(document, id)?.way),
      ['off', 'end', 'off'],
    );
    assert.equal(stationOf(document, 'entry-0')?.wayText, 'the relay passes it by');
  });

  it('has a bucket for each stretch of time, whether somebody looked or not, and as many values of each kind', async () => {
    const { history } = documentOf(await snapshotOf('degraded'));
    assert.deepEqual(
      history.spans.map(({ title, charts }) => [title, charts[0]?.times.length]),
      [
        ['1 h', 12],
        ['24 h', 24],
        ['7 days', 28],
      ],
    );
    for (const { charts } of history.spans) {
      for (const { times, p50, p95, failures, width } of charts) {
        assert.deepEqual([p50.length, p95.length, failures.length], [times.length, times.length, times.length]);
        assert.ok((times.at(-1) ?? 0) <= NOW / 1000 + width);
        assert.ok(times.every((time, at) => at === 0 || time - (times[at - 1] ?? 0) === width));
      }
    }
    const [hour] = history.spans;
    assert.deepEqual(hour?.charts[0]?.failures.slice(-2), [1, 1]);
    assert.deepEqual(hour?.charts[1]?.failures.slice(-2), [0, 0]);
  });

  it('counts one look as one', () => {
    const seen = { failures: 0, errorRate: 0, p50: 42, p95: 60 };
    assert.equal(figuresText({ ...seen, count: 1 }), '1 look · 0 % failed · p50 42 ms · p95 60 ms');
    assert.equal(figuresText({ ...seen, count: 12 }), '12 looks · 0 % failed · p50 42 ms · p95 60 ms');
  });

  it('can be drawn before anything is known, and where nothing can be', () => {
    for (const snapshot of [UNSEEN_SNAPSHOT, unknown('no-list'), unknown('offline')]) {
      const document = dashboardDocument({ snapshot, environment: null, undoable: null, now: NOW });
      assert.ok(document.sentence.length > 10);
      assert.deepEqual([document.map.stations, document.history.spans[0]?.charts], [[], []]);
      assert.equal(document.effective.notes.length, 1);
    }
  });

  it('names the language of its words, whatever the window speaks otherwise', async () => {
    const seen = await snapshotOf('healthy');
    assert.equal(documentOf(seen).language, 'en');
    speak(bundleOf('zh-cn'));
    assert.equal(documentOf(seen).language, 'zh-CN');
  });

  it('shows no secret', async () => {
    for (const name of ['password', 'password-as-typed']) {
      assert.doesNotMatch(JSON.stringify(documentOf(await snapshotOf(name))), /s3\/cr|s3%2Fcr|cr@t|t0ken/);
    }
  });
});
