/** What a window that watches shows beside an examination: the relay in label, sentence and tooltip, incidents and cost in the report. */
import assert from 'node:assert/strict';
import { redact, redactJson } from '../../../src/base/redact.ts';
import { assess } from '../../../src/doctor/assess.ts';
import type { Examination } from '../../../src/doctor/examination.ts';
import type { FailoverView, HealthView } from '../../../src/doctor/watch/healthView.ts';
import { type Snapshot, throughRelay, UNSEEN_SNAPSHOT } from '../../../src/doctor/watch/snapshot.ts';
import { moveFirst, type UrlEntry } from '../../../src/goproxy/list/list.ts';
import type { Passage } from '../../../src/health/passage.ts';
import { dataSize, momentOf } from '../../../src/text/numbers.ts';
import { type ReportDocument, reportDocument } from '../../../src/text/report/examination/document.ts';
import { htmlReport } from '../../../src/text/report/examination/htmlReport.ts';
import { jsonPassage } from '../../../src/text/report/examination/jsonHealth.ts';
import { markdownReport } from '../../../src/text/report/examination/markdownReport.ts';
import { tooltipMarkdown } from '../../../src/text/report/examination/tooltipText.ts';
import { watchedReport } from '../../../src/text/report/examination/watchedReport.ts';
import { statusLabel, statusSentence } from '../../../src/text/words/editor/statusText.ts';
import { examinationOf } from './examinations.ts';
import { assertGolden } from './golden.ts';

const NOW = new Date(2026, 10, 30, 12).getTime();
const MINUTE = 60_000;
const STALL = { code: 'stall', detail: 'no-headers' } as const;

/** The first entry is left alone, and the second serves. */
function passageOf({ list }: Examination, more: Partial<Passage> = {}): Passage {
  const [first, second] = (list?.entries ?? []) as readonly UrlEntry[] as [UrlEntry, UrlEntry];
  const doubtful = [{ entry: first, state: 'open', since: NOW, cause: STALL }] as const;
  return { front: second, since: NOW, doubtful, passed: doubtful, choice: null, ...more };
}

const HEALTH: HealthView = {
  entries: [],
  incidents: [
    {
      ...{ entry: 0, begin: NOW - MINUTE, end: null, cause: STALL, seenBy: 'relay' },
      done: [{ at: NOW - MINUTE, deed: 'relayed' }],
    },
    {
      ...{ entry: null, begin: NOW - 30 * 60 * MINUTE, end: NOW - 2 * MINUTE, seenBy: 'looks' },
      cause: { code: 'server-error', detail: '502' },
      done: (['suggested', 'suggested', 'reordered', 'restored'] as const).map((deed) => ({ at: NOW, deed })),
    },
    ...Array.from({ length: 20 }, () => ({
      ...{ entry: 1, begin: NOW, end: NOW, cause: STALL, done: [], seenBy: 'looks' as const },
    })),
  ],
  failover: null,
  usage: { bytes: 38_400, requests: 12, caps: { bytes: 8_000_000, requests: 3_000 } },
};

async function snapshotOf(name: 'stall' | 'healthy' | 'password', more?: Partial<Passage>): Promise<Snapshot> {
  const examination = { ...(await examinationOf(name)), at: NOW - MINUTE };
  const seen = { ...UNSEEN_SNAPSHOT, state: assess(examination), examination, health: HEALTH };
  return throughRelay(seen, passageOf(examination, more));
}

/** Times of day are this machine's, as they should be. */
const timeless = (text: string) => text.replace(/\d\d(\\?):\d\d\\?:\d\d/g, 'HH$1:MM$1:SS');

describe('what a window that watches shows', () => {
  it('of the relay: through whom requests go, since when, and who is left alone why', async () => {
    const snapshot = await snapshotOf('healthy');
    assert.equal(snapshot.state, 'degraded');
    assert.equal(statusLabel(snapshot), 'Go Proxy: 2nd entry');
    const [first, second] = (snapshot.examination?.list?.entries ?? []) as readonly UrlEntry[];
    assert.equal(
      statusSentence(snapshot),
      `${first?.host} takes the request and never answers. The relay goes to ${second?.host}.`,
    );
    assertGolden('relay.tooltip.md', `${timeless(redact(tooltipMarkdown(snapshot)))}\n`);
  });

  it('of an entry that the relay passes by, however old that is: not what go alone would do there', async () => {
    const snapshot = await snapshotOf('stall');
    const { examination, passage } = snapshot;
    assert.ok(examination !== null && passage !== null);
    const passed = passage.passed.map((one) => ({ ...one, since: examination.at - MINUTE }));
    const tooltip = tooltipMarkdown({ ...snapshot, passage: { ...passage, doubtful: passed, passed } });
    assert.match(tooltip, /\| left alone \|/);
    assert.doesNotMatch(tooltip, /go waits here/);
  });

  it('of a relay that has nobody to ask', async () => {
    const snapshot = await snapshotOf('healthy', { front: null, since: null, passed: [] });
    assert.equal(snapshot.state, 'failing');
    assert.equal(statusLabel(snapshot), 'Go Proxy: no answer');
    assert.match(statusSentence(snapshot), /never answers, and the relay has nobody to ask in its place\.$/);
  });

  it('of an order that the user has chosen, or holds', async () => {
    const chosen = await snapshotOf('healthy', { doubtful: [], passed: [], choice: { at: NOW, isHeld: false } });
    assert.equal(chosen.state, 'healthy');
    assert.match(tooltipMarkdown(chosen), /You have chosen this order at 12/);
    const held = await snapshotOf('healthy', { choice: { at: NOW, isHeld: true } });
    assert.match(tooltipMarkdown(held), /You hold this order since 12/);
  });

  it('in the report: the newest ten incidents, and what looking has cost', async () => {
    const snapshot = await snapshotOf('stall');
    const { examination } = snapshot;
    assert.ok(examination !== null);
    const document = reportDocument(examination, watchedReport(snapshot, examination.list, NOW));
    assert.equal(document.watched?.incidents.length, 10);
    assertGolden('watched.html', `${timeless(htmlReport(document))}\n`);
    assertGolden('watched.md', timeless(markdownReport(document)));
  });

  it('of a list that failover has moved: who goes first, why, and that it is not for ever; nothing once it is about to go back', async () => {
    const examination = { ...(await examinationOf('healthy')), at: NOW - MINUTE };
    const list = examination.list;
    const [first, second] = (list?.entries ?? []) as readonly UrlEntry[];
    assert.ok(list !== null && first !== undefined && second !== undefined);
    const own = moveFirst(list, second.index) ?? '';
    const settings = examination.environment.settings.map((one) =>
      one.name === 'GOPROXY' ? { ...one, value: own } : one,
    );
    const goproxy = { value: list.text, origin: 'workspace' as const };
    const environment = { ...examination.environment, settings, goproxy };
    const told = (failover: FailoverView | null) => {
      const seen = { ...examination, environment };
      return tooltipMarkdown({
        ...UNSEEN_SNAPSHOT,
        state: 'healthy',
        examination: seen,
        health: { ...HEALTH, failover },
      });
    };
    const moved = { own, wanted: list.text, front: 1, since: NOW, cause: STALL };
    const line = new RegExp(`goes first in this folder since 12.*${second.host}.* never answers.*comes back by itself`);
    assert.match(told(moved).replaceAll('\\', ''), line);
    assert.doesNotMatch(told(moved), /brings its own list/);
    assert.doesNotMatch(told({ ...moved, wanted: own, front: 0, cause: null }), /goes first|brings its own list/);
    for (const failover of [null, { ...moved, own: list.text }]) {
      assert.match(told(failover), /brings its own list/);
      assert.doesNotMatch(told(failover), /goes first/);
    }
  });

  it('without a secret', async () => {
    const snapshot = await snapshotOf('password');
    const { examination } = snapshot;
    assert.ok(examination !== null);
    const watched = watchedReport(snapshot, examination.list, NOW);
    const document = redactJson(reportDocument(examination, watched)) as ReportDocument;
    const json = JSON.stringify(redactJson(jsonPassage(snapshot.passage) ?? {}));
    for (const text of [htmlReport(document), redact(tooltipMarkdown(snapshot)), json]) {
      assert.doesNotMatch(text, /s3\/cr|s3%2Fcr|cr@t|t0ken/);
    }
    assert.match(json, /mirror-a\.example/);
  });
});

describe('numbers', () => {
  it('a moment of another day has its day', () => {
    assert.equal(momentOf(NOW, NOW), '12:00:00');
    assert.equal(momentOf(NOW - 24 * 60 * MINUTE, NOW), '2026-11-29 12:00:00');
  });

  it('sizes', () => {
    const sizes = [0, 999, 1_000, 38_400, 999_499, 999_500, 2_500_000, 8_000_000].map(dataSize);
    assert.deepEqual(sizes, ['0 B', '999 B', '1 kB', '38 kB', '999 kB', '1.0 MB', '2.5 MB', '8 MB']);
  });
});
