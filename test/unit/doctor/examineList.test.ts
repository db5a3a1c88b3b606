/** Who is asked for what, for how long, and what is made of it: the sweep over a list, against a prober that keeps a log. */
import assert from 'node:assert/strict';
import { examineList } from '../../../src/doctor/list/examineList.ts';
import type { ListQuestion } from '../../../src/doctor/list/listQuestion.ts';
import type { AskedRequest } from '../../../src/goproxy/evidence.ts';
import { WELL_KNOWN } from '../../../src/goproxy/sample.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { type Answer, drive, fakeProber, type Script } from './fakeProber.ts';
import { questionOf, SAMPLE } from './question.ts';
import { always, database, forModule, type ListRun, runList } from './runList.ts';

const M = SAMPLE.module;
const W = WELL_KNOWN.module;
const A = 'a.example';
const B = 'b.example';
const C = 'c.example';

/** `ok 1`, or `code 0`, `code 0 hangs`. */
function verdict({ value: { verdict: one } }: ListRun): string {
  if (one.ok) return `ok ${one.servedBy}${one.failure === null ? '' : ` ${one.failure.code}`}`;
  return `${one.failure?.code} ${one.entry}${one.hangs ? ' hangs' : ''}`;
}

function entries({ value }: ListRun): string[] {
  return value.entries.map(({ action, failure }) => `${action} ${failure?.code ?? '-'}`);
}

describe('who is asked for what', () => {
  it('the first entry for the workspace’s module, the others for the well-known one', async () => {
    const { prober } = await runList('a.example,b.example|c.example');
    assert.deepEqual([A, B, C].map(prober.modules), [[M], [W], [W]]);
  });

  it('a later entry for the workspace’s module where go’s walk comes to it, and no further', async () => {
    const { prober } = await runList('a.example,b.example,c.example', { [A]: always(404) });
    assert.deepEqual([A, B, C].map(prober.modules), [[M], [W, M], [W]]);
  });

  it('not where an error ends the walk before it', async () => {
    for (const answer of [403, 500, 'refused', 'silent'] as const) {
      const { prober } = await runList('a.example,b.example', { [A]: always(answer) });
      assert.deepEqual([A, B].map(prober.modules), [[M], [W]], String(answer));
    }
  });

  it('but where “|” lets go on after an error', async () => {
    const { prober } = await runList('a.example|b.example', { [A]: always(500) });
    assert.deepEqual([A, B].map(prober.modules), [[M], [W, M]]);
  });

  it('not behind an entry that never answers, “|” or not', async () => {
    const { prober } = await runList('a.example|b.example', { [A]: always('silent') });
    assert.deepEqual(prober.modules(B), [W]);
  });

  it('not behind `off` or `direct`', async () => {
    const off = await runList('a.example,off,b.example', { [A]: always(404) });
    assert.deepEqual(off.prober.modules(B), []);
    const direct = await runList('direct,a.example');
    assert.deepEqual([direct.prober.modules('direct'), direct.prober.modules(A)], [[M], []]);
  });

  it('direct only where the walk comes to it', async () => {
    assert.deepEqual((await runList('a.example,direct')).prober.modules('direct'), []);
    assert.deepEqual((await runList('a.example,direct', { [A]: always(404) })).prober.modules('direct'), [M]);
  });

  it('everybody for the well-known module where the workspace has none', async () => {
    const { prober } = await runList('a.example,b.example', { [A]: always(404) }, { sample: null });
    assert.deepEqual([A, B].map(prober.modules), [[W], [W]]);
    // Once is enough: the second question would be the same.
    assert.equal(prober.asked.filter(({ host }) => host === B).length, 3);
  });

  it('everybody for a module that the user named, private or not', async () => {
    const named = { named: [{ module: M, version: 'v1.2.3' }] };
    const { prober } = await runList('a.example,b.example,direct', {}, named);
    assert.deepEqual([A, B].map(prober.modules), [[M], [M]]);
    const covered = await runList('a.example,b.example', {}, { ...named, variables: { GOPRIVATE: 'example.com' } });
    assert.deepEqual([A, B, 'direct'].map(covered.prober.modules), [[M], [M], [M]]);
    assert.equal(covered.value.routes[0]?.isPrivate, true);
    assert.deepEqual(entries(covered), ['unreached -', 'unreached -']);
    assert.deepEqual(covered.value.verdict.entry, null);
  });

  it('the checksum database for the well-known module alone', async () => {
    const all = { sumdb: 'sum.test', named: [{ module: M, version: 'v1.2.3' }] };
    for (const question of [{ sumdb: 'sum.test' }, all]) {
      const { prober } = await runList('a.example,b.example', { [A]: always(404) }, question);
      const lookups = prober.asked.filter(({ path }) => path.startsWith('sumdb/sum.test/lookup/'));
      assert.deepEqual(new Set(lookups.map(({ path }) => path)), new Set([`sumdb/sum.test/lookup/${W}@v0.14.0`]));
      // Where `supported` is not answered with 200, nothing is looked up.
      assert.ok(!lookups.some(({ host }) => host === A));
    }
  });

  it('each entry once a sweep, side by side', async () => {
    const { prober, value } = await runList('a.example,b.example,c.example');
    assert.ok([A, B, C].every((host) => prober.asked.find((one) => one.host === host)?.at === 0));
    assert.deepEqual([...new Set(prober.asked.map(({ host, path }) => `${host}/${path}`))].length, prober.asked.length);
    assert.deepEqual(
      value.entries.map(({ evidence }) => evidence.length),
      [3, 3, 3],
    );
    assert.equal(prober.sweeps.length, 1);
    assert.equal((await runList('a.example', {}, { depth: 'quick' })).prober.asked.length, 2);
  });
});

describe('what is made of it', () => {
  const ROWS: readonly (readonly [list: string, script: Script, verdict: string, entries: readonly string[]])[] = [
    ['a.example,b.example', {}, 'ok 0', ['serves -', 'unreached -']],
    ['a.example,b.example', { [B]: always('refused') }, 'ok 0', ['serves -', 'unreached refused']],
    ['a.example,b.example', { [A]: always(404) }, 'ok 1', ['falls-through not-found', 'serves -']],
    ['a.example,b.example', { [A]: always(500) }, 'server-error 0', ['stops server-error', 'unreached -']],
    ['a.example|b.example', { [A]: always(500) }, 'ok 1', ['falls-through server-error', 'serves -']],
    ['a.example|b.example', { [A]: always('silent') }, 'stall 0 hangs', ['hangs stall', 'unreached -']],
    ['a.example,off', { [A]: always(404) }, 'goproxy-off 1', ['falls-through not-found', 'stops goproxy-off']],
    ['off', {}, 'goproxy-off 0', ['stops goproxy-off']],
    ['a.example,direct', { [A]: always(404) }, 'ok 1', ['falls-through not-found', 'serves -']],
    [
      'a.example,direct',
      { [A]: always(404), direct: always(404) },
      'not-found 1',
      ['falls-through not-found', 'stops not-found'],
    ],
    [
      'a.example,b.example',
      { [A]: always(404), [B]: forModule(M, 404) },
      'not-found 1',
      ['falls-through not-found', 'stops not-found'],
    ],
    [
      'a.example|b.example',
      { [A]: always({ problem: 'html' }) },
      'captive-portal 0',
      ['stops captive-portal', 'serves -'],
    ],
    ['a.example', { [A]: always({ ms: 2500 }) }, 'ok 0 slow', ['serves slow']],
    ['a.example', { [A]: always({ ms: 9000 }) }, 'ok 0 slow', ['serves slow']],
    // A list is not what go downloads by.
    ['a.example', { [A]: (request) => (request.kind === 'list' ? 403 : 200) }, 'ok 0', ['serves -']],
    ['a.example', { [A]: (request) => (request.kind === 'mod' ? 403 : 200) }, 'http-denied 0', ['stops http-denied']],
    [
      'a.example|b.example',
      { [A]: (request) => (request.kind === 'mod' ? 403 : 200) },
      'ok 1',
      ['serves http-denied', 'serves -'],
    ],
    ['a.example|b.example', { [A]: always(429) }, 'ok 1', ['falls-through rate-limited', 'serves -']],
  ];
  for (const [list, script, expected, actions] of ROWS) {
    it(`${list} ${Object.keys(script).join(' ')}: ${expected}`, async () => {
      const result = await runList(list, script);
      assert.equal(verdict(result), expected);
      assert.deepEqual(entries(result), actions);
    });
  }

  it('direct without git cannot serve', async () => {
    assert.equal(verdict(await runList('direct', {}, { hasGit: false })), 'vcs-missing 0');
  });

  it('the first named module that fails gives the verdict', async () => {
    const named = [
      { module: M, version: 'v1.2.3' },
      { module: 'example.com/gone', version: 'v1.0.0' },
    ];
    const result = await runList('a.example', { [A]: forModule('example.com/gone', 404) }, { named });
    assert.equal(verdict(result), 'not-found 0');
    assert.deepEqual(
      result.value.routes.map(({ module, walk }) => [module, walk.outcome.ok]),
      [
        [M, true],
        ['example.com/gone', false],
      ],
    );
  });

  it('a named module without a version is resolved as go does, from the list and else from @latest', async () => {
    const listed = (request: AskedRequest): Answer =>
      request.kind === 'list' ? { answers: 'v1.4.0' } : request.kind === 'latest' ? { answers: 'v9.0.0' } : 200;
    const unlisted = (request: AskedRequest): Answer =>
      request.kind === 'latest' ? { answers: 'v0.0.0-20240102030405-0123456789ab' } : 200;
    const named = [{ module: M, version: null }];
    const first = await runList('a.example', { [A]: listed }, { named });
    assert.deepEqual([verdict(first), first.value.routes[0]?.version], ['ok 0', 'v1.4.0']);
    const second = await runList('a.example', { [A]: unlisted }, { named });
    assert.equal(second.value.routes[0]?.version, 'v0.0.0-20240102030405-0123456789ab');
    const denied = await runList('a.example', { [A]: (request) => (request.kind === 'list' ? 403 : 200) }, { named });
    assert.equal(verdict(denied), 'http-denied 0');
    assert.ok(!denied.prober.asked.some(({ path }) => path.endsWith('.info')));
  });

  it('the checksum database through an entry: absent, good, a trap, unreachable', async () => {
    const seen = async (answers: Script[string]) => {
      const { value } = await runList('a.example', { [A]: answers }, { sumdb: 'sum.test' });
      const { supported, failure } = value.entries[0]?.sumdb ?? {};
      return [supported, failure?.code ?? null, failure?.detail ?? null, value.entries[0]?.failure ?? null];
    };
    assert.deepEqual(await seen(database(200)), [true, null, null, null]);
    assert.deepEqual(await seen(database(404)), [false, null, null, null]);
    assert.deepEqual(await seen(database(410)), [false, null, null, null]);
    assert.deepEqual(await seen(database(504)), [null, 'sumdb-unreachable', 'server-error', null]);
    assert.deepEqual(await seen(database('silent')), [null, 'sumdb-unreachable', 'stall', null]);
    assert.deepEqual(await seen(database(200, 410)), [true, 'sumdb-trap', 'not-found', null]);
    assert.deepEqual(await seen(database(200, { problem: 'html' })), [true, 'sumdb-trap', 'bad-content', null]);
    // go reads nothing of the answer to `supported`.
    assert.deepEqual(await seen(database({ problem: 'html' })), [true, null, null, null]);
  });
});

describe('how long it takes', () => {
  /** Beyond the time-out of one entry. */
  const SLACK = 500;

  it('one time-out for many silent entries', async () => {
    const list = Array.from({ length: 20 }, (_, at) => `e${at}.example`);
    const script = Object.fromEntries(list.map((host) => [host, always('silent')]));
    for (const separator of [',', '|']) {
      const { ms } = await runList(list.join(separator), script);
      assert.ok(ms <= 5000 + SLACK, `${ms}`);
    }
  });

  it('one time-out where the walk comes to entry after entry', async () => {
    const list = Array.from({ length: 20 }, (_, at) => `e${at}.example`);
    const script = Object.fromEntries(
      list.map((host) => [host, always({ ...{ exchange: { status: 404 } }, ms: 400 })]),
    );
    const { ms } = await runList(list.join(','), script);
    assert.ok(ms <= 5000 + SLACK, `${ms}`);
  });

  it('one time-out where a later entry falls silent at the second question', async () => {
    const late = { exchange: { status: 404 }, ms: 1500 };
    const result = await runList('a.example,b.example', { [A]: always(late), [B]: forModule(M, 'silent') });
    assert.ok(result.ms <= 5000 + SLACK, `${result.ms}`);
    assert.equal(verdict(result), 'ok 1');
  });

  it('a later entry is not convicted for what it had no time for', async () => {
    const late = { exchange: { status: 404 }, ms: 1600 };
    const soon = { exchange: { status: 404 }, ms: 100 };
    const spared = await runList('a.example,b.example', { [A]: always(late), [B]: forModule(M, 'silent') });
    assert.deepEqual([verdict(spared), entries(spared)[1]], ['ok 1', 'serves -']);
    assert.ok(spared.value.entries[1]?.evidence.every(({ request }) => request.module === W));
    const convicted = await runList('a.example,b.example', { [A]: always(soon), [B]: forModule(M, 'silent') });
    assert.deepEqual([verdict(convicted), entries(convicted)[1]], ['stall 1 hangs', 'hangs stall']);
  });

  it('an entry that would not be had is not asked again', async () => {
    for (const answer of ['refused', 'silent', 429] as const) {
      const { prober } = await runList('a.example,b.example', { [A]: always(404), [B]: always(answer) });
      assert.equal(prober.asked.filter(({ host }) => host === B).length, 1, String(answer));
    }
  });

  it('direct gets a fair time, even where the entries took all of it', async () => {
    const script = { [A]: always({ exchange: { status: 404 }, ms: 1700 }), direct: always('silent') };
    const result = await runList('a.example,direct', script);
    assert.ok(result.ms > 5000 + SLACK && result.ms <= 5000 + 1600, `${result.ms}`);
    assert.equal(verdict(result), 'stall 1 hangs');
  });

  it('the stall of a body is bounded by the time-out', async () => {
    const { prober } = await runList('a.example', {}, { timeout: 800, environment: { HTTPS_PROXY: 'http://p' } });
    assert.deepEqual(prober.sweeps, [{ stall: 800, environment: { HTTPS_PROXY: 'http://p' } }]);
  });
});

describe('cancelling', () => {
  /** Where the first round, the second question, the direct look and a named module are under way. */
  const STAGES: readonly (readonly [
    name: string,
    at: number,
    list: string,
    script: Script,
    more: Partial<ListQuestion>,
  ])[] = [
    ['before it begins', -1, 'a.example', {}, {}],
    ['in the first round', 15, 'a.example,b.example', { [B]: always('silent') }, {}],
    ['at the second question', 45, 'a.example,b.example', { [A]: always(404), [B]: forModule(M, 'silent') }, {}],
    ['at direct', 45, 'a.example,direct', { [A]: always(404), direct: always('silent') }, {}],
    ['at a named module', 15, 'a.example', { [A]: always('silent') }, { named: [{ module: M, version: 'v1.0.0' }] }],
  ];
  for (const [name, at, list, script, more] of STAGES) {
    it(`${name} rejects with the reason and closes the sweep`, async () => {
      const clock = new ManualClock();
      const prober = fakeProber(clock, script);
      const controller = new AbortController();
      const reason = new Error('the user pressed Escape');
      if (at < 0) controller.abort(reason);
      else clock.after(at, () => controller.abort(reason));
      const work = examineList(questionOf(list, more), prober, clock, controller.signal);
      await assert.rejects(drive(work, clock), (error) => error === reason);
      assert.equal(prober.open, 0);
      assert.equal(clock.next, null, 'a timer is left');
    });
  }

  it('a lost prober rejects as well, heard once', async () => {
    const clock = new ManualClock();
    const prober = fakeProber(clock, { [A]: always(404) });
    const lost = new Error('the probe worker ended');
    const sweep = prober.sweep.bind(prober);
    prober.sweep = (options) => ({ ...sweep(options), askEntry: () => Promise.reject(lost) });
    const work = examineList(questionOf('a.example,b.example'), prober, clock, new AbortController().signal);
    await assert.rejects(drive(work, clock), (error) => error === lost);
  });
});
