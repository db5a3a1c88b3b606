/** From what was seen to findings: which, how bad, about which entry, and in which order. */
import assert from 'node:assert/strict';
import { isProblem } from '../../../src/doctor/examination.ts';
import type { LayerFailure } from '../../../src/doctor/finding.ts';
import { findingsOf } from '../../../src/doctor/findings.ts';
import type { ListQuestion } from '../../../src/doctor/list/listQuestion.ts';
import { type NetworkExamination, NOTHING_SEEN } from '../../../src/doctor/network/networkExamination.ts';
import type { Setting } from '../../../src/gocmd/env/setting.ts';
import { parseList } from '../../../src/goproxy/list/list.ts';
import type { Script } from './fakeProber.ts';
import { listOf, SAMPLE } from './question.ts';
import { always, database, forModule, runList } from './runList.ts';

const A = 'a.example';
const B = 'b.example';
const C = 'c.example';
const REMEDIES = { current: { value: '', store: null }, publicMirrors: [], shell: 'posix' } as const;

/** `severity code entry` a finding, in their order. */
async function found(
  list: string,
  script: Script = {},
  more: Partial<ListQuestion> = {},
  network: NetworkExamination = NOTHING_SEEN,
): Promise<string[]> {
  const { value } = await runList(list, script, more);
  const findings = findingsOf({
    list: listOf(list),
    listFault: null,
    examined: value,
    network,
    graph: [],
    setting: null,
    remedies: REMEDIES,
  });
  for (const { remedies } of findings) assert.ok(remedies.length > 0);
  return findings.map(({ severity, code, entry }) => `${severity} ${code} ${entry}`);
}

describe('findings', () => {
  it('are none where all is well, or “not found” is all that an entry says', async () => {
    assert.deepEqual(await found('a.example,b.example,direct'), []);
    assert.deepEqual(await found('a.example,b.example', { [A]: always(404) }), []);
    assert.deepEqual(await found('a.example,b.example', { [A]: always(410), [B]: always({ ms: 300 }) }), []);
  });

  it('are errors where go meets them, and warnings where it does not', async () => {
    assert.deepEqual(await found('a.example,b.example', { [A]: always(500) }), ['error server-error 0']);
    assert.deepEqual(await found('a.example|b.example', { [A]: always(500) }), ['error server-error 0']);
    assert.deepEqual(await found('a.example,b.example', { [B]: always(500) }), ['warning server-error 1']);
    assert.deepEqual(await found('a.example|b.example', { [A]: always('silent'), [B]: always('refused') }), [
      'error stall 0',
      'warning refused 1',
    ]);
    assert.deepEqual(await found('a.example,b.example', { [A]: always({ ms: 2500 }) }), ['warning slow 0']);
  });

  it('take a web server’s “not found” for a fault', async () => {
    const page = always({ exchange: { status: 404, contentType: 'text/html' } });
    assert.deepEqual(await found('a.example,b.example', { [A]: page }), ['error not-found 0']);
  });

  it('name what ends the walk where no entry’s own failure does', async () => {
    assert.deepEqual(await found('a.example,off', { [A]: always(404) }), ['error goproxy-off 1']);
    assert.deepEqual(await found('a.example,b.example', { [A]: always(404), [B]: forModule(SAMPLE.module, 404) }), [
      'error not-found 1',
    ]);
    assert.deepEqual(await found('direct', {}, { hasGit: false }), ['error vcs-missing 0']);
  });

  it('name the module only where it is not the list that fails', async () => {
    const named = [{ module: 'example.com/private', version: 'v1.0.0' }];
    const question = { named, variables: { GOPRIVATE: 'example.com' }, hasGit: false };
    const { value } = await runList('a.example', {}, question);
    const findings = findingsOf({
      list: listOf('a.example'),
      listFault: null,
      examined: value,
      network: NOTHING_SEEN,
      graph: [],
      setting: null,
      remedies: REMEDIES,
    });
    assert.deepEqual(
      findings.map(({ code, entry, module }) => [code, entry, module]),
      [['vcs-missing', null, 'example.com/private']],
    );
  });

  it('put the worst first', async () => {
    const script = { [A]: always({ ms: 2500 }), [B]: always(500), [C]: always('refused') };
    assert.deepEqual(await found('a.example|b.example|c.example', script), [
      'warning slow 0',
      'warning server-error 1',
      'warning refused 2',
    ]);
    const later = { [A]: always({ ms: 2500, exchange: { status: 404 } }), [B]: always(500) };
    assert.equal((await found('a.example,b.example', later))[0], 'error server-error 1');
  });

  it('of an entry that serves are what is odd below it, each as much as it costs', async () => {
    const below = (...failures: readonly Omit<LayerFailure, 'layer'>[]) => ({
      entries: new Map([[0, failures.map((failure) => ({ ...failure, layer: 'names' as const }))]]),
      machine: [],
    });
    const dead = (seconds: string) => ({ code: 'dns', detail: 'dns-one-server-dead', facts: { seconds } }) as const;
    const ruledOut = { code: 'tls', detail: 'x509-expired', facts: {} } as const;
    assert.deepEqual(await found('a.example,b.example', {}, {}, below(dead('0'), ruledOut)), ['info dns 0']);
    assert.deepEqual(await found('a.example,b.example', {}, {}, below(dead('5'))), ['warning dns 0']);
    const beside = await found('a.example,b.example', { [A]: always(500) }, {}, below(dead('0')));
    assert.deepEqual(beside, ['error server-error 0', 'warning dns 0']);
  });

  describe('of the checksum database', () => {
    const sumdb = { sumdb: 'sum.test' };
    const trap = database(200, 410);
    const gone = database(404);
    const down = database(503);
    const silent = database('silent');
    const ROWS: readonly (readonly [list: string, script: Script, found: readonly string[]])[] = [
      ['a.example', { [A]: gone }, []],
      ['a.example', { [A]: trap }, ['error sumdb-trap 0']],
      ['a.example,b.example', { [B]: trap }, ['warning sumdb-trap 1']],
      // Who serves the module does not matter: go's search for the database goes on to the second entry.
      ['a.example,b.example', { [A]: gone, [B]: trap }, ['error sumdb-trap 1']],
      ['a.example,b.example', { [A]: down }, ['error sumdb-unreachable 0']],
      ['a.example|b.example', { [A]: down }, ['warning sumdb-unreachable 0']],
      ['a.example|b.example', { [A]: silent }, ['error sumdb-unreachable 0']],
      // Behind the last one go asks the database itself only where `direct` allows it.
      ['a.example|direct', { [A]: down }, ['warning sumdb-unreachable 0']],
      ['a.example|off', { [A]: down }, ['error sumdb-unreachable 0']],
      ['a.example', { [A]: down }, ['error sumdb-unreachable 0']],
      ['a.example,b.example', { [A]: down, [B]: trap }, ['error sumdb-unreachable 0', 'warning sumdb-trap 1']],
      ['a.example,b.example', { [A]: always(500), [B]: trap }, ['error server-error 0', 'warning sumdb-trap 1']],
      ['a.example|b.example', { [A]: always('refused'), [B]: trap }, ['error refused 0', 'error sumdb-trap 1']],
    ];
    for (const [list, script, expected] of ROWS) {
      it(`${list}: ${expected.join(', ') || 'none'}`, async () =>
        assert.deepEqual(await found(list, script, sumdb), expected));
    }
  });

  it('of an invalid list and of a hidden setting need no examination', () => {
    const setting: Setting = {
      name: 'GOPROXY',
      value: 'x',
      origin: 'os-env',
      masked: [{ origin: 'go-env-file', value: 'https://a.example' }],
    };
    const parsed = parseList('https://a.example,x');
    const listFault = parsed.ok ? null : parsed.error;
    const findings = findingsOf({
      list: null,
      listFault,
      examined: null,
      network: NOTHING_SEEN,
      graph: [],
      setting,
      remedies: REMEDIES,
    });
    assert.deepEqual(
      findings.map(({ severity, code, detail, entry }) => [severity, code, detail, entry]),
      [
        ['error', 'goproxy-invalid', 'missing-scheme', 1],
        ['warning', 'setting-masked', 'os-env', null],
      ],
    );
  });

  it('make a problem of an examination where one is an error', () => {
    const verdict = { ok: true, servedBy: 0, entry: 0, failure: null, hangs: false };
    const finding = { code: 'sumdb-trap', detail: null, entry: 0, module: null, remedies: [] } as const;
    const one = (ok: boolean, severity: 'error' | 'warning') =>
      isProblem({ verdict: { ...verdict, ok }, findings: [{ ...finding, severity }] } as never);
    assert.deepEqual([one(true, 'warning'), one(true, 'error'), one(false, 'warning')], [false, true, true]);
  });
});
