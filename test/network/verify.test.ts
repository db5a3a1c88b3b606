/** `verify` beside the real `go mod verify`, over module caches that go filled from the lab and that were then tampered with. */
import assert from 'node:assert/strict';
import { appendFile, cp, mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runGo } from '../lab/goRunner.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { type CliRunner, SYSTEM_NODE, startCliRunner } from './cliRunner.ts';
import { assertShape, type Shape } from './contractShapes.ts';

const VERIFY: Shape = {
  schema: '1',
  results: [{ module: 'string', version: 'string', zip: 'string?', mod: 'string?', ok: 'boolean', code: 'string?' }],
  faults: [{ file: 'string', line: 'number', reason: 'string' }],
};

/** It requires nothing. */
const D = 'example.test/d@v1.0.0';

describe('command line: verify', function () {
  this.timeout(60_000);
  let lab: Lab;
  let cli: CliRunner;
  let folder: string;
  let modCache: string;
  before(async () => {
    [lab, cli] = await Promise.all([startLab(), startCliRunner()]);
    await writeFile(path.join(cli.workspace, 'go.mod'), 'module consumer.test/app\n\nrequire example.test/d v1.0.0\n');
    folder = await mkdtemp(path.join(tmpdir(), 'goproxy-verify-test-'));
    const env = { GOMODCACHE: path.join(folder, 'good') };
    const { code, stderr } = await runGo(['mod', 'download', D], { goproxy: lab.urls.healthy, env });
    assert.equal(code, 0, stderr);
  });
  beforeEach(async () => {
    modCache = path.join(folder, 'cache');
    await cp(path.join(folder, 'good'), modCache, { recursive: true });
    await writeFile(path.join(cli.workspace, 'go.sum'), lab.modules.goSum([D]));
  });
  afterEach(() => rm(modCache, { recursive: true, force: true }));
  after(async () => {
    await Promise.all([cli.stop(), lab.stop()]);
    await rm(folder, { recursive: true, force: true });
  });

  const inCache = (extension: string) =>
    path.join(modCache, 'cache', 'download', 'example.test', 'd', '@v', `v1.0.0.${extension}`);

  function module() {
    const found = lab.modules.find('example.test/d', 'v1.0.0');
    assert.ok(found);
    return found;
  }

  async function json(code: number, args: readonly string[] = [], node = process.execPath) {
    const result = await cli.run(['verify', ...args, '--json'], { env: { GOMODCACHE: modCache }, node });
    assert.deepEqual([result.code, result.stderr], [code, '']);
    const document = JSON.parse(result.stdout);
    assertShape(document, VERIFY);
    assert.equal(document.results.length, 1);
    return document.results[0] as Readonly<Record<string, unknown>>;
  }

  const go = (args: readonly string[]) =>
    runGo(args, { goproxy: 'off', cwd: cli.workspace, env: { GOMODCACHE: modCache, GOFLAGS: '-mod=mod -modcacherw' } });

  const CACHES: readonly (readonly [name: string, tamper: () => Promise<void>, code: string | null, says: RegExp])[] = [
    ['an untouched cache', async () => {}, null, /all modules verified/],
    ['no archive any more', () => rm(inCache('zip')), null, /all modules verified/],
    ['another archive', () => writeFile(inCache('zip'), module().alteredZip), 'cache-damaged', /zip has been modified/],
    ['half an archive', () => truncate(inCache('zip'), 100), 'cache-damaged', /not a valid zip file/],
    ['another ziphash', () => writeFile(inCache('ziphash'), module().modHash), 'cache-damaged', /has been modified/],
    ['no ziphash', () => rm(inCache('ziphash')), 'cache-damaged', /missing ziphash/],
    [
      'a file changed after unpacking',
      () => appendFile(path.join(modCache, 'example.test', 'd@v1.0.0', 'go.mod'), '// changed\n'),
      'cache-damaged',
      /dir has been modified/,
    ],
    [
      'a file added after unpacking',
      () => writeFile(path.join(modCache, 'example.test', 'd@v1.0.0', 'added.go'), 'package d\n'),
      'cache-damaged',
      /dir has been modified/,
    ],
    [
      'a link that leads nowhere, after unpacking',
      () => symlink('nowhere', path.join(modCache, 'example.test', 'd@v1.0.0', 'link.go')),
      'cache-damaged',
      /no such file/,
    ],
    ['another go.mod', () => appendFile(inCache('mod'), '// changed\n'), 'checksum-mismatch', /checksum mismatch/],
  ];
  for (const [name, tamper, code, says] of CACHES) {
    it(`agrees with go mod verify: ${name}`, async () => {
      await tamper();
      const result = await json(code === null ? 0 : 1);
      assert.deepEqual([result.ok, result.code], [code === null, code]);
      const told = await go(['mod', 'verify']);
      assert.match(told.stdout + told.stderr, says);
      assert.equal(told.code, code === null ? 0 : 1);
    });
  }

  it('a go.sum with another hash, which go mod verify does not look at, and go mod download does', async () => {
    const { zipHash, modHash } = module();
    await writeFile(path.join(cli.workspace, 'go.sum'), lab.modules.goSum([D]).replace(zipHash, modHash));
    const result = await json(1);
    assert.deepEqual([result.code, result.zip, result.mod], ['checksum-mismatch', zipHash, modHash]);
    const told = await go(['mod', 'download']);
    assert.match(told.stderr, /checksum mismatch/);
  });

  it('what is not in the cache is no fault', async () => {
    await rm(modCache, { recursive: true });
    const { module: name, version, zip, mod, ok, code, proved } = await json(0);
    assert.deepEqual([name, version], ['example.test/d', 'v1.0.0']);
    assert.deepEqual([zip, mod, ok, code, proved], [null, null, true, null, null]);
  });

  for (const node of new Set([process.execPath, SYSTEM_NODE ?? process.execPath])) {
    it(`one archive, on ${node === process.execPath ? 'this Node' : 'the system’s'}`, async () => {
      const { zipHash, modHash } = module();
      const good = await json(0, [inCache('zip'), D], node);
      assert.deepEqual([good.zip, good.mod, good.ok, good.code], [zipHash, modHash, true, null]);
      await truncate(inCache('zip'), 100);
      const broken = await json(1, [inCache('zip'), D], node);
      assert.deepEqual([broken.zip, broken.ok, broken.code], [null, false, 'bad-content']);
    });
  }

  for (const name of ['example.test/old@v2.0.0+incompatible', 'example.test/Upper/MixedCase@v1.0.0']) {
    it(`one archive, with the hashes that go gives it: ${name}`, async () => {
      const env = { GOMODCACHE: modCache };
      const { stdout } = await runGo(['mod', 'download', '-json', name], { goproxy: lab.urls.healthy, env });
      const told = JSON.parse(stdout) as Readonly<Record<'Zip' | 'Sum' | 'GoModSum', string>>;
      const result = await json(0, [told.Zip, name]);
      assert.deepEqual([result.zip, result.mod], [told.Sum, told.GoModSum]);
    });
  }

  describe('in a workspace', () => {
    let root: string;
    beforeEach(async () => {
      root = await mkdtemp(path.join(folder, 'workspace-'));
      await writeFile(path.join(root, 'go.work'), 'go 1.21\n\nuse (\n\t./a\n\t./b\n)\n');
      for (const name of ['a', 'b']) {
        await mkdir(path.join(root, name));
        const requires = name === 'b' ? `\nrequire ${D.replace('@', ' ')}\n` : '';
        await writeFile(path.join(root, name, 'go.mod'), `module ${name}.test\n\ngo 1.21\n${requires}`);
      }
    });

    /** What stands in go.work.sum and in the go.sum of each module, as `good` or `bad`; where ours finds a contradiction. */
    const CASES: readonly (readonly [sums: Readonly<Record<string, string>>, found: string | null])[] = [
      [{ 'b/go.sum': 'good' }, null],
      [{ 'b/go.sum': 'bad' }, '../b/go.sum:1'],
      [{ 'a/go.sum': 'bad', 'b/go.sum': 'good' }, 'go.sum:1'],
      [{ 'a/go.sum': 'good', 'b/go.sum': 'good bad' }, '../b/go.sum:3'],
      [{ 'go.work.sum': 'good', 'b/go.sum': 'bad' }, null],
      [{ 'go.work.sum': 'good bad', 'b/go.sum': 'bad' }, null],
      [{ 'go.work.sum': 'bad good', 'b/go.sum': 'good' }, '../go.work.sum:1'],
    ];
    for (const [sums, found] of CASES) {
      it(`${JSON.stringify(sums)}: ${found ?? 'good'}, as go says`, async () => {
        const good = lab.modules.goSum([D]);
        const { zipHash, modHash } = module();
        const texts = { good, bad: good.replace(zipHash, modHash) } as const;
        for (const [name, words] of Object.entries(sums)) {
          const text = words.split(' ').map((word) => texts[word as keyof typeof texts]);
          await writeFile(path.join(root, name), text.join(''));
        }
        const inside = path.join(root, 'a');
        const result = await cli.run(['verify', '--json', '--cwd', inside], { env: { GOMODCACHE: modCache } });
        const document = JSON.parse(result.stdout);
        const [one] = document.results;
        const place = one.line === null ? null : `${one.line.file}:${one.line.line}`;
        assert.deepEqual([result.code, place], [found === null ? 0 : 1, found]);
        const env = { GOMODCACHE: modCache, GOWORK: path.join(root, 'go.work') };
        const told = await runGo(['mod', 'download', D], { goproxy: 'off', cwd: inside, env });
        assert.equal(/checksum mismatch/.test(told.stderr), found !== null, told.stderr);
      });
    }

    it('none of its sums can be read', async () => {
      const { code, stderr } = await cli.run(['verify', '--cwd', root]);
      assert.equal(code, 3);
      assert.match(stderr, /go\.work\.sum cannot be read/);
    });
  });

  it('lines that go cannot read, and what editors and merges leave, with their places', async () => {
    const text = `\ufeff${lab.modules.goSum([D])}<<<<<<< HEAD\nodd\nexample.test/x v1.0.0 h1:odd\nexample.test/x v1.0.0 h2:x\n`;
    await writeFile(path.join(cli.workspace, 'go.sum'), text);
    const { code, stdout } = await cli.run(['verify', '--json'], { env: { GOMODCACHE: modCache } });
    const told = JSON.parse(stdout).faults.map(({ line, reason }: Record<string, unknown>) => `${line} ${reason}`);
    assert.deepEqual(told, ['1 byte-order-mark', '3 conflict-marker', '4 malformed', '5 bad-hash', '6 unknown-hash']);
    assert.equal(code, 1);
    const words = await cli.run(['verify'], { env: { GOMODCACHE: modCache } });
    for (const says of [
      /go\.sum, line 1: a byte order mark/,
      /line 3: a mark that a merge/,
      /line 4: not a line that go/,
    ])
      assert.match(words.stdout, says);
    assert.doesNotMatch(words.stdout, /line 6/);
  });

  it('says it in words', async () => {
    await writeFile(inCache('zip'), module().alteredZip);
    const { code, stdout } = await cli.run(['verify'], { env: { GOMODCACHE: modCache } });
    assert.equal(code, 1);
    assert.match(stdout, /example\.test\/d@v1\.0\.0: its archive in the module cache was changed/);
  });

  it('wrong calls, and what cannot be found out: one line each', async () => {
    const calls: readonly (readonly [args: readonly string[], code: number, says: RegExp])[] = [
      [[inCache('zip')], 2, /verify FILE\.zip PATH@VERSION/],
      [[inCache('zip'), 'example.test/d'], 2, /no exact version/],
      [[path.join(folder, 'absent.zip'), D], 2, /absent\.zip cannot be read/],
      [['--cwd', folder], 3, /no go\.mod/],
    ];
    for (const [args, code, says] of calls) {
      const result = await cli.run(['verify', ...args]);
      assert.deepEqual([result.code, result.stdout], [code, ''], args.join(' '));
      assert.match(result.stderr, says);
      assert.equal(result.stderr.trim().split('\n').length, 1);
    }
    await rm(path.join(cli.workspace, 'go.sum'));
    const result = await cli.run(['verify']);
    assert.equal(result.code, 3);
    assert.match(result.stderr, /go\.sum cannot be read/);
  });
});
