/** What is made of the answers: the verdict, and what go does at each entry. */
import assert from 'node:assert/strict';
import type { AskedRequest } from '../../../../src/goproxy/probe/evidence.ts';
import type { Answer, Script } from '../fakeProber.ts';
import { SAMPLE } from '../question.ts';
import { always, database, entryWords, forModule, runList, verdictWords } from '../runList.ts';

const M = SAMPLE.module;
const A = 'a.example';
const B = 'b.example';

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
      assert.equal(verdictWords(result), expected);
      assert.deepEqual(entryWords(result), actions);
    });
  }

  it('direct without git cannot serve', async () => {
    assert.equal(verdictWords(await runList('direct', {}, { hasGit: false })), 'vcs-missing 0');
  });

  it('the first named module that fails gives the verdict', async () => {
    const named = [
      { module: M, version: 'v1.2.3' },
      { module: 'example.com/gone', version: 'v1.0.0' },
    ];
    const result = await runList('a.example', { [A]: forModule('example.com/gone', 404) }, { named });
    assert.equal(verdictWords(result), 'not-found 0');
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
    assert.deepEqual([verdictWords(first), first.value.routes[0]?.version], ['ok 0', 'v1.4.0']);
    const second = await runList('a.example', { [A]: unlisted }, { named });
    assert.equal(second.value.routes[0]?.version, 'v0.0.0-20240102030405-0123456789ab');
    const denied = await runList('a.example', { [A]: (request) => (request.kind === 'list' ? 403 : 200) }, { named });
    assert.equal(verdictWords(denied), 'http-denied 0');
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
