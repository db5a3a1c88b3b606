/** A large archive whose connection breaks: gone on with from the same entry, or broken off so that go knows. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Lab, startLab } from '../../lab/lab.ts';
import { type RunningRelay, runRelay } from './runningRelay.ts';

/** Beyond what the relay holds before it answers. */
const SIZE = 12 << 20;
const ARCHIVE = Buffer.alloc(SIZE);
for (let at = 0; at < SIZE; at += 4) ARCHIVE.writeUInt32LE((at * 2_654_435_761) % 2 ** 32, at);
ARCHIVE.write('PK\u0003\u0004', 0, 'latin1');
const PATH = 'example.test/huge/@v/v1.0.0.zip';

interface Behaviour {
  /** Bytes after which each connection breaks; it serves the rest where there are none left. */
  readonly breaks: readonly number[];
  readonly etag: string | null;
  /** Answers a Range with 206 unless false: then the whole again. */
  readonly ranges?: boolean;
  /** The archive that a second request finds. */
  readonly later?: Buffer;
}

describe('relay: an archive that breaks off', function () {
  this.timeout(30_000);
  let lab: Lab;
  let server: Server | null = null;
  let relay: RunningRelay | null = null;
  const ranges: (string | undefined)[] = [];
  before(async () => {
    lab = await startLab();
  });
  afterEach(async () => {
    await relay?.close();
    server?.closeAllConnections();
    server?.close();
    ranges.length = 0;
  });
  after(() => lab.stop());

  async function start({ breaks, etag, ranges: hasRanges = true, later = ARCHIVE }: Behaviour): Promise<string> {
    const left = [...breaks];
    server = createServer((request, response) => {
      const { range, 'if-range': ifRange } = request.headers;
      const archive = ranges.length === 0 ? ARCHIVE : later;
      ranges.push(range);
      const from = hasRanges && ifRange === etag ? Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0) : 0;
      const part = archive.subarray(from);
      const content = from === 0 ? {} : { 'content-range': `bytes ${from}-${archive.length - 1}/${archive.length}` };
      const tag = etag === null ? {} : { etag };
      response.writeHead(from === 0 ? 200 : 206, { 'content-length': part.length, ...content, ...tag });
      const end = left.shift();
      if (end === undefined) response.end(part);
      else response.write(part.subarray(0, end), () => response.socket?.end());
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    relay = await runRelay(lab, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    return `${relay.url}/${PATH}`;
  }

  const sum = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  const read = async (url: string) => new Uint8Array(await (await fetch(url)).arrayBuffer());

  it('goes on at the byte where it broke, however often', async () => {
    const url = await start({ breaks: [5 << 20, 1 << 20, 2 << 20], etag: '"one"' });
    assert.equal(sum(await read(url)), sum(ARCHIVE));
    assert.deepEqual([ranges.length, ranges[0]], [4, undefined]);
    for (const range of ranges.slice(1)) assert.match(range ?? '', /^bytes=\d+-$/);
  });

  it('never mixes: a changed file, no validator, a server without ranges', async () => {
    const other = Buffer.from(ARCHIVE).fill(7, SIZE - 10);
    const cases: readonly Behaviour[] = [
      { breaks: [5 << 20], etag: null },
      { breaks: [5 << 20], etag: '"one"', ranges: false },
      { breaks: [5 << 20], etag: 'W/"weak"' },
      { breaks: [5 << 20], etag: '"one"', later: other.subarray(0, SIZE - 1) },
    ];
    for (const [at, behaviour] of cases.entries()) {
      const url = await start(behaviour);
      await assert.rejects(read(url), /terminated|aborted|closed/, `case ${at}`);
      await relay?.close();
      server?.closeAllConnections();
      server?.close();
      ranges.length = 0;
    }
  });

  it('what broke before anything was promised is asked for again by itself', async () => {
    const url = await start({ breaks: [1 << 20], etag: null });
    assert.equal(sum(await read(url)), sum(ARCHIVE));
  });
});
