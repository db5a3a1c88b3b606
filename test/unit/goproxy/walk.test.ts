/** How go walks a list: fallback, ranks, hangs, fatal answers, and what it does at each entry. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { actionsOf } from '../../../src/goproxy/list/action.ts';
import { type Entry, parseList } from '../../../src/goproxy/list/list.ts';
import { type Attempt, type StepResult, walk } from '../../../src/goproxy/list/walk.ts';

/**
 * An entry is written as what it answers: `s` served, `n` not found, `e` error, `h` hang, `f` fatal; a digit after it
 * tells two alike apart. Several requests: one letter each, as `sn`. `d` opens a direct with its answers, `off` is off.
 */
const RESULTS: Readonly<Record<string, StepResult>> = {
  s: 'served',
  n: 'not-found',
  e: 'error',
  h: 'hang',
  f: 'served',
};

interface Script {
  readonly entries: readonly Entry[];
  readonly words: readonly string[];
}

function scriptOf(text: string): Script {
  const words = text.split(/[,|]/);
  const parsed = parseList(
    text.replace(/[a-z]+[0-9]*/g, (word) =>
      word === 'off' ? 'off' : word.startsWith('d') ? 'direct' : `${word}.example`,
    ),
  );
  assert.ok(parsed.ok);
  return { entries: parsed.value.entries, words };
}

/** Walks with as many requests as the longest word has letters. */
function run(text: string, requests = 1) {
  const { entries, words } = scriptOf(text);
  const ask = (entry: Entry, request: number): Attempt<string> => {
    const word = words[entry.index] ?? '';
    const letters = word.replace(/^d/, '').replace(/[0-9]/g, '');
    const letter = letters[Math.min(request, letters.length - 1)] ?? '';
    const result = RESULTS[letter];
    assert.ok(result !== undefined, `${text}: entry ${entry.index} was asked`);
    return {
      result,
      cause: result === 'served' && letter !== 'f' ? null : word,
      ...(letter === 'f' ? { fatal: true } : {}),
    };
  };
  const asked = Array.from({ length: requests }, (_, at) => at);
  const walked = walk(entries, asked, ask, 'off');
  const { ok, cause, entry, hangs } = walked.outcome;
  return {
    outcome: ok ? `ok ${entry}` : `${hangs ? 'hangs' : 'fails'} ${cause} ${entry}`,
    visits: walked.requests.map(({ steps }) => steps.map((step) => step.entry).join('')).join(' '),
    servedBy: walked.requests.map(({ servedBy }) => servedBy),
    actions: actionsOf(walked, entries).join(' '),
  };
}

describe('goproxy/walk', () => {
  const rows: readonly (readonly [string, string, string, string])[] = [
    // list, outcome, entries visited, actions
    ['s', 'ok 0', '0', 'serves'],
    ['s,n', 'ok 0', '0', 'serves unreached'],
    ['n', 'fails n 0', '0', 'stops'],
    ['e', 'fails e 0', '0', 'stops'],
    ['h', 'hangs h 0', '0', 'hangs'],
    // A comma lets go on after not-found only, a bar after any error.
    ['n,s', 'ok 1', '01', 'falls-through serves'],
    ['n|s', 'ok 1', '01', 'falls-through serves'],
    ['e,s', 'fails e 0', '0', 'stops unreached'],
    ['e|s', 'ok 1', '01', 'falls-through serves'],
    ['e|n,s', 'ok 2', '012', 'falls-through falls-through serves'],
    ['e|e,s', 'fails e 1', '01', 'falls-through stops unreached'],
    ['n,e,s', 'fails e 1', '01', 'falls-through stops unreached'],
    // Silence without end ends everything, whatever the separator.
    ['h|s', 'hangs h 0', '0', 'hangs unreached'],
    ['h,s', 'hangs h 0', '0', 'hangs unreached'],
    ['n,h,s', 'hangs h 1', '01', 'falls-through hangs unreached'],
    ['e|h|s', 'hangs h 1', '01', 'falls-through hangs unreached'],
    // Whose error is shown: the last error of a proxy beats every not-found.
    ['e1|e2', 'fails e2 1', '01', 'falls-through stops'],
    ['e|n', 'fails e 0', '01', 'falls-through stops'],
    ['n,e', 'fails e 1', '01', 'falls-through stops'],
    ['e1|n,e2', 'fails e2 2', '012', 'falls-through falls-through stops'],
    // Among not-founds the last one [go: 404,410 shows the 410].
    ['n1,n2', 'fails n2 1', '01', 'falls-through stops'],
    ['n1,n2,n3', 'fails n3 2', '012', 'falls-through falls-through stops'],
    // direct beats everything, even by a not-found.
    ['n,dn', 'fails dn 1', '01', 'falls-through stops'],
    ['e|dn', 'fails dn 1', '01', 'falls-through stops'],
    ['e|de', 'fails de 1', '01', 'falls-through stops'],
    ['e,ds', 'fails e 0', '0', 'stops unreached'],
    ['n,ds', 'ok 1', '01', 'falls-through serves'],
    ['dh', 'hangs dh 0', '0', 'hangs'],
    ['ds', 'ok 0', '0', 'serves'],
    // off is a not-found that comes last: beats one, loses to an error [go].
    ['off', 'fails off 0', '0', 'stops'],
    ['n,off', 'fails off 1', '01', 'falls-through stops'],
    ['e|off', 'fails e 0', '01', 'falls-through stops'],
    ['e,off', 'fails e 0', '0', 'stops unreached'],
    ['s,off', 'ok 0', '0', 'serves unreached'],
    // Nothing behind direct or off is read, whatever stands before it.
    ['off|s', 'fails off 0', '0', 'stops unreached'],
    ['off,s', 'fails off 0', '0', 'stops unreached'],
    ['dn,s', 'fails dn 0', '0', 'stops unreached'],
    ['de|s', 'fails de 0', '0', 'stops unreached'],
    // A fatal answer is taken: no other entry is asked, even behind a bar.
    ['f|s', 'fails f 0', '0', 'stops unreached'],
    ['f,s', 'fails f 0', '0', 'stops unreached'],
    ['e|f|s', 'fails f 1', '01', 'falls-through stops unreached'],
    ['df', 'fails df 0', '0', 'stops'],
  ];
  for (const [text, outcome, visits, actions] of rows) {
    it(`walks ${text}`, () => {
      const { servedBy: _, ...seen } = run(text);
      assert.deepEqual(seen, { outcome, visits, actions });
    });
  }

  const several: readonly (readonly [string, number, string, string, string])[] = [
    // Each request begins at the first entry again.
    ['ns,s', 2, 'ok 0', '01 0', 'serves serves'],
    ['nnn,s', 3, 'ok 1', '01 01 01', 'falls-through serves'],
    // What follows a request that fails is not asked.
    ['sn', 3, 'fails sn 0', '0 0', 'stops'],
    ['se,s', 3, 'fails se 0', '0 0', 'stops unreached'],
    ['nnf,sss', 3, 'fails nnf 0', '01 01 0', 'stops serves'],
    ['nnf|sss', 3, 'fails nnf 0', '01 01 0', 'stops serves'],
    // A portal: .info falls through behind a bar, .mod and the broken .zip are taken from it.
    ['esf|sss', 3, 'fails esf 0', '01 0 0', 'stops serves'],
    ['ess|sss', 3, 'ok 0', '01 0 0', 'serves serves'],
    // The worst action of an entry counts.
    ['sh', 2, 'hangs sh 0', '0 0', 'hangs'],
    ['sn,ns', 2, 'ok 1', '0 01', 'serves serves'],
    ['sn,nn', 2, 'fails nn 1', '0 01', 'serves stops'],
    ['sen|nnn', 3, 'fails sen 0', '0 01', 'serves stops'],
  ];
  for (const [text, requests, outcome, visits, actions] of several) {
    it(`walks ${text} with ${requests} requests`, () => {
      const { servedBy: _, ...seen } = run(text, requests);
      assert.deepEqual(seen, { outcome, visits, actions });
    });
  }

  it('tells who served each request, and nobody where the answer was fatal', () => {
    assert.deepEqual(run('ns,ss', 2).servedBy, [1, 0]);
    assert.deepEqual(run('sf,ss', 2).servedBy, [0, null]);
  });

  it('calls a fatal answer an error', () => {
    const { entries } = scriptOf('f');
    const walked = walk(entries, ['zip'], () => ({ result: 'served', cause: 'broken', fatal: true }));
    assert.deepEqual(walked, {
      requests: [{ request: 'zip', steps: [{ entry: 0, result: 'error', cause: 'broken' }], servedBy: null }],
      outcome: { ok: false, entry: 0, cause: 'broken', hangs: false },
    });
  });

  it('has nothing to say of no requests, and fails on no entries', () => {
    const never = () => assert.fail('asked');
    assert.deepEqual(walk(scriptOf('s').entries, [], never).outcome, {
      ok: true,
      entry: null,
      cause: null,
      hangs: false,
    });
    assert.deepEqual(walk([], ['x'], never).outcome, { ok: false, entry: null, cause: null, hangs: false });
    assert.deepEqual(actionsOf({ requests: [] }, scriptOf('s,off').entries), ['unreached', 'unreached']);
  });

  it('gives off no cause unless told', () => {
    assert.deepEqual(walk(scriptOf('off').entries, ['x'], () => assert.fail('asked')).outcome.cause, null);
  });
});

describe('goproxy/walk properties', () => {
  const word = fc.oneof(fc.stringMatching(/^[snehf]{1,3}$/), fc.stringMatching(/^d[snehf]{1,3}$/), fc.constant('off'));
  const list = fc
    .array(fc.tuple(word, fc.constantFrom(',', '|')), { minLength: 1, maxLength: 6 })
    .map((parts) => parts.flat().slice(0, -1).join(''));

  it('never visits an entry behind direct or off, nor one behind its last', () => {
    fc.assert(
      fc.property(list, fc.integer({ min: 1, max: 3 }), (text, requests) => {
        const { entries } = scriptOf(text);
        const end = entries.findIndex(({ kind }) => kind !== 'url');
        const { visits, actions, outcome } = run(text, requests);
        for (const visited of visits.split(' ')) {
          assert.equal(visited, '0123456789'.slice(0, visited.length));
          assert.ok(end < 0 || visited.length <= end + 1);
        }
        assert.equal(actions.includes('hangs'), outcome.startsWith('hangs'));
        assert.equal(actions.includes('stops') || actions.includes('hangs'), !outcome.startsWith('ok'));
      }),
    );
  });

  it('agrees with the rule of ranks, told the other way round', () => {
    fc.assert(
      fc.property(list, (text) => {
        const { entries, words } = scriptOf(text);
        const { outcome, visits } = run(text);
        if (outcome.startsWith('ok') || outcome.startsWith('hangs') || visits === '') return;
        const steps = [...visits].map(Number);
        const letter = (at: number) => (words[at] === 'off' ? 'n' : (words[at] ?? '').replace(/^d/, '')[0]);
        if (letter(steps.at(-1) ?? 0) === 'f') return;
        const direct = steps.findLast((at) => entries[at]?.kind === 'direct');
        const error = steps.findLast((at) => letter(at) === 'e');
        assert.equal(outcome.split(' ').at(-1), String(direct ?? error ?? steps.at(-1)));
      }),
    );
  });
});
