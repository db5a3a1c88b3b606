/** Every kind of source, and what the real go makes of it: source code is rebuilt into the very archive that go builds itself. */
import assert from 'node:assert/strict';
import { cp, mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { parseModuleQuery } from '../../../src/goproxy/module/version.ts';
import type { ImportQuestion } from '../../../src/integrity/import/importQuestion.ts';
import { goSumLines } from '../../lab/content/modules.ts';
import { runGo } from '../../lab/goRunner.ts';
import { makeRepository, type RepositoryFiles, ROOT } from './gitRepository.ts';
import { told, useImportRig, zipOf } from './importRig.ts';

const VENDORED = {
  'vendor/x/x.go': 'package x\n',
  'vendor/modules.txt': '# x\n',
  'nested/vendor/y/y.go': 'package y\n',
  'nested/vendor/v.go': 'package v\n',
  'a/vendor/b/vendor/c.go': 'package c\n',
};

interface Row {
  readonly files: RepositoryFiles;
  readonly tag: string;
  /** M@V that go is asked for. */
  readonly name: string;
  /** --module, where the archive does not tell. */
  readonly named?: string;
}

const mod = (module: string, go = '1.21') => `module ${module}\n\ngo ${go}\n`;
const CODE = { 'a.go': 'package shop\n', 'b/b.go': 'package b\n' };

const REPOSITORIES: Readonly<Record<string, Row>> = {
  'a module in the root': { files: { 'go.mod': mod(ROOT), ...CODE }, tag: 'v1.2.3', name: `${ROOT}@v1.2.3` },
  'a pre-release': { files: { 'go.mod': mod(ROOT), ...CODE }, tag: 'v1.2.3-rc.1', name: `${ROOT}@v1.2.3-rc.1` },
  'links, and what hg inserts': {
    files: { 'go.mod': mod(ROOT), ...CODE, 'link.go': '-> a.go', '.hg_archival.txt': 'x', '.gitignore': 'b\n' },
    tag: 'v1.0.0',
    name: `${ROOT}@v1.0.0`,
  },
  'vendored packages, as up to go 1.23': {
    files: { 'go.mod': mod(ROOT, '1.23.4'), ...CODE, ...VENDORED },
    tag: 'v1.0.0',
    name: `${ROOT}@v1.0.0`,
  },
  'vendored packages, as from go 1.24 on': {
    files: { 'go.mod': mod(ROOT, '1.24'), ...CODE, ...VENDORED },
    tag: 'v1.0.0',
    name: `${ROOT}@v1.0.0`,
  },
  'modules below the root are left out': {
    files: {
      'go.mod': mod(ROOT),
      ...CODE,
      'sub/go.mod': mod(`${ROOT}/sub`),
      'sub/s.go': 'package s\n',
      'sub/deep/t.go': 'package t\n',
      'other/go.mod': 'nonsense',
      'other/o.go': 'package o\n',
    },
    tag: 'v0.1.0',
    name: `${ROOT}@v0.1.0`,
  },
  'a module below the root, with the LICENSE of the whole': {
    files: { 'go.mod': mod(ROOT), LICENSE: 'L\n', 'sub/go.mod': mod(`${ROOT}/sub`), 'sub/s.go': 'package s\n' },
    tag: 'sub/v1.4.0',
    name: `${ROOT}/sub@v1.4.0`,
  },
  'a module below the root, with a LICENSE of its own': {
    files: {
      LICENSE: 'L\n',
      'x/sub/go.mod': mod(`${ROOT}/x/sub`),
      'x/sub/LICENSE': 'own\n',
      'x/sub/s.go': 'package s\n',
    },
    tag: 'x/sub/v1.4.0',
    name: `${ROOT}/x/sub@v1.4.0`,
  },
  'a second major version in the root': {
    files: { 'go.mod': mod(`${ROOT}/v2`), ...CODE },
    tag: 'v2.0.1',
    name: `${ROOT}/v2@v2.0.1`,
  },
  'a second major version in a folder': {
    files: {
      'go.mod': mod(ROOT),
      ...CODE,
      LICENSE: 'L\n',
      'v2/go.mod': mod(`${ROOT}/v2`),
      'v2/a.go': 'package shop\n',
    },
    tag: 'v2.0.1',
    name: `${ROOT}/v2@v2.0.1`,
  },
  'without a go.mod': { files: CODE, tag: 'v1.0.0', name: `${ROOT}@v1.0.0`, named: `${ROOT}@v1.0.0` },
  'without a go.mod, and with a second major version': {
    files: CODE,
    tag: 'v3.1.0',
    name: `${ROOT}@v3.1.0+incompatible`,
    named: `${ROOT}@v3.1.0+incompatible`,
  },
  'the one of several that is named': {
    files: { 'go.mod': mod(ROOT), ...CODE, 'sub/go.mod': mod(`${ROOT}/sub`), 'sub/s.go': 'package s\n' },
    tag: 'sub/v1.4.0',
    name: `${ROOT}/sub@v1.4.0`,
    named: `${ROOT}/sub`,
  },
};

describe('import of source code', function () {
  this.timeout(60_000);
  const rig = useImportRig();
  for (const [title, { files, tag, name, named }] of Object.entries(REPOSITORIES)) {
    it(title, async () => {
      const repository = makeRepository(rig.folder, files, [tag]);
      const file = await rig.write('source.zip', repository.archive(tag));
      const sum = await repository.goSum(name);
      const change = { unproved: true, named: named === undefined ? null : parseModuleQuery(named) };
      const { modules, kinds } = told(await rig.take([file], change));
      assert.deepEqual(kinds, ['source-archive']);
      assert.deepEqual(
        modules.map((one) => [`${one.module}@${one.version}`, one.sum, one.ok, one.words]),
        [[name, sum, true, null]],
      );
    });
  }

  it('a folder with a repository is read like its archive', async () => {
    const repository = makeRepository(rig.folder, { 'go.mod': mod(ROOT), ...CODE, 'l.go': '-> a.go' }, ['v1.0.0']);
    const change = { unproved: true, named: parseModuleQuery(`${ROOT}@v1.0.0`) };
    const { modules, kinds } = told(await rig.take([path.join(rig.folder, 'shop.git')], change));
    assert.deepEqual(kinds, ['module-folder']);
    assert.equal(modules[0]?.sum, await repository.goSum(`${ROOT}@v1.0.0`));
  });

  const fault = async (source: string, change: Partial<ImportQuestion> = {}) => {
    const answer = await rig.take([source], change);
    assert.ok(!answer.ok);
    return answer.error;
  };
  it('asks for the version where none is told, and for the module where none is', async () => {
    const unnamed = await rig.write('x.zip', await zipOf({ 'go.mod': mod(ROOT), ...CODE }, 'shop-0123456789abcdef/'));
    assert.deepEqual(await fault(unnamed), { code: 'unnamed', source: unnamed, module: ROOT, detail: null });
    const bare = await rig.write('y.zip', await zipOf(CODE, 'shop-1.0.0/'));
    assert.deepEqual(await fault(bare), { code: 'unnamed', source: bare, module: null, detail: null });
  });
  it('knows that it is another module, no .zip, or none at all', async () => {
    const other = await rig.write('x.zip', await zipOf({ 'go.mod': mod('git.test/other'), ...CODE }, 'shop-1.0.0/'));
    assert.equal((await fault(other, { named: parseModuleQuery(`${ROOT}@v1.0.0`) })).code, 'other-module');
    assert.equal((await fault(await rig.write('x.tar.gz', Buffer.from([0x1f, 0x8b, 8, 0])))).code, 'tar');
    assert.equal((await fault(await rig.write('x.txt', 'text'))).code, 'not-a-module');
    assert.equal((await fault(path.join(rig.folder, 'nowhere'))).code, 'unreadable');
    await mkdir(path.join(rig.folder, 'empty'));
    assert.equal((await fault(path.join(rig.folder, 'empty'))).code, 'nothing');
  });
});

describe('import of folders', function () {
  this.timeout(60_000);
  const rig = useImportRig();
  const NAMES = [
    'example.test/b@v1.0.0',
    'example.test/Upper/MixedCase@v1.0.0',
    'example.test/old@v2.0.0+incompatible',
  ];
  /** A module cache that the real go has filled from the lab. */
  async function colleaguesCache(names: readonly string[], sumdb = true): Promise<string> {
    const folder = path.join(rig.folder, 'colleague', 'mod');
    const env = { GOMODCACHE: folder, ...(sumdb ? { GOSUMDB: rig.lab.sumdbKey } : {}) };
    const { code, stderr } = await runGo(['mod', 'download', ...names], { goproxy: rig.lab.urls['sumdb-good'], env });
    assert.equal(code, 0, stderr);
    rig.lab.reset();
    return folder;
  }
  const list = (modules: readonly { module: string; version: string; ok: boolean; proof: string | null }[]) =>
    modules.map(({ module, version, ok, proof }) => [`${module}@${version}`, ok, proof]);

  for (const below of [[], ['cache', 'download']]) {
    it(`a colleague's module cache${below.length > 0 ? ', its downloads alone' : ''}: proved by what the database told him`, async () => {
      const folder = path.join(await colleaguesCache(NAMES), ...below);
      const { modules, kinds } = told(await rig.take([folder]));
      assert.deepEqual(kinds, ['module-cache']);
      assert.deepEqual(list(modules).sort(), NAMES.map((name) => [name, true, 'database']).sort());
      assert.deepEqual(rig.lab.requests('sumdb-good'), []);
    });
  }

  it("of a colleague's cache what go.sum lists is taken, and where it lists a go.mod that alone", async () => {
    const folder = await colleaguesCache([...NAMES, 'example.test/e@v1.0.0'], false);
    const b = rig.module('example.test/b@v1.0.0');
    const e = rig.module('example.test/e@v1.0.0');
    const goSum = `${goSumLines(b)}${e.path} ${e.version}/go.mod ${e.modHash}\n`;
    const { modules } = told(await rig.take([folder], { goSum }));
    assert.deepEqual(
      modules.map(({ module, hasZip, ok, proof }) => [module, hasZip, ok, proof]),
      [
        [b.path, true, true, 'go.sum'],
        [e.path, false, true, 'go.sum'],
      ],
    );
    const names = Object.keys(await rig.tree()).filter((name) => name.includes('example.test/e'));
    assert.ok(names.some((name) => name.endsWith('/@v/v1.0.0.mod')));
    assert.ok(!names.some((name) => name.endsWith('.zip')));
  });

  it('the one that is named', async () => {
    const folder = await colleaguesCache(NAMES);
    const { modules } = told(await rig.take([folder], { named: parseModuleQuery('example.test/b') }));
    assert.deepEqual(list(modules), [['example.test/b@v1.0.0', true, 'database']]);
    const answer = await rig.take([folder], { named: parseModuleQuery('example.test/b@v9.0.0') });
    assert.equal(answer.ok ? null : answer.error.code, 'nothing');
  });

  it('an extracted module', async () => {
    const cache = await colleaguesCache(NAMES);
    const upper = path.join(rig.folder, 'MixedCase@v1.0.0');
    await cp(path.join(cache, 'example.test', '!upper', '!mixed!case@v1.0.0'), upper, { recursive: true });
    const { modules, kinds } = told(await rig.take([upper]));
    assert.deepEqual(kinds, ['module-folder']);
    assert.deepEqual(list(modules), [['example.test/Upper/MixedCase@v1.0.0', true, 'database']]);
  });

  it('files named like a proxy’s, with the folders that tell the module and without', async () => {
    const b = rig.module('example.test/b@v1.0.0');
    await rig.write('tree/example.test/b/@v/v1.0.0.zip', b.zip);
    await rig.write('tree/example.test/b/@v/v1.0.0.mod', b.goMod);
    await rig.write('tree/example.test/b/@v/list', 'v1.0.0\n');
    const tree = told(await rig.take([path.join(rig.folder, 'tree')]));
    assert.deepEqual(
      [tree.kinds, list(tree.modules)],
      [['proxy-files'], [['example.test/b@v1.0.0', true, 'database']]],
    );
    const d = rig.module('example.test/d@v1.0.0');
    await rig.write('loose/v1.0.0.zip', d.zip);
    await rig.write('loose/v1.0.0.info', '{"Version":"v1.0.0","Time":"2024-01-02T03:04:05Z"}');
    const named = parseModuleQuery('example.test/d@v1.0.0');
    const loose = told(await rig.take([path.join(rig.folder, 'loose')], { named }));
    assert.deepEqual(list(loose.modules), [['example.test/d@v1.0.0', true, 'database']]);
  });

  it('a folder of archives, among other things, and several sources at once', async () => {
    const folder = path.join(rig.folder, 'Downloads');
    for (const name of ['b', 'd', 'e'])
      await rig.write(`Downloads/${name}.zip`, rig.module(`example.test/${name}@v1.0.0`).zip);
    await rig.write('Downloads/photos.zip', await zipOf({ 'a.jpg': 'x', 'b.jpg': 'y' }, ''));
    await rig.write('Downloads/letter.txt', 'x');
    await rename(path.join(folder, 'e.zip'), path.join(rig.folder, 'e.zip'));
    const { modules, kinds } = told(await rig.take([folder, path.join(rig.folder, 'e.zip')]));
    assert.deepEqual(kinds, ['proxy-files', 'module-archive']);
    const wanted = ['b', 'd', 'e'].map((name) => [`example.test/${name}@v1.0.0`, true, 'database']);
    assert.deepEqual(list(modules).sort(), wanted);
    const one = told(await rig.take([folder], { named: parseModuleQuery('example.test/d@v1.0.0') }));
    assert.deepEqual(list(one.modules), wanted.slice(1, 2));
  });
});
