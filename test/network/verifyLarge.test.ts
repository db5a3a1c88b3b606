/** `verify` of much: memory stays bounded, and a cache that is worth several threads is verified by them. */
import assert from 'node:assert/strict';
import { appendFile, mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { runGo } from '../lab/goRunner.ts';
import { type CraftedFile, craftZip } from '../unit/goproxy/craftZip.ts';
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
        await writeLarge(file, count, size, method);
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

/** Bytes that do not pack. */
function noise(size: number): Buffer {
  const bytes = new Uint32Array(size / 4);
  let state = 2463534242;
  for (let at = 0; at < bytes.length; at++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes[at] = state;
  }
  return Buffer.from(bytes.buffer);
}

/** Writes an archive without ever having it in memory. Its files have the same content. */
async function writeLarge(file: string, count: number, size: number, method: 0 | 8): Promise<void> {
  const content = Buffer.alloc(size, noise(MB));
  const packed = method === 8 ? deflateRawSync(content, { level: 0 }) : content;
  const one = (at: number): CraftedFile => ({
    name: `${BIG}/${String(at).padStart(6, '0')}`,
    content,
    method,
    packed,
  });
  const first = craftZip([one(0)]);
  const headerAt = first.readUInt32LE(first.length - 6);
  const end = first.length - 22;
  const local = Buffer.from(first.subarray(0, headerAt));
  const header = Buffer.from(first.subarray(headerAt, end));
  const nameAt = BIG.length + 1;
  const handle = await open(file, 'w');
  try {
    const headers: Buffer[] = [];
    for (let at = 0; at < count; at++) {
      const digits = String(at).padStart(6, '0');
      local.write(digits, 30 + nameAt);
      header.write(digits, 46 + nameAt);
      header.writeUInt32LE(at * headerAt, 42);
      headers.push(Buffer.from(header));
      await handle.write(local);
    }
    const record = Buffer.from(first.subarray(end));
    for (const field of [8, 10]) record.writeUInt16LE(count, field);
    record.writeUInt32LE(count * header.length, 12);
    record.writeUInt32LE(count * headerAt, 16);
    await handle.write(Buffer.concat([...headers, record]));
  } finally {
    await handle.close();
  }
}
