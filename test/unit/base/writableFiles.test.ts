/** Steps of changing files: what each does, and that it says instead of throwing. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nodeWritableFiles as files } from '../../../src/base/writableFiles.ts';

describe('nodeWritableFiles', () => {
  let folder: string;
  const at = (...names: string[]) => path.join(folder, ...names);
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'writable-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('tells a missing file from one that cannot be read', async () => {
    writeFileSync(at('file'), 'abc');
    assert.deepEqual(await files.read(at('file'), 3), { ok: true, value: Buffer.from('abc') });
    assert.deepEqual(await files.read(at('none'), 3), { ok: true, value: null });
    assert.deepEqual(await files.read(at('file', 'below'), 3), { ok: true, value: null });
    assert.deepEqual(await files.read(at('file'), 2), { ok: false, error: 'EFBIG' });
    assert.deepEqual(await files.read(folder, 3), { ok: false, error: 'EINVAL' });
    assert.equal((await files.read(`${folder}\0`, 3)).ok, false);
  });

  it('does not wait for the other end of a FIFO', async function () {
    if (process.platform === 'win32') this.skip();
    execFileSync('mkfifo', [at('fifo')]);
    assert.deepEqual(await files.read(at('fifo'), 3), { ok: false, error: 'EINVAL' });
  });

  it('creates only what is not there, with the mode and the owner that it is given', async () => {
    symlinkSync(at('elsewhere'), at('link'));
    assert.equal(await files.create(at('link'), Buffer.from('x'), { mode: 0o600 }), 'EEXIST');
    assert.equal(await files.create(at('file'), Buffer.from('x'), { mode: 0o600 }), null);
    assert.equal(statSync(at('file')).mode & 0o777, 0o600);
    assert.equal(await files.create(at('file'), Buffer.from('y'), { mode: 0o600 }), 'EEXIST');
    const { uid, gid } = statSync(folder);
    assert.equal(await files.create(at('open'), Buffer.from('x'), { mode: 0o666, uid, gid }), null);
    assert.equal(statSync(at('open')).mode & 0o777, 0o666);
  });

  it('writes over a shorter and a longer file in its place', async () => {
    writeFileSync(at('file'), 'a longer text');
    const before = statSync(at('file')).ino;
    for (const text of ['short', 'much longer than it was']) {
      assert.equal(await files.overwrite(at('file'), Buffer.from(text)), null);
      assert.equal(readFileSync(at('file'), 'utf8'), text);
    }
    assert.equal(statSync(at('file')).ino, before);
    assert.equal(await files.overwrite(at('none'), Buffer.from('x')), 'ENOENT');
  });

  it('calls a file without a write bit read-only, root or not', async () => {
    writeFileSync(at('file'), '');
    assert.equal(await files.isWritable(at('file')), true);
    chmodSync(at('file'), 0o444);
    assert.equal(await files.isWritable(at('file')), false);
    assert.equal(await files.isWritable(at('none')), false);
  });

  it('says what went wrong, and what is there', async () => {
    mkdirSync(at('full', 'x'), { recursive: true });
    symlinkSync(at('full'), at('link'));
    assert.equal(await files.removeFolder(at('full')), 'ENOTEMPTY');
    assert.equal(await files.createFolder(at('full'), 0o700), 'EEXIST');
    assert.equal(await files.rename(at('none'), at('other')), 'ENOENT');
    assert.equal(await files.link(at('none'), at('other')), 'ENOENT');
    assert.equal(await files.remove(at('none')), 'ENOENT');
    assert.equal(await files.setMode(at('none'), 0o600), 'ENOENT');
    assert.deepEqual(await files.list(at('none')), []);
    assert.equal(await files.realPath(at('link', 'x')), at('full', 'x'));
    assert.equal(await files.realPath(at('none')), null);
    assert.equal((await files.look(at('link')))?.kind, 'link');
    assert.equal((await files.look(at('full')))?.kind, 'folder');
    assert.equal(await files.look(at('none')), null);
  });
});
