/** `import` with the real go: what nobody vouches for and what go refuses never reaches the real cache. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ImportQuestion } from '../../../src/integrity/import/importQuestion.ts';
import { goSumLines } from '../../lab/content/modules.ts';
import { runGo } from '../../lab/goRunner.ts';
import { databaseOf, told, useImportRig, zipOf } from './importRig.ts';

const SUM = 'h1:N6ERsI38WILt588+Wjonbvswj67+aEhQ0VvbOHV8KDM=';
const MOD = 'h1:c7eb1HtAGcXC5xl8fDvw0SlSffdsUomPvNZGVXleRQ4=';
const PREFIX = 'example.com/m@v1.0.0/';
const OWN = { 'go.mod': 'module example.com/m\n\ngo 1.19\n', 'm.go': 'package m\n\nconst X = 1\n' };
const GO_SUM = `example.com/m v1.0.0 ${SUM}\nexample.com/m v1.0.0/go.mod ${MOD}\n`;

describe('import', function () {
  this.timeout(60_000);
  const rig = useImportRig();
  const one = async (file: string, change?: Partial<ImportQuestion>) => told(await rig.take([file], change)).modules[0];
  const own = async () => rig.write('m.zip', await zipOf(OWN, PREFIX));

  it('takes what the database proves, byte for byte, and go builds from it without a network', async () => {
    const e = rig.module('example.test/e@v1.0.0');
    const taken = await one(await rig.write('e.zip', e.zip));
    assert.deepEqual(
      { ...taken, before: null },
      {
        module: e.path,
        version: e.version,
        hasZip: true,
        sum: e.zipHash,
        ok: true,
        code: null,
        detail: null,
        proof: 'database',
        words: null,
        before: null,
      },
    );
    assert.deepEqual(taken?.before, []);
    const kept = path.join(rig.cache, 'cache', 'download', 'example.test', 'e', '@v', 'v1.0.0.zip');
    assert.deepEqual(await readFile(kept), e.zip);
    const env = { GOMODCACHE: rig.cache };
    const { code, stdout } = await runGo(['mod', 'download', '-json', `${e.path}@${e.version}`], {
      goproxy: 'off',
      env,
    });
    assert.equal(code, 0, stdout);
  });

  it('takes what go.sum proves, and asks nobody', async () => {
    const taken = await one(await own(), { goSum: GO_SUM });
    assert.deepEqual([taken?.ok, taken?.proof, taken?.sum], [true, 'go.sum', SUM]);
    assert.deepEqual(rig.lab.requests('sumdb-good'), []);
  });

  it('refuses what go.sum has otherwise, before the database is asked, and takes what came with it', async () => {
    const e = rig.module('example.test/e@v1.0.0');
    const d = rig.module('example.test/d@v1.0.0');
    const files = [await rig.write('e.zip', e.alteredZip), await rig.write('d.zip', d.zip)];
    const goSum = `${goSumLines(e)}${goSumLines(d)}`;
    const { modules } = told(await rig.take(files, { goSum }));
    const [bad, good] = modules;
    assert.deepEqual([bad?.code, bad?.detail], ['checksum-mismatch', 'go.sum']);
    assert.match(bad?.words ?? '', /SECURITY ERROR/);
    assert.deepEqual([good?.ok, good?.proof], [true, 'go.sum']);
    assert.deepEqual(rig.lab.requests('sumdb-good'), []);
    assert.equal(
      Object.keys(await rig.tree()).some((name) => name.includes('/e/')),
      false,
    );
  });

  it('refuses what the database does not know, unless told to do without', async () => {
    const refused = await one(await own());
    assert.deepEqual([refused?.ok, refused?.code, refused?.detail], [false, 'sumdb-unreachable', 'unknown']);
    assert.deepEqual(await rig.tree(), {});
    const taken = await one(await own(), { unproved: true });
    assert.deepEqual([taken?.ok, taken?.proof, taken?.sum], [true, null, SUM]);
  });

  it('never takes what the database has otherwise, whatever it is told', async () => {
    const e = rig.module('example.test/e@v1.0.0');
    const refused = await one(await rig.write('e.zip', e.alteredZip), { unproved: true });
    assert.deepEqual([refused?.ok, refused?.code], [false, 'checksum-mismatch']);
    assert.deepEqual(await rig.tree(), {});
  });

  const database = (settings: Partial<ImportQuestion['database']['settings']>) => {
    const all = databaseOf(rig.lab.urls['sumdb-good'], rig.lab.sumdbKey);
    return { ...all, settings: { ...all.settings, ...settings } };
  };
  for (const [detail, code, settings] of [
    ['private', 'sumdb-unreachable', { GOPRIVATE: 'example.com' }],
    ['off', 'sumdb-unreachable', { GOSUMDB: 'off' }],
    ['invalid', 'goproxy-invalid', { GOSUMDB: 'nobody.test+1+x' }],
  ] as const) {
    it(`nobody vouches for it (${detail}): asks nobody, and wants a yes`, async () => {
      const refused = await one(await own(), { database: database(settings) });
      assert.deepEqual([refused?.ok, refused?.code, refused?.detail], [false, code, detail]);
      assert.deepEqual(await rig.tree(), {});
      assert.deepEqual(rig.lab.requests('sumdb-good'), []);
      const taken = await one(await own(), { database: database(settings), unproved: true });
      assert.deepEqual([taken?.ok, taken?.proof], [true, null]);
    });
  }

  it('says what the cache holds otherwise, and leaves it', async () => {
    const e = rig.module('example.test/e@v1.0.0');
    const altered = await rig.write('altered.zip', e.alteredZip);
    await one(altered, { database: database({ GOSUMDB: 'off' }), unproved: true });
    const before = await rig.tree();
    const refused = await one(await rig.write('e.zip', e.zip));
    assert.deepEqual([refused?.ok, refused?.code], [false, 'cache-damaged']);
    const after = await rig.tree();
    for (const [name, content] of Object.entries(before)) assert.equal(after[name], content, name);
  });

  it('keeps a cache writable for who has said so', async () => {
    const { zip } = rig.module('example.test/e@v1.0.0');
    const file = await rig.write('e.zip', zip);
    await one(file, { env: { ...rig.env, GOFLAGS: '-v -modcacherw' } });
    const { mode } = await import('node:fs').then((fs) =>
      fs.statSync(path.join(rig.cache, 'example.test', 'e@v1.0.0')),
    );
    assert.equal(mode & 0o200, 0o200);
  });

  it('is no module archive', async () => {
    const answer = await rig.take([await rig.write('m.zip', await zipOf({ 'a.txt': 'x' }, ''))]);
    assert.equal(answer.ok ? null : answer.error.code, 'not-a-module');
  });
});
