/** `verify` of much: memory stays bounded, and a cache that is worth several threads is verified by them. */
import assert from 'node:assert/strict';
import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { runGo } from '../lab/goRunner.ts';
import { noise, writeLargeZip } from '../support/largeZip.ts';
import { craftZip } from '../unit/goproxy/craftZip.ts';
import { type CliRunner, SYSTEM_NODE, startCliRunner } from './cliRunner.ts';

const MB = 1 << 20;
const BIG = 'example.test/big@v1.0.0';
/** Of the whole process. */
const MAX_MEMORY = 150 * MB;
/** Prints the peak at the end: of this program, where the system's own figure is also that of who started it. */
const MEMORY = `import { readFileSync } from 'node:fs';
process.on('exit', () => process.stderr.write(/VmHWM:.*/.exec(readFileSync('/proc/self/status', 'latin1'))[0]));`;
const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(MEMORY)}`;

describe('command line: verify, much', function () {
  this.timeout(180_000);
  let cli: CliRunner;
  let folder: string;
  before(async () => {
    cli = await startCliRunner();
    folder = await mkdtemp(path.join(tmpdir(), 'goproxy-verify-large-'));
  });
  after(async () => {
    await cli.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const SHAPES: readonly (readonly [name: string, count: number, size: number, method: 0 | 8])[] = [
    ['small files', 3000, 100 << 10, 8],
    ['what is inflated in one go', 320, 960 << 10, 8],
    ['what is inflated as a stream', 43, 7 * MB, 8],
    ['one file', 1, 300 * MB, 8],
    ['stored files', 150, 2 * MB, 0],
  ];
  for (const node of new Set([process.execPath, SYSTEM_NODE ?? process.execPath])) {
    // Only Linux tells the peak.
    for (const [name, count, size, method] of process.platform === 'linux' ? SHAPES : []) {
      it(`300 MB in 150 MB of memory: ${name}, on ${node === process.execPath ? 'this Node' : 'the system’s'}`, async () => {
        const file = path.join(folder, 'big.zip');
        await writeLargeZip(file, BIG, { files: count, size, method });
        const result = await cli.run(['verify', file, BIG], { node, env: { NODE_OPTIONS } });
        assert.equal(result.code, 0, result.stdout);
        const peak = Number(/VmHWM:\s*(\d+) kB/.exec(result.stderr)?.[1]) << 10;
        assert.ok(peak > 0 && peak < MAX_MEMORY, `${Math.round(peak / MB)} MB`);
      });
    }
  }

  it('many modules, with threads: as many results, and the two that were tampered with', async () => {
    const names = Array.from({ length: 60 }, (_, at) => `example.test/m${at}`);
    const proxy = path.join(folder, 'proxy');
    for (const name of names) {
      const staged = path.join(proxy, ...name.split('/'), '@v');
      await mkdir(staged, { recursive: true });
      await writeFile(path.join(staged, 'v1.0.0.info'), '{"Version":"v1.0.0"}');
      await writeFile(path.join(staged, 'v1.0.0.mod'), `module ${name}\n`);
      const files = ['a.go', 'b.go'].map((file) => ({ name: `${name}@v1.0.0/${file}`, content: noise(MB) }));
      await writeFile(path.join(staged, 'v1.0.0.zip'), craftZip(files));
    }
    const requires = names.map((name) => `require ${name} v1.0.0\n`).join('');
    await writeFile(path.join(cli.workspace, 'go.mod'), `module consumer.test/app\n\n${requires}`);
    const cache = path.join(folder, 'cache');
    const env = { GOMODCACHE: cache, GOFLAGS: '-mod=mod -modcacherw' };
    const go = { goproxy: pathToFileURL(proxy).href, cwd: cli.workspace, env };
    assert.equal((await runGo(['mod', 'download'], go)).code, 0);
    const verify = async () => {
      const { code, stdout, stderr } = await cli.run(['verify', '--json'], { env: { GOMODCACHE: cache } });
      assert.equal(stderr, '');
      const { results } = JSON.parse(stdout) as { results: { module: string; ok: boolean; detail: string | null }[] };
      assert.deepEqual(new Set(results.map(({ module }) => module)), new Set(names));
      return [code, ...results.flatMap(({ module, ok, detail }) => (ok ? [] : [`${module} ${detail}`]))];
    };
    assert.deepEqual(await verify(), [0]);
    await appendFile(path.join(cache, 'example.test', 'm7@v1.0.0', 'b.go'), 'x');
    await appendFile(path.join(cache, 'cache', 'download', 'example.test', 'm41', '@v', 'v1.0.0.ziphash'), 'x');
    assert.deepEqual((await verify()).sort(), [1, 'example.test/m41 ziphash', 'example.test/m7 folder']);
    const { stderr } = await runGo(['mod', 'verify'], go);
    for (const says of [/m41 .*zip has been modified/, /m7 .*dir has been modified/]) assert.match(stderr, says);
  });
});
