/** The lock of a folder: who holds it, and when it is taken over. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FileLock } from '../../../../src/base/shared/fileLock.ts';
import { nodeLockOwners } from '../../../../src/base/shared/lockOwner.ts';
import { nodeWritableFiles } from '../../../../src/base/writableFiles.ts';
import { NEVER } from '../../remedies/changeHome.ts';

describe('the lock of a folder', function () {
  this.timeout(20_000);
  let folder: string;
  let file: string;
  const lock = () => new FileLock(nodeWritableFiles, nodeLockOwners, folder);
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'lock-'));
    file = path.join(folder, 'lock');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('knows a process that runs from one that has ended, and from a later one with its number', async () => {
    const own = await nodeLockOwners.own();
    const [pid = '', start = '', ...place] = own.split(' ');
    assert.equal(await nodeLockOwners.isRunning(own), true);
    const ended = spawnSync(process.execPath, ['-e', '']).pid;
    assert.equal(await nodeLockOwners.isRunning([ended, start, ...place].join(' ')), false);
    if (process.platform === 'linux')
      assert.equal(await nodeLockOwners.isRunning([pid, '1', ...place].join(' ')), false);
    assert.equal(await nodeLockOwners.isRunning(`${pid} ${start} elsewhere`), null);
    for (const text of ['', 'x', '-1 1 1', '0 1 1']) assert.equal(await nodeLockOwners.isRunning(text), false, text);
  });

  it('is held by one at a time, and let go of', async () => {
    let inside = 0;
    const runs = Array.from({ length: 5 }, () =>
      lock().hold(NEVER, async () => {
        assert.equal(++inside, 1);
        await new Promise(setImmediate);
        inside--;
        return 'done';
      }),
    );
    assert.deepEqual(await Promise.all(runs), Array(5).fill('done'));
    await assert.rejects(
      lock().hold(NEVER, () => Promise.reject(new Error('defect'))),
      /defect/,
    );
    assert.deepEqual(readdirSync(folder), []);
  });

  it('is taken over from what cannot be its owner any more', async () => {
    writeFileSync(file, 'rubbish');
    assert.equal(await lock().hold(NEVER, async () => 'done'), 'done');
    writeFileSync(file, '1 1 elsewhere');
    utimesSync(file, 0, 0);
    assert.equal(await lock().hold(NEVER, async () => 'done'), 'done');
    assert.deepEqual(readdirSync(folder), []);
  });

  it('is not taken from one that may be running elsewhere', async () => {
    writeFileSync(file, '1 1 elsewhere');
    // Ended by the signal: nobody waits for the patience to run out.
    const signal = AbortSignal.timeout(200);
    assert.equal(await lock().hold(signal, async () => 'done'), null);
    assert.ok(existsSync(file));
    assert.deepEqual(readdirSync(folder), ['lock']);
  });
});
