/** Files of the cache: written beside an answer, sealed, and never given away damaged. */
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { copying } from '../../../../src/relay/cache/copying.ts';
import { Draft } from '../../../../src/relay/cache/draft.ts';
import { readKept } from '../../../../src/relay/cache/keptFile.ts';
import { HELD } from '../../../../src/relay/openArchive.ts';
import { until } from '../../../support/until.ts';

const KEY = 'a'.repeat(64);
const OTHER = 'b'.repeat(64);
const LARGE = HELD + 3_000_000;

describe('relay: a file of the cache', () => {
  let folder: string;
  let place: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'goproxy-kept-file-'));
    place = path.join(folder, KEY);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const draft = (most = 1 << 30) => new Draft(path.join(folder, 'draft.tmp'), most);
  const sumOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  async function keep(bytes: Uint8Array, sha256 = sumOf(bytes)): Promise<void> {
    const one = draft();
    for (let at = 0; at < bytes.length; at += 1 << 20) {
      one.write(bytes.subarray(at, at + (1 << 20)));
      assert.equal(await one.written(), null);
    }
    assert.equal(await one.keepAs(place, KEY, sha256), null);
  }
  async function read(key = KEY): Promise<Buffer | string> {
    const kept = await readKept(place, key);
    if (!kept.ok) return kept.error;
    const { body } = kept.value;
    return body instanceof Readable ? Buffer.concat(await body.toArray()) : Buffer.from(body);
  }

  for (const size of [0, 1, 5_000, HELD, LARGE]) {
    it(`${size} bytes come back as they were`, async () => {
      const bytes = randomBytes(size);
      await keep(bytes);
      assert.ok(bytes.equals((await read()) as Buffer));
      assert.equal((await stat(place)).mode & 0o777, 0o600);
      assert.deepEqual(await readdir(folder), [KEY]);
    });
  }

  /** Without its bytes: the message of a failure would hold them all. */
  async function state(key = KEY): Promise<string> {
    const found = await read(key);
    return typeof found === 'string' ? found : 'sound';
  }

  it('any byte that is another is seen, and any end that is missing', async () => {
    await keep(randomBytes(40));
    const sound = await readFile(place);
    for (let at = 0; at < sound.length; at++) {
      const damaged = Buffer.from(sound);
      damaged.writeUInt8(damaged.readUInt8(at) ^ 1, at);
      await writeFile(place, damaged);
      assert.equal(await state(), 'damaged', `byte ${at}`);
      await writeFile(place, sound.subarray(0, at));
      assert.equal(await state(), 'damaged', `cut at ${at}`);
    }
    await writeFile(place, Buffer.concat([sound, Buffer.from('\n')]));
    assert.equal(await state(), 'damaged', 'longer');
  });

  it('a large one is looked at whole before its first byte is given', async () => {
    await keep(randomBytes(LARGE));
    const sound = await readFile(place);
    for (const at of [0, HELD, LARGE - 1, LARGE + 10]) {
      const damaged = Buffer.from(sound);
      damaged.writeUInt8(damaged.readUInt8(at) ^ 128, at);
      await writeFile(place, damaged);
      assert.equal(await state(), 'damaged', `byte ${at}`);
    }
    await writeFile(place, sound.subarray(0, LARGE - 1));
    assert.equal(await state(), 'damaged');
  });

  it('another key’s file is no answer, nor one that is not there', async () => {
    await keep(Buffer.from('module m.test\n'));
    assert.equal(await state(OTHER), 'damaged');
    await rm(place);
    assert.equal(await state(), 'absent');
  });

  it('a use is noted, so that it is not the next to go', async () => {
    await keep(Buffer.from('module m.test\n'));
    const past = new Date(Date.now() - 3_600_000);
    await utimes(place, past, past);
    await read();
    assert.ok(Date.now() - (await stat(place)).mtimeMs < 60_000);
  });

  it('a draft that is dropped, too large or behind a slow disk leaves nothing', async () => {
    const dropped = draft();
    dropped.write(randomBytes(10));
    await dropped.drop();
    const large = draft(10);
    large.write(randomBytes(11));
    assert.equal(await large.written(), 'too-large');
    assert.equal(await large.keepAs(place, KEY, sumOf(Buffer.alloc(0))), 'too-large');
    const slow = draft();
    for (let at = 0; at < 9; at++) slow.write(Buffer.alloc(1 << 20));
    assert.equal(await slow.written(), 'too-slow');
    await slow.drop();
    assert.deepEqual(await readdir(folder), []);
  });

  it('a folder that is gone is told, and nothing else happens', async () => {
    const nowhere = new Draft(path.join(folder, 'gone', 'draft.tmp'), 100);
    nowhere.write(randomBytes(10));
    assert.equal(await nowhere.written(), 'ENOENT');
    await nowhere.drop();
  });

  describe('a copy of what passes by', () => {
    it('is whole when the last byte has passed', async () => {
      const bytes = randomBytes(300_000);
      const one = draft();
      let whole = 0;
      const passed = copying(Readable.from([bytes.subarray(0, 1000), bytes.subarray(1000)]), one, () => whole++);
      assert.ok(bytes.equals(Buffer.concat(await passed.toArray())));
      assert.equal(whole, 1);
      assert.equal(await one.keepAs(place, KEY, sumOf(bytes)), null);
      assert.ok(bytes.equals((await read()) as Buffer));
    });

    it('is gone where the body breaks, and who reads it is told', async () => {
      const broken = Readable.from(
        (async function* () {
          yield randomBytes(1000);
          throw new Error('cut');
        })(),
      );
      const passed = copying(broken, draft(), () => assert.fail('it is not whole'));
      await assert.rejects(passed.toArray(), /cut/);
      await until(async () => (await readdir(folder)).length === 0, 'nothing is left');
    });

    it('is gone where the reader goes away, and the body is let go of', async () => {
      const body = new Readable({ read: () => undefined });
      body.push(randomBytes(1000));
      const passed = copying(body, draft(), () => assert.fail('it is not whole'));
      const reading = pipeline(passed, async (source) => {
        for await (const _ of source) throw new Error('gone');
      });
      await assert.rejects(reading, /gone/);
      await until(async () => (await readdir(folder)).length === 0 && body.destroyed, 'nothing is left');
    });
  });
});
