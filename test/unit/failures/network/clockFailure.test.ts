/** The clock: HTTP's dates, and when ours is wrong. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { clockFailure } from '../../../../src/failures/network/clockFailure.ts';
import { clockSkew } from '../../../../src/failures/network/clockSkew.ts';
import { clockSentence } from '../../../../src/text/words/network/clockText.ts';

const NOW = Date.UTC(2026, 10, 23, 12, 0, 0);
const MINUTE = 60_000;
const HALF = 500;

const sample = (host: string, theirs: number) => ({ host, date: new Date(theirs).toUTCString(), receivedAt: NOW });

describe('clockSkew', () => {
  for (const [date, skew] of [
    ['Mon, 23 Nov 2026 12:00:00 GMT', -HALF],
    ['Mon, 23 Nov 2026 11:00:00 GMT', 60 * MINUTE - HALF],
    ['Monday, 23-Nov-26 12:10:00 GMT', -10 * MINUTE - HALF],
    ['Mon Nov 23 12:00:00 2026', -HALF],
    ['Fri Nov  6 12:00:00 2026', 17 * 24 * 60 * MINUTE - HALF],
    // A year of two digits is never more than 50 years ahead.
    ['Sunday, 23-Nov-94 12:00:00 GMT', NOW - Date.UTC(1994, 10, 23, 12) - HALF],
  ] as const) {
    it(`reads ${date}`, () => assert.equal(clockSkew(date, NOW), skew));
  }

  for (const date of [
    null,
    '',
    'now',
    '0',
    '2026-11-23T12:00:00Z',
    'Mon, 23 Nov 2026 12:00:00',
    'Tue, 31 Feb 2026 12:00:00 GMT',
    'Mon, 23 Nov 2026 25:00:00 GMT',
    `${' '.repeat(1e5)}GMT`,
  ]) {
    it(`takes no ${JSON.stringify(date)?.slice(0, 40)}`, () => assert.equal(clockSkew(date, NOW), null));
  }

  it('is total', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.double(), (date, at) => void clockSkew(date, at)));
    assert.equal(clockSkew('Mon, 23 Nov 2026 12:00:00 GMT', Number.NaN), null);
  });
});

describe('clockFailure', () => {
  it('takes five minutes, and servers that tell nothing', () => {
    assert.equal(clockFailure([]), null);
    assert.equal(clockFailure([{ host: 'a.test', date: null, receivedAt: NOW }]), null);
    assert.equal(clockFailure([sample('a.test', NOW - 4 * MINUTE)]), null);
  });

  it('knows a clock that is ahead, and one that is behind', () => {
    const ahead = clockFailure([sample('a.test', NOW - 6 * MINUTE)]);
    assert.deepEqual([ahead?.code, ahead?.detail, ahead?.facts.direction], ['clock-skew', 'ahead', 'ahead']);
    const behind = clockFailure([sample('a.test', NOW + 400 * 24 * 60 * MINUTE)]);
    assert.deepEqual([behind?.detail, behind?.facts.host], ['behind', 'a.test']);
    assert.match(clockSentence(behind as never), /400 days behind that of a\.test\.$/);
  });

  it('believes the one server that agrees with us: the others are wrong', () => {
    assert.equal(clockFailure([sample('odd.test', NOW - 60 * MINUTE), sample('good.test', NOW)]), null);
  });

  it('explains a certificate, however little it is off', () => {
    const fresh = { validFrom: NOW + MINUTE, validTo: NOW + 90 * MINUTE };
    const failure = clockFailure([sample('a.test', NOW + 2 * MINUTE)], [fresh]);
    assert.deepEqual([failure?.detail, failure?.facts.direction], ['explains-certificate', 'behind']);
    assert.match(clockSentence(failure as never), /set the clock/);
    // Expired by either clock: the clock explains nothing.
    assert.equal(clockFailure([sample('a.test', NOW + 2 * MINUTE)], [{ validFrom: 0, validTo: 1 }]), null);
  });
});
