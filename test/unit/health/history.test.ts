/** What is kept of the past: figures of an hour, a day and a week, incidents, what looking has cost. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { afterObservation, type EntryHealth, HEALTH_LIMITS } from '../../../src/health/entryHealth.ts';
import { afterCircuit, afterDeed, afterHealth, type Incident } from '../../../src/health/history/incidents.ts';
import { type Latencies, percentile, withLatency } from '../../../src/health/history/latencies.ts';
import { NOTHING, type Series, SPANS, summarize, withObservation } from '../../../src/health/history/series.ts';
import { capsFor, spent, type Usage, waitFor, withTraffic } from '../../../src/health/usage.ts';

const NOW = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;
const FAILED = { code: 'stall', detail: 'no-headers' } as const;

describe('latencies', () => {
  it('tell a percentile to a tenth', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 60_000 }), { minLength: 1 }),
        fc.constantFrom(0.5, 0.95),
        (all, p) => {
          const kept = all.reduce<Latencies>(withLatency, []);
          const exact = all.sort((a, b) => a - b)[Math.ceil(p * all.length) - 1] ?? 0;
          const told = percentile(kept, p) ?? 0;
          assert.ok(Math.abs(told - exact) <= Math.max(1, 0.1 * exact), `${told} for ${exact}`);
        },
      ),
    );
  });

  it('take whatever there is, and tell nothing of nothing', () => {
    assert.equal(percentile([], 0.5), null);
    assert.deepEqual(withLatency(withLatency([], 0), 0.2), [[0, 2]]);
    assert.equal(percentile(withLatency([], 1e12), 0.5), 65_536);
  });
});

describe('the figures of a span', () => {
  const series = (...looks: readonly (readonly [ago: number, ms: number | null])[]): Series =>
    looks.reduce((before, [ago, ms]) => {
      return withObservation(before, { at: NOW - ago, failure: ms === null ? FAILED : null, ms: ms ?? 5_000 });
    }, NOTHING);

  it('count what falls into it', () => {
    const all = series([6 * 24 * HOUR, 100], [20 * HOUR, null], [30 * 60_000, 20], [10_000, 20]);
    const of = (span: keyof Series) => summarize(all, span, NOW);
    assert.deepEqual(of('hour'), { count: 2, failures: 0, errorRate: 0, p50: 19, p95: 19 });
    assert.deepEqual(of('day'), { count: 3, failures: 1, errorRate: 1 / 3, p50: 19, p95: 19 });
    assert.deepEqual(of('week'), { count: 4, failures: 1, errorRate: 1 / 4, p50: 19, p95: 108 });
    assert.deepEqual(summarize(NOTHING, 'hour', NOW), { count: 0, failures: 0, errorRate: null, p50: null, p95: null });
  });

  it('need no more room, however long it goes on', () => {
    let all = NOTHING;
    for (let at = 0; at < 8 * 24 * HOUR; at += 60_000)
      all = withObservation(all, { at: NOW + at, failure: null, ms: 20 });
    for (const [span, { length, width }] of Object.entries(SPANS)) {
      assert.ok(all[span as keyof Series].length <= length / width + 1, span);
    }
    assert.ok(JSON.stringify(all).length < 6_000);
  });

  it('leave out what a clock noted that was ahead', () => {
    const ahead = series([-2 * 24 * HOUR, null]);
    assert.equal(summarize(ahead, 'week', NOW).count, 0);
    assert.equal(withObservation(ahead, { at: NOW, failure: null, ms: 1 }).week.length, 1);
  });
});

describe('incidents', () => {
  /** Returns the incidents after looks a minute apart: `+` an answer, `-` a failure. */
  const after = (signs: string, before: readonly Incident[] = [], entry = 'a'): readonly Incident[] => {
    let health: EntryHealth | null = null;
    let incidents = before;
    for (const [at, sign] of [...signs].entries()) {
      const failure = sign === '-' ? FAILED : null;
      health = afterObservation(health, { at: at * 10_000, failure, ms: 20 }, HEALTH_LIMITS);
      incidents = afterHealth(incidents, entry, health);
    }
    return incidents;
  };

  it('begin when an entry goes down, and end when it is up', () => {
    assert.deepEqual(after('+-+'), []);
    assert.deepEqual(after('+--'), [
      { entry: 'a', begin: 20_000, end: null, cause: FAILED, done: [], seenBy: 'looks' },
    ]);
    assert.equal(after('+--+')[0]?.end, null, 'half-open');
    assert.equal(after('+--+-+').length, 1);
    assert.equal(after('+--++')[0]?.end, 40_000);
    assert.deepEqual(
      after('+--++---').map(({ begin, end }) => [begin, end]),
      [
        [70_000, null],
        [20_000, 40_000],
      ],
    );
  });

  it('carry what was done about them', () => {
    const done = { at: 5, deed: 'reordered' } as const;
    const both = after('+--', after('+--'), 'b');
    assert.deepEqual(
      afterDeed(both, 'a', done).map((one) => one.done),
      [[], [done]],
    );
    assert.deepEqual(afterDeed(after('+--++'), 'a', done)[0]?.done, [done], 'the latest, where none is open');
    assert.deepEqual(afterDeed([], 'a', done), []);
    let many = after('+--');
    for (let at = 0; at < 100; at++) many = afterDeed(many, 'a', { at, deed: 'suggested' });
    assert.equal(many[0]?.done.length, 20);
  });

  describe('of the relay', () => {
    const open = { state: 'open', since: 25_000, cause: FAILED } as const;
    const closed = { state: 'closed', since: 45_000, cause: null } as const;
    const passed = [{ at: 25_000, deed: 'relayed' }];

    it('begin when an entry is left alone, and end when it is trusted again, however often that is told', () => {
      let incidents = afterCircuit([], 'a', { ...closed, since: 0 });
      assert.deepEqual(incidents, []);
      const tried = { ...open, state: 'half-open', since: 35_000 } as const;
      for (const told of [open, open, tried, open]) incidents = afterCircuit(incidents, 'a', told);
      assert.deepEqual(incidents, [
        { entry: 'a', begin: 25_000, end: null, cause: FAILED, done: passed, seenBy: 'relay' },
      ]);
      // The second window tells what the first has told before.
      for (const told of [closed, closed, open, closed]) incidents = afterCircuit(incidents, 'a', told);
      assert.deepEqual(
        incidents.map(({ end }) => end),
        [45_000],
      );
      assert.equal(afterCircuit(incidents, 'a', { ...open, since: 50_000 }).length, 2, 'another one later');
    });

    it('are not ended by looks that find it well, nor begun beside those that looks began', () => {
      const relay = afterCircuit([], 'a', open);
      assert.equal(after('+++', relay)[0]?.end, null);
      const looks = afterCircuit(after('+--'), 'a', open);
      assert.deepEqual(
        looks.map(({ begin, done, seenBy }) => ({ begin, done, seenBy })),
        [{ begin: 20_000, done: passed, seenBy: 'looks' }],
      );
      assert.equal(afterCircuit(looks, 'a', closed)[0]?.end, null, 'the looks say when it is over');
      assert.equal(after('+--++', relay)[0]?.end, 40_000, 'so do they where they have confirmed it');
    });
  });

  it('are fifty at most', () => {
    let all: readonly Incident[] = [];
    for (let at = 0; at < 60; at++) all = after('+--++', all);
    assert.equal(all.length, 50);
  });
});

describe('what looking costs', () => {
  const CAPS = { bytes: 1_000, requests: 10 };

  it('is what the last hour cost', () => {
    let usage: Usage = withTraffic([], NOW, { bytes: 400, requests: 2 });
    usage = withTraffic(usage, NOW + 1_000, { bytes: 100, requests: 1 });
    usage = withTraffic(usage, NOW + HOUR / 2, { bytes: 50, requests: 1 });
    assert.deepEqual(spent(usage, NOW + HOUR / 2), { bytes: 550, requests: 4 });
    assert.deepEqual(spent(usage, NOW + HOUR), { bytes: 50, requests: 1 });
    for (let at = 0; at < 100; at++) usage = withTraffic(usage, NOW + at * 60_000, { bytes: 1, requests: 1 });
    assert.ok(usage.length <= 13);
  });

  it('is capped: then there is a wait until the oldest of it is an hour old', () => {
    assert.equal(waitFor([], NOW, CAPS), 0);
    const usage = withTraffic([], NOW, { bytes: 999, requests: 1 });
    assert.equal(waitFor(usage, NOW, CAPS), 0);
    const spentAll = withTraffic(usage, NOW + 600_000, { bytes: 1, requests: 1 });
    assert.equal(waitFor(spentAll, NOW + 600_000, CAPS), HOUR - 600_000);
    assert.equal(waitFor(spentAll, NOW + HOUR, CAPS), 0);
    assert.ok(waitFor(withTraffic([], NOW, { bytes: 0, requests: 10 }), NOW, CAPS) > 0);
    assert.equal(waitFor(spentAll, NOW - 24 * HOUR, CAPS), 0, 'a clock that was set back');
  });

  it('may be more where looks are wanted more often', () => {
    assert.deepEqual(capsFor(30_000), capsFor(3_600_000));
    assert.deepEqual(capsFor(5_000), { bytes: 48_000_000, requests: 18_000 });
  });
});
