/** The book of a list: what one look enters, and that it comes back from its file as it was, or without what is damaged. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { type Book, EMPTY_BOOK, expectations, type Sight, withDeed, withSight } from '../../../src/health/book.ts';
import { bookJson, bookShape } from '../../../src/health/bookText.ts';
import { HEALTH_LIMITS } from '../../../src/health/entryHealth.ts';
import { FAILOVER_LIMITS } from '../../../src/health/failover.ts';

const LIMITS = { ...HEALTH_LIMITS, ...FAILOVER_LIMITS };
const [A, B] = ['aaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbb'] as const;
const FAILED = { code: 'stall', detail: 'no-headers' } as const;

/** Looks every ten seconds; of each entry `+` an answer, `-` a failure, `r` a 429. */
function after(a: string, b: string, book: Book = EMPTY_BOOK): Book {
  return [...a].reduce((before, sign, look) => {
    const at = before.at + (look === 0 && before.at === 0 ? 1_000_000 : 10_000);
    const seen = (one: string) => ({
      at,
      failure: one === '+' ? null : one === 'r' ? ({ code: 'rate-limited', detail: '429' } as const) : FAILED,
      ms: 20,
    });
    const sight: Sight = {
      at,
      observations: new Map([
        [A, seen(sign)],
        [B, seen(b[look] ?? '+')],
      ]),
      candidates: [A, B],
      traffic: { bytes: 1_000, requests: 4 },
      retryAfter: sign === 'r' ? 120 : null,
    };
    return withSight(before, sight, LIMITS);
  }, book);
}

const states = ({ entries }: Book) => [...entries.values()].map(({ health }) => health.state);
const reread = (book: Book) => bookShape(JSON.parse(JSON.stringify(bookJson(book))));

describe('the book', () => {
  it('enters a look: health, figures, incidents, who should be in front, the cost', () => {
    const book = after('+---', '++++');
    assert.deepEqual(states(book), ['down', 'up']);
    assert.equal(book.entries.get(A)?.series.hour[0]?.failures, 3);
    assert.equal(book.entries.get(A)?.failures.length, 3);
    assert.deepEqual(
      book.incidents.map(({ entry, begin, end }) => [entry, begin, end]),
      [[A, 1_020_000, null]],
    );
    assert.equal(book.failover?.front, B);
    assert.deepEqual(
      book.usage.reduce((sum, { requests }) => sum + requests, 0),
      16,
    );
    assert.deepEqual(withDeed(book, A, { at: 1, deed: 'suggested' }).incidents[0]?.done, [
      { at: 1, deed: 'suggested' },
    ]);
  });

  it('keeps the latest twenty failures, when the successes around them are long forgotten', () => {
    let book = after('+---', '++++');
    book = after('+'.repeat(100), '', book);
    assert.equal(book.entries.get(A)?.failures.length, 3);
    assert.equal(after('-'.repeat(50), '').entries.get(A)?.failures.length, 20);
  });

  it('blames no entry while nothing can be reached', () => {
    const before = after('++', '++');
    const offline = { ...emptySight, at: before.at + 1_000 };
    const book = withSight(before, offline, LIMITS);
    assert.deepEqual([book.entries, book.failover], [before.entries, before.failover]);
  });

  it('says what the next look is wanted for', () => {
    const of = (a: string, b: string) => expectations(after(a, b), [A, B], LIMITS);
    assert.deepEqual(of('++', '++'), { repetition: null, isSettled: true });
    assert.deepEqual(of('+++--', '++++-'), { repetition: 0, isSettled: false }, 'the one that was doubted last');
    assert.deepEqual(of('++++', '----'), { repetition: null, isSettled: true }, 'a later one that is dead');
    assert.deepEqual(of('----', '++++'), { repetition: null, isSettled: false }, 'the way back is looked for');
    assert.equal(after('+r', '++').refusal?.count, 1);
  });

  it('comes back from its file as it was', () => {
    for (const book of [EMPTY_BOOK, after('+', '+'), after('+---+r-', '+++s---'), after('---+++++', '')]) {
      assert.deepEqual(reread(book), book);
    }
  });

  it('is read without what is damaged in it, and never fails to be', () => {
    const whole = JSON.parse(JSON.stringify(bookJson(after('+---', '++++')))) as Record<string, unknown>;
    assert.equal(bookShape({ ...whole, at: 'yesterday' }), undefined);
    assert.deepEqual(
      bookShape({ ...whole, incidents: [7, { entry: A }], failover: { front: '../../etc' } })?.incidents,
      [],
    );
    const bad = bookShape({ ...whole, entries: { [A]: { health: {} }, '../x': {}, [B]: (whole.entries as never)[B] } });
    assert.deepEqual([...(bad?.entries.keys() ?? [])], [B]);
    const secret = bookShape({
      ...whole,
      failover: { front: A, since: 1, cause: { code: 'tls', detail: 'https://u:p@h' } },
    });
    assert.equal(secret?.failover?.cause?.detail, null, 'machine words only');
    fc.assert(
      fc.property(fc.constantFrom(...paths(whole)), fc.jsonValue(), (path, junk) => {
        const book = bookShape(replaced(whole, path, junk));
        if (book === undefined) return;
        // What was read can be gone on with.
        withSight(
          book,
          { ...emptySight, at: 1_100_000, observations: new Map([[A, { at: 1_100_000, failure: null, ms: 1 }]]) },
          LIMITS,
        );
        assert.deepEqual(reread(book), book);
      }),
      { numRuns: 500 },
    );
    fc.assert(fc.property(fc.jsonValue(), (junk) => void bookShape(junk)));
  });
});

const emptySight: Sight = {
  at: 0,
  observations: new Map(),
  candidates: [],
  traffic: { bytes: 0, requests: 0 },
  retryAfter: null,
};

type Path = readonly (string | number)[];

/** Returns the paths of everything in a JSON value. */
function paths(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return at.length === 0 ? [] : [at];
  const inner = Object.entries(value).flatMap(([key, item]) => paths(item, [...at, key]));
  return at.length === 0 ? inner : [at, ...inner];
}

function replaced(value: unknown, [key, ...rest]: Path, junk: unknown): unknown {
  if (key === undefined) return junk;
  const copy = structuredClone(value) as Record<string | number, unknown>;
  copy[key] = replaced(copy[key], rest, junk);
  return copy;
}
