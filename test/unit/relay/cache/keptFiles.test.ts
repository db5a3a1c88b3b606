/** The folder of the cache: its size, what dead processes left, and what makes it unusable. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { LockOwners } from '../../../../src/base/shared/lockOwner.ts';
import { nodeWritableFiles } from '../../../../src/base/writableFiles.ts';
import { type CacheTrouble, KeptFiles } from '../../../../src/relay/cache/keptFiles.ts';
import { until } from '../../../support/until.ts';

const BLOCK = 4096;
const keyOf = (name: string) => createHash('sha256').update(name).digest('hex');

describe('relay: the folder of the cache', () => {
  let home: string;
  let folder: string;
  let told: CacheTrouble[];
  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'goproxy-kept-files-'));
    folder = path.join(home, 'above', 'relay');
    told = [];
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  function open(limit: number, running: (owner: string) => boolean | null = () => true): KeptFiles {
    const owners: LockOwners = {
      own: async () => 'this one',
      of: async () => '',
      isRunning: async (owner) => running(owner),
    };
    const onTrouble = (trouble: CacheTrouble) => void told.push(trouble);
    const files = new KeptFiles(folder, { files: nodeWritableFiles, owners, onTrouble });
    files.resize(limit);
    return files;
  }
  async function keep(files: KeptFiles, name: string, size = 100): Promise<void> {
    await files.has(keyOf(name));
    const draft = files.draft(size);
    assert.ok(draft !== null, name);
    const bytes = Buffer.alloc(size, name);
    draft.write(bytes);
    await files.keep(draft, keyOf(name), createHash('sha256').update(bytes).digest('hex'));
  }
  const age = (name: string, minutes: number) => {
    const then = new Date(Date.now() - minutes * 60_000);
    return utimes(path.join(folder, keyOf(name)), then, then);
  };

  it('is this user’s alone, also above', async () => {
    await keep(open(1 << 20), 'a');
    for (const one of [folder, path.dirname(folder)]) assert.equal((await stat(one)).mode & 0o777, 0o700);
  });

  it('what was not used for longest goes first, and a tenth is freed at once', async () => {
    const files = open(20 * BLOCK);
    const names = Array.from({ length: 20 }, (_, at) => `m${at}`);
    for (const [at, name] of names.entries()) {
      await keep(files, name);
      await age(name, 100 - at);
    }
    // It is the oldest, and used now.
    assert.notEqual(await files.read(keyOf('m0')), null);
    await keep(files, 'one more');
    const left = await Promise.all([...names, 'one more'].map((name) => files.has(keyOf(name))));
    assert.deepEqual(
      left.flatMap((isThere, at) => (isThere ? [] : [at])),
      [1, 2, 3],
    );
  });

  it('what others have laid there counts too, by and by', async () => {
    const [one, other] = [open(20 * BLOCK), open(20 * BLOCK)];
    for (let at = 0; at < 30; at++) await keep(at % 2 === 0 ? one : other, `m${at}`);
    assert.ok((await readdir(folder)).length <= 22);
  });

  it('one file takes no more than a quarter', async () => {
    const files = open(40_000);
    await files.has(keyOf('a'));
    assert.equal(files.draft(10_001), null);
    const draft = files.draft(10_000);
    assert.notEqual(draft, null);
    await draft?.drop();
  });

  it('without a size nothing is read, kept or made', async () => {
    const files = open(1 << 20);
    await keep(files, 'a');
    files.resize(0);
    assert.equal(await files.read(keyOf('a')), null);
    assert.equal(files.draft(1), null);
    files.resize(1 << 20);
    assert.notEqual(await files.read(keyOf('a')), null);
    folder = path.join(home, 'other');
    assert.equal(await open(0).has(keyOf('a')), false);
    assert.ok(!(await readdir(home)).includes('other'));
  });

  it('drafts of dead processes are swept, and those that nobody can ask about after a day', async () => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const draftOf = async (owner: string, hours: number) => {
      const file = path.join(folder, `${Buffer.from(owner).toString('base64url')}.0123456789ab.tmp`);
      await writeFile(file, 'half');
      const then = new Date(Date.now() - hours * 3_600_000);
      await utimes(file, then, then);
    };
    for (const owner of ['live', 'dead', 'elsewhere, new']) await draftOf(owner, 1);
    for (const owner of ['live, old', 'elsewhere, old']) await draftOf(owner, 25);
    const files = open(1 << 20, (owner) => (owner.startsWith('elsewhere') ? null : owner !== 'dead'));
    await files.has(keyOf('a'));
    const left = (await readdir(folder)).map((name) => Buffer.from(name.split('.')[0] ?? '', 'base64url').toString());
    assert.deepEqual(left.sort(), ['elsewhere, new', 'live', 'live, old']);
  });

  it('a damaged file is dropped and told', async () => {
    const files = open(1 << 20);
    await keep(files, 'a');
    await writeFile(path.join(folder, keyOf('a')), 'something else');
    assert.equal(await files.read(keyOf('a')), null);
    assert.equal(await files.has(keyOf('a')), false);
    assert.deepEqual(told, [{ kind: 'damaged', key: keyOf('a') }]);
  });

  it('a folder that others may write to, or that cannot be made, is not used: told once', async () => {
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o770);
    const files = open(1 << 20);
    assert.equal(await files.has(keyOf('a')), false);
    assert.equal(files.draft(1), null);
    assert.equal(await files.read(keyOf('a')), null);
    await writeFile(path.join(home, 'file'), '');
    folder = path.join(home, 'file', 'relay');
    assert.equal(await open(1 << 20).has(keyOf('a')), false);
    assert.deepEqual(
      told,
      ['EPERM', 'ENOTDIR'].map((fault) => ({ kind: 'off', fault })),
    );
  });

  it('a link to a folder of one’s own is followed', async () => {
    await mkdir(path.join(home, 'disk'), { mode: 0o700 });
    await mkdir(path.dirname(folder));
    await symlink(path.join(home, 'disk'), folder);
    const files = open(1 << 20);
    await keep(files, 'a');
    await until(() => files.has(keyOf('a')), 'it is kept');
    assert.deepEqual(told, []);
  });
});
