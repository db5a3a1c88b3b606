/** An entry's state over time: what moves it, and what does not. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  afterObservation,
  type EntryHealth,
  HEALTH_LIMITS,
  type HealthLimits,
  isSettled,
  repetition,
} from '../../../src/health/entryHealth.ts';

/** What a look sees: an answer, a slow one, a failure, a 429. */
type Sign = '+' | 's' | '-' | 'r';

const FAILURES = {
  '-': { code: 'server-error', detail: '500' },
  r: { code: 'rate-limited', detail: '429' },
} as const;

/** Returns the health after each look; `every` ms apart. */
function healths(signs: string, limits: HealthLimits = HEALTH_LIMITS, every = 10_000): EntryHealth[] {
  let health: EntryHealth | null = null;
  return [...(signs as Iterable<Sign>)].map((sign, at) => {
    const failure = sign === '-' || sign === 'r' ? FAILURES[sign] : null;
    health = afterObservation(health, { at: at * every, failure, ms: sign === 's' ? 3_000 : 20 }, limits);
    return health;
  });
}

const LETTERS = { up: 'U', degraded: 'D', down: 'X', 'half-open': 'H' } as const;
const states = (...args: Parameters<typeof healths>) =>
  healths(...args)
    .map(({ state }) => LETTERS[state])
    .join('');

describe('an entry over time', () => {
  const rows: readonly (readonly [signs: string, states: string, why: string])[] = [
    ['+++', 'UUU', 'answers'],
    ['+-+++', 'UUUUU', 'one lost probe moves nothing'],
    ['+--', 'UUX', 'three looks, two of them failed: more than half'],
    ['---', 'DDX', 'a new one that fails is not called well, nor down before its failure was repeated'],
    ['+++--+--', 'UUUUDDDD', 'half of the looks are not more than half'],
    ['+++++----', 'UUUUUUDDX', 'a failure that was repeated as often as wanted is believed'],
    ['+---+', 'UUXXH', 'half-open after the first answer'],
    ['+---++', 'UUXXHU', 'up after two in a row'],
    ['+---+-++', 'UUXXHXHU', 'a failure in between begins anew'],
    ['+---++-+', 'UUXXHUUU', 'what was before it recovered is forgotten'],
    ['r', 'X', 'who wants fewer requests is not asked again to be sure'],
    ['+s+', 'UUU', 'one slow answer moves nothing'],
    ['sss', 'UUD', 'one that is usually slow is degraded'],
    ['ssss+++', 'UUDDDDD', 'by the median'],
    ['sss++++', 'UUDDDUU', ''],
  ];
  for (const [signs, expected, why] of rows) {
    it(`${signs} is ${expected}: ${why || 'and up again by it'}`, () => assert.equal(states(signs), expected));
  }

  it('remembers since when, and why', () => {
    const all = healths('+---++');
    assert.deepEqual(
      all.map(({ since }) => since),
      [0, 0, 20_000, 20_000, 40_000, 50_000],
    );
    assert.deepEqual(
      all.map(({ cause }) => cause?.code ?? null),
      [null, null, 'server-error', 'server-error', 'server-error', null],
    );
    assert.deepEqual(healths('sss').at(-1)?.cause, { code: 'slow', detail: 'latency' });
    assert.equal(all.at(-1)?.troubledAt, 30_000);
  });

  it('judges by the last two minutes, and by what was repeated where looks are rarer', () => {
    assert.equal(states('++++----', HEALTH_LIMITS, 60_000), 'UUUUUDDX');
    assert.equal(states('+-----', HEALTH_LIMITS, 300_000), 'UUUUXX');
    assert.equal(states('sssss', HEALTH_LIMITS, 300_000), 'UUUDD');
  });

  it('goes by the settings', () => {
    assert.equal(states('+-', { ...HEALTH_LIMITS, retries: 0 }), 'UX');
    for (const every of [10_000, 300_000]) {
      assert.equal(states('+--', { ...HEALTH_LIMITS, retries: 1 }, every), 'UUX', 'it is repeated at least once');
      assert.equal(states('+ss', { ...HEALTH_LIMITS, retries: 1 }, every), 'UUD');
    }
    assert.equal(states('---+', { ...HEALTH_LIMITS, recoverAfter: 1 }), 'DDXU');
    assert.equal(states('+-+-+-', { ...HEALTH_LIMITS, errorRate: 0.4 }), 'UUUXHX');
    assert.equal(states('sss', { ...HEALTH_LIMITS, latency: 5_000 }), 'UUU');
  });

  it('wants a doubtful look repeated three times, and no more', () => {
    const repetitions = (signs: string) => healths(signs).map((health) => repetition(health, HEALTH_LIMITS));
    assert.deepEqual(repetitions('+-+'), [null, 0, null]);
    assert.deepEqual(repetitions('+++++----'), [null, null, null, null, null, 0, 1, 2, null]);
    assert.deepEqual(repetitions('r'), [null]);
    assert.deepEqual(repetitions('sss'), [0, 1, null], 'known as slow');
    assert.deepEqual(repetitions('sss-'), [0, 1, null, null], 'it was doubted long enough');
    assert.deepEqual(repetitions('---+'), [0, 1, null, null]);
  });

  it('is settled where nothing is to be expected of it soon', () => {
    const settled = (signs: string) => isSettled(healths(signs).at(-1) as EntryHealth);
    assert.deepEqual(['+', '+-', '+-+', '---', '---+', '---++', 'sss'].map(settled), [
      true,
      false,
      false,
      true,
      false,
      true,
      true,
    ]);
    const later = healths(`+-${'+'.repeat(13)}`).at(-1) as EntryHealth;
    assert.ok(isSettled(later), 'the failure is more than two minutes old');
  });

  it('is whole whatever is seen, and however the clock jumps', () => {
    const seen = fc.record({
      at: fc.integer({ min: 0, max: 10_000_000 }),
      failure: fc.option(fc.constantFrom(FAILURES['-'], FAILURES.r)),
      ms: fc.nat(10_000),
    });
    fc.assert(
      fc.property(fc.array(seen, { maxLength: 100 }), (all) => {
        all.reduce<EntryHealth | null>((before, one) => {
          const health = afterObservation(before, one, HEALTH_LIMITS);
          const wasDown = before?.state === 'down';
          assert.ok(health.recent.length >= 1 && health.recent.length <= 32);
          assert.ok(one.failure !== null || wasDown || health.state !== 'down', 'no answer takes it down');
          assert.ok(!wasDown || health.state === 'down' || health.state === 'half-open');
          assert.equal(health.state === 'up', health.cause === null);
          assert.equal(health.since, health.state === before?.state ? before.since : one.at);
          return health;
        }, null);
      }),
    );
  });
});
