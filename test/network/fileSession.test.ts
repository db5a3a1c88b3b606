/** file:// entries: an outcome for whatever lies below the path. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client, outcome, text } from './fixtures/client.ts';

const client = new Client();

describe('a file:// entry', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'file-entry-'));
    mkdirSync(join(folder, 'm', '@v'), { recursive: true });
    writeFileSync(join(folder, 'm', '@v', 'list'), 'v1.0.0\nv1.1.0\n');
    writeFileSync(join(folder, 'm', '@v', 'v1.0.0 ü.mod'), 'module m\n');
    writeFileSync(join(folder, 'empty'), '');
    symlinkSync('loop', join(folder, 'loop'));
  });
  after(() => rmSync(folder, { recursive: true }));
  afterEach(() => client.close());

  const at = (path: string) => `${pathToFileURL(folder)}/${path}`;

  it('is read', async () => {
    const exchange = await client.get(at('m/@v/list'));
    assert.deepEqual([outcome(exchange), text(exchange), exchange.bodyComplete], ['200', 'v1.0.0\nv1.1.0\n', true]);
    assert.deepEqual([exchange.httpVersion, exchange.addresses, exchange.bytes], [null, [], 0]);
    assert.ok(exchange.phases.firstByte !== null && exchange.phases.connect === null);
    assert.equal(text(await client.get(at('m/@v/v1.0.0%20%C3%BC.mod'))), 'module m\n');
    assert.equal(text(await client.get(at('m/@v/list').replace('file://', 'file://localhost'))), 'v1.0.0\nv1.1.0\n');
    assert.equal(outcome(await client.get(at('empty'))), '200');
  });

  it('is read up to the cap', async () => {
    const exact = await client.get(at('m/@v/list'), { maxBody: 14 });
    assert.deepEqual([exact.body.length, exact.bodyComplete], [14, true]);
    const cut = await client.get(at('m/@v/list'), { maxBody: 6 });
    assert.deepEqual([text(cut), cut.bodyComplete, cut.fault], ['v1.0.0', false, null]);
  });

  it('is handed to a sink piece by piece, up to the cap', async () => {
    const content = Buffer.alloc(200_000, 'abc');
    writeFileSync(join(folder, 'large'), content);
    for (const maxBody of [199_999, 200_000]) {
      const took: Buffer[] = [];
      const sink = (piece: Uint8Array) => void took.push(Buffer.from(piece));
      const exchange = await client.get(at('large'), { maxBody, sink });
      assert.deepEqual([exchange.status, exchange.body.length, exchange.bodyComplete], [200, 0, maxBody === 200_000]);
      assert.ok(Buffer.concat(took).equals(content.subarray(0, maxBody)));
      assert.ok(took.length > 2);
    }
  });

  it('answers 404 and 403 as a server would', async () => {
    assert.equal(outcome(await client.get(at('gone/@v/list'))), '404');
    if (process.getuid?.() === 0 || process.platform === 'win32') return;
    const secret = join(folder, 'secret');
    writeFileSync(secret, 'x');
    chmodSync(secret, 0);
    assert.equal(outcome(await client.get(at('secret'))), '403');
  });

  it('is no folder, no pipe, no device, and no file as a folder', async () => {
    assert.equal(outcome(await client.get(at('m/@v'))), 'invalid-url/first-byte/file-not-regular');
    assert.equal(outcome(await client.get(at('m/@v/list/x'))), 'invalid-url/first-byte/file-enotdir');
    assert.equal(outcome(await client.get(at('loop'))), 'invalid-url/first-byte/file-eloop');
    if (process.platform === 'win32') return;
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    assert.equal(outcome(await client.get(at('pipe'))), 'invalid-url/first-byte/file-not-regular');
    assert.equal(outcome(await client.get('file:///dev/zero')), 'invalid-url/first-byte/file-not-regular');
  });

  for (const [url, detail] of [
    ['file://elsewhere/x', 'file-host'],
    ['file:///a%00b', 'file-path'],
    ['file:///a%2Fb', 'file-path'],
  ] as const) {
    it(`refuses ${url}: ${detail}`, async function () {
      if (process.platform === 'win32') this.skip();
      assert.equal(outcome(await client.get(url)), `invalid-url/lookup/${detail}`);
    });
  }

  it('ends when aborted', async () => {
    await assert.rejects(client.get(at('empty'), { signal: AbortSignal.abort(new Error('enough')) }), /enough/);
  });
});
