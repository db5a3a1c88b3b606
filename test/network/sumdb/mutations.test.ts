/** Every byte of a recorded proof, changed in three ways: none of it is believed, and no change means nothing. */
import assert from 'node:assert/strict';
import type { SumdbClient } from '../../../src/integrity/sumdb/sumdbClient.ts';
import { sumdbClient } from '../../support/sumdbClients.ts';
import { NEVER } from '../fixtures/client.ts';
import { type RecordedMirror, readRecordedMirror } from './recordedMirror.ts';

/** Near the head of its tree, where tiles are narrow; and another record that comes with the same head. */
const SUBJECT = ['golang.org/x/mod', 'v0.39.0'] as const;
const NEIGHBOUR = ['github.com/pkg/errors', 'v0.8.0'] as const;

const PATHS = [
  '/lookup/golang.org/x/mod@v0.39.0',
  // The edge of the tree, which its hash proves.
  '/tile/8/3/000.p/3',
  '/tile/8/2/003.p/245',
  '/tile/8/1/x001/013.p/42',
  '/tile/8/0/x259/370.p/1',
  // The way down to the record: INNER.
  '/tile/8/1/906',
  '/tile/8/0/x232/076',
] as const;
const INNER: readonly string[] = PATHS.slice(-2);

describe('a recorded proof', function () {
  this.timeout(120_000);
  let mirror: RecordedMirror;
  /** What is answered in the place of a path. */
  let wrong: { readonly path: string; readonly bytes: Buffer };
  let asked: string[];
  before(async () => {
    mirror = await readRecordedMirror();
  });
  beforeEach(() => {
    asked = [];
    wrong = { path: '', bytes: Buffer.alloc(0) };
  });

  function newClient(): SumdbClient {
    return sumdbClient('sum.golang.org', {
      read(path, signal) {
        asked.push(path);
        return path === wrong.path
          ? Promise.resolve({ ok: true, value: wrong.bytes })
          : mirror.source.read(path, signal);
      },
    });
  }

  it('is made of these answers', async () => {
    const found = await newClient().lookUp(...SUBJECT, NEVER);
    assert.ok(found.ok);
    assert.deepEqual(asked, PATHS);
  });

  for (const path of PATHS) {
    it(`${path}: each changed byte is noticed`, async () => {
      const answer = await mirror.source.read(path, NEVER);
      assert.ok(answer.ok);
      const { value } = answer;
      // Of what failed, a client keeps the head alone: each of these starts anew with the tiles, but not with those of its neighbour.
      const client = newClient();
      if (INNER.includes(path)) await client.lookUp(...NEIGHBOUR, NEVER);
      asked = [];
      let count = 0;
      for (const [at, byte] of value.entries()) {
        for (const other of new Set([byte ^ 1, byte ^ 0x80, (byte + 1) % 256])) {
          wrong = { path, bytes: Buffer.from(value) };
          wrong.bytes[at] = other;
          const found = await client.lookUp(...SUBJECT, NEVER);
          assert.ok(!found.ok, `byte ${at} became ${other}`);
          count += 1;
        }
      }
      assert.equal(asked.filter((one) => one === path).length, count);
      wrong = { path: '', bytes: Buffer.alloc(0) };
      assert.ok((await client.lookUp(...SUBJECT, NEVER)).ok);
    });
  }
});
