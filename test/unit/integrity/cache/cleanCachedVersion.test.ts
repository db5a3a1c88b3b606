/** One version deleted from a module cache that the real go has filled: just that one, and go fetches it again. */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, renameSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { nodeWritableFiles } from '../../../../src/base/writableFiles.ts';
import { escapePath } from '../../../../src/goproxy/module/modulePath.ts';
import { cleanCachedVersion } from '../../../../src/integrity/cache/cleanCachedVersion.ts';
import { buildModules } from '../../../lab/content/modules.ts';
import { type ChangeHome, makeChangeHome, NEVER } from '../../remedies/changeHome.ts';

describe('cleanCachedVersion', function () {
  this.timeout(20_000);
  let home: ChangeHome;
  let modcache: string;
  const download = (...names: string[]) =>
    home.go(['mod', 'download', ...names], {
      GOPROXY: `file://${path.join(home.folder, 'tree')}`,
      GOMODCACHE: modcache,
    });
  const clean = (module: string, version: string, cache = modcache) =>
    cleanCachedVersion({ modcache: cache, module, version }, { files: nodeWritableFiles }, NEVER);
  const names = () => readdirSync(modcache, { recursive: true, encoding: 'utf8' }).sort();

  beforeEach(async () => {
    home = makeChangeHome();
    modcache = path.join(home.folder, 'mod');
    for (const { path: module, version, time, goMod, zip } of (await buildModules()).all) {
      const base = path.join(home.folder, 'tree', escapePath(module) ?? '', '@v', version);
      home.put(`${base}.info`, JSON.stringify({ Version: version, Time: time }));
      home.put(`${base}.mod`, goMod);
      home.put(`${base}.zip`, zip);
    }
    download('example.test/d@v1.0.0', 'example.test/d@v1.1.0', 'example.test/Upper/MixedCase@v1.0.0');
  });
  afterEach(() => home.remove());

  it('deletes one version’s files and folder, and nothing else', async () => {
    assert.equal(statSync(path.join(modcache, 'example.test', 'd@v1.0.0')).mode & 0o222, 0, 'go makes it read-only');
    const before = names();
    const versions = path.join(modcache, 'cache', 'download', 'example.test', 'd', '@v');
    for (const name of ['v1.0.0.zip123.tmp', 'v1.0.0.partial', 'v1.0.0-rc.1.info', 'v1.0.00.info', 'list'])
      writeFileSync(path.join(versions, name), '');
    const result = await clean('example.test/d', 'v1.0.0');
    assert.ok(result.ok && result.value.length > 5);
    const gone = before.filter((name) => !names().includes(name));
    assert.ok(
      gone.every((name) => /(?:d@v1\.0\.0(?:\/|$)|d\/@v\/v1\.0\.0\.\w+$)/.test(name)),
      gone.join(),
    );
    assert.deepEqual(
      names().filter((name) => name.includes('v1.0.0') && name.includes('/d/')),
      ['cache/download/example.test/d/@v/v1.0.0-rc.1.info', 'cache/download/example.test/d/@v/v1.0.00.info'],
    );
    download('example.test/d@v1.0.0');
    assert.deepEqual(
      gone.filter((name) => !names().includes(name)),
      [],
    );
  });

  it('finds escaped paths, and what is not there', async () => {
    const result = await clean('example.test/Upper/MixedCase', 'v1.0.0');
    assert.ok(result.ok && result.value.some((file) => file.includes('!upper/!mixed!case@v1.0.0')));
    assert.deepEqual(await clean('example.test/Upper/MixedCase', 'v1.0.0'), { ok: true, value: [] });
  });

  it('refuses what is no module and version, and what is no cache', async () => {
    const before = names();
    for (const [module, version, cache] of [
      ['../d', 'v1.0.0'],
      ['example.test/../d', 'v1.0.0'],
      ['example.test/d', '../v1.0.0'],
      ['example.test/d', 'v1'],
      ['example.test/d', 'latest'],
      ['example.test/d', ''],
      ['example.test/d', 'v1.0.0/../v1.1.0'],
      ['', 'v1.0.0'],
      ['example.test/d', 'v1.0.0', 'mod'],
      ['example.test/d', 'v1.0.0', path.join(home.folder, 'none')],
      ['example.test/d', 'v1.0.0', ''],
    ] as const) {
      const result = await clean(module, version, cache);
      assert.ok(!result.ok && result.error.code === 'not-allowed', `${module}@${version} ${cache}`);
    }
    assert.deepEqual(names(), before);
  });

  it('does not follow links out of the cache', async () => {
    const outside = path.join(home.folder, 'outside');
    for (const place of [['example.test'], ['cache', 'download', 'example.test', 'd'], ['example.test', 'd@v1.0.0']]) {
      const from = path.join(modcache, ...place);
      renameSync(from, outside);
      symlinkSync(outside, from);
      const before = home.picture();
      const result = await clean('example.test/d', 'v1.0.0');
      assert.ok(!result.ok && result.error.code === 'not-allowed', place.join('/'));
      assert.deepEqual(home.picture(), before);
      assert.equal(await nodeWritableFiles.remove(from), null);
      renameSync(outside, from);
    }
    // A link within the folder is removed itself.
    const victim = path.join(home.folder, 'victim');
    mkdirSync(victim);
    writeFileSync(path.join(victim, 'file'), '');
    symlinkSync(victim, path.join(modcache, 'example.test', 'd@v1.0.0', 'link'));
    assert.ok((await clean('example.test/d', 'v1.0.0')).ok);
    assert.deepEqual(readdirSync(victim), ['file']);
  });

  it('takes a cache that is itself behind a link', async () => {
    const link = path.join(home.folder, 'link');
    symlinkSync(modcache, link);
    const result = await clean('example.test/d', 'v1.0.0', link);
    assert.ok(result.ok && result.value.length > 0);
  });
});
