/** Who is asked for what: architecture decision 11, and one question a sweep. */
import assert from 'node:assert/strict';
import { WELL_KNOWN } from '../../../../src/goproxy/module/sample.ts';
import { SAMPLE } from '../question.ts';
import { always, entryWords, runList } from '../runList.ts';

const M = SAMPLE.module;
const W = WELL_KNOWN.module;
const A = 'a.example';
const B = 'b.example';
const C = 'c.example';

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
    assert.deepEqual(entryWords(covered), ['unreached -', 'unreached -']);
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
