/** The failover policy: when another entry goes first, and when the user's own does again. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { afterObservation, type EntryHealth, HEALTH_LIMITS } from '../../../src/health/entryHealth.ts';
import { FAILOVER_LIMITS, type Failover, nextFront } from '../../../src/health/failover.ts';

const FAILED = { code: 'stall', detail: 'no-headers' } as const;

/** A made-up list: how each entry fares at a time, looked at every so often. */
class World {
  failover: Failover | null = null;
  /** Each change of the front: when, and to which entry. */
  readonly switches: { readonly at: number; readonly front: string }[] = [];
  readonly healths = new Map<string, EntryHealth>();
  now = 0;
  readonly #fares: Readonly<Record<string, (at: number) => number | null>>;

  /** `fares`: the ms after which an entry answers, null where it fails. */
  constructor(fares: Readonly<Record<string, (at: number) => number | null>>) {
    this.#fares = fares;
  }

  look(at: number): void {
    this.now = at;
    for (const [key, fare] of Object.entries(this.#fares)) {
      const ms = fare(at);
      const seen = { at, failure: ms === null ? FAILED : null, ms: ms ?? 5_000 };
      this.healths.set(key, afterObservation(this.healths.get(key) ?? null, seen, HEALTH_LIMITS));
    }
    const candidates = Object.keys(this.#fares).map((key) => ({ key, health: this.healths.get(key) ?? null }));
    const before = this.failover?.front;
    this.failover = nextFront(this.failover, candidates, at, FAILOVER_LIMITS);
    const front = this.failover?.front ?? '';
    if (before !== undefined && front !== before) this.switches.push({ at, front });
  }

  looks(from: number, to: number, every: number): this {
    for (let at = from; at <= to; at += every) this.look(at);
    return this;
  }
}

const well = () => 20;
const dead = () => null;
const until =
  (end: number, first: () => number | null, then: () => number | null): ((at: number) => number | null) =>
  (at) =>
    at < end ? first() : then();

describe('the failover policy', () => {
  it('leaves the first entry when it is down, for the next that is well', () => {
    const world = new World({ a: until(60_000, well, dead), b: dead, c: well, d: well }).looks(0, 150_000, 30_000);
    assert.deepEqual(world.switches, [{ at: 120_000, front: 'c' }]);
    assert.deepEqual(world.failover, { front: 'c', since: 120_000, cause: FAILED });
  });

  it('leaves it when it is slow', () => {
    const world = new World({ a: () => 3_000, b: well }).looks(0, 150_000, 30_000);
    assert.deepEqual(world.failover, { front: 'b', since: 60_000, cause: { code: 'slow', detail: 'latency' } });
  });

  it('stays where no other is well, and where there is no other', () => {
    assert.deepEqual(new World({ a: dead, b: dead, c: () => 3_000 }).looks(0, 300_000, 30_000).switches, []);
    assert.deepEqual(new World({ a: dead }).looks(0, 300_000, 30_000).switches, []);
    assert.equal(nextFront(null, [], 0, FAILOVER_LIMITS), null);
  });

  it('goes back when the first has answered twice in a row, and was well for two minutes', () => {
    const world = new World({ a: until(100_000, dead, well), b: well }).looks(0, 400_000, 10_000);
    assert.deepEqual(world.switches, [
      { at: 20_000, front: 'b' },
      { at: 90_000 + FAILOVER_LIMITS.dwell, front: 'a' },
    ]);
    assert.equal(world.failover?.cause, null);
  });

  it('goes on to a third when the second fails too, not to one that was in trouble a moment ago', () => {
    const a = until(100_000, dead, well);
    const b = until(120_000, well, dead);
    assert.deepEqual(
      new World({ a, b, c: well }).looks(0, 200_000, 10_000).switches.map(({ front }) => front),
      ['b', 'c'],
    );
    const world = new World({ a, b }).looks(0, 200_000, 10_000);
    assert.deepEqual(
      world.switches.map(({ front }) => front),
      ['b'],
    );
    world.looks(210_000, 300_000, 10_000);
    assert.deepEqual(world.switches.at(-1), { at: 210_000, front: 'a' });
  });

  it('trusts none that was seen but once', () => {
    const limits = { ...HEALTH_LIMITS, retries: 0 };
    const seen = (failure: typeof FAILED | null, at: number, before: EntryHealth | null) =>
      afterObservation(before, { at, failure, ms: 20 }, limits);
    const [a, b] = [seen(FAILED, 0, null), seen(null, 0, null)];
    const front = (health: EntryHealth) =>
      nextFront(
        null,
        [
          { key: 'a', health: a },
          { key: 'b', health },
        ],
        0,
        FAILOVER_LIMITS,
      )?.front;
    assert.deepEqual([a.state, front(b), front(seen(null, 0, b))], ['down', 'a', 'b']);
  });

  it('forgets an entry that is not in the list any more', () => {
    const gone: Failover = { front: 'x', since: 5, cause: FAILED };
    const health = afterObservation(null, { at: 9, failure: null, ms: 1 }, HEALTH_LIMITS);
    assert.deepEqual(nextFront(gone, [{ key: 'a', health }], 10, FAILOVER_LIMITS), {
      front: 'a',
      since: 10,
      cause: null,
    });
  });

  it('a first entry that flaps every 10 s for 5 minutes moves it twice at most', () => {
    fc.assert(
      fc.property(fc.nat(19_999), fc.constantFrom(5_000, 15_000, 30_000), (phase, every) => {
        const flaps = (at: number) => (Math.floor((at + phase) / 10_000) % 2 === 0 ? 20 : null);
        const world = new World({ a: flaps, b: well });
        world.look(0);
        if (world.healths.get('a')?.state !== 'up') for (const at of [3_000, 9_000]) world.look(at);
        world.looks(every, 300_000, every);
        assert.ok(world.switches.length <= 2, JSON.stringify(world.switches));
      }),
    );
  });

  it('however entries come and go: only to one that is well, and back to none that was in trouble within two minutes', () => {
    const pattern = fc.array(
      fc.record({ ms: fc.integer({ min: 1_000, max: 90_000 }), fare: fc.constantFrom(20, 3_000, null) }),
      {
        minLength: 1,
        maxLength: 40,
      },
    );
    /** Returns the fare at a time, the pattern over and over. */
    const playing = (parts: readonly { ms: number; fare: number | null }[]) => (at: number) => {
      const whole = parts.reduce((sum, { ms }) => sum + ms, 0);
      let left = at % whole;
      for (const { ms, fare } of parts) {
        if (left < ms) return fare;
        left -= ms;
      }
      return null;
    };
    fc.assert(
      fc.property(pattern, pattern, pattern, fc.integer({ min: 3_000, max: 40_000 }), (a, b, c, every) => {
        const world = new World({ a: playing(a), b: playing(b), c: playing(c) });
        for (let at = 0; at <= 1_800_000; at += every) {
          const count = world.switches.length;
          world.look(at);
          if (world.switches.length === count) continue;
          const health = world.healths.get(world.failover?.front ?? '');
          assert.equal(health?.state, 'up');
          assert.ok((health?.answers ?? 0) >= 2);
          assert.ok(health?.troubledAt === null || at - (health?.troubledAt ?? 0) >= 120_000);
        }
        // So the first comes back once in two minutes at most; and in that time each of the others is taken once before that, and once after.
        const within = (at: number) => world.switches.filter((one) => one.at >= at && one.at < at + 120_000);
        for (const { at } of world.switches) {
          assert.ok(within(at).filter(({ front }) => front === 'a').length <= 1);
          assert.ok(within(at).length <= 5);
        }
      }),
      { numRuns: 50 },
    );
  });
});
