/** Reading configuration files: what is none gives null, and nothing waits. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nodeFiles } from '../../../src/base/files.ts';

describe('nodeFiles', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'files-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('reads at most what is asked for', async () => {
    const file = path.join(folder, 'go.mod');
    writeFileSync(file, 'module 例.test/m\n');
    symlinkSync(file, path.join(folder, 'link'));
    assert.equal(await nodeFiles.readText(file), 'module 例.test/m\n');
    assert.equal(await nodeFiles.readText(path.join(folder, 'link'), 6), 'module');
    writeFileSync(file, '');
    assert.equal(await nodeFiles.readText(file), '');
  });

  it('returns null for what is missing, a folder, a device, or no path at all', async () => {
    for (const name of [
      path.join(folder, 'missing'),
      folder,
      '/dev/zero',
      '',
      `${folder}\0`,
      `${folder}/${'x'.repeat(5000)}`,
    ]) {
      assert.equal(await nodeFiles.readText(name), null, name.slice(0, 40));
    }
  });

  it('does not wait for the other end of a FIFO', async function () {
    if (process.platform === 'win32') this.skip();
    const fifo = path.join(folder, 'fifo');
    execFileSync('mkfifo', [fifo]);
    assert.equal(await nodeFiles.readText(fifo), null);
  });
});
