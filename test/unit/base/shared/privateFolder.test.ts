/** A folder that several processes share: private, and every file whole. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PrivateFolder } from '../../../../src/base/shared/privateFolder.ts';
import { nodeWritableFiles } from '../../../../src/base/writableFiles.ts';

describe('a private folder', () => {
  let root: string;
  let folder: PrivateFolder;
  const at = (...names: string[]) => path.join(root, 'state', 'doctor', ...names);
  beforeEach(async () => {
    root = mkdtempSync(path.join(tmpdir(), 'private-'));
    folder = new PrivateFolder(nodeWritableFiles, at());
    assert.equal(await folder.open(), null);
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('is made with the folders above it, and is nobody else’s', async () => {
    assert.equal(await folder.open(), null, 'a second time');
    await folder.write('a.json', '{}');
    const mode = (file: string) => statSync(file).mode & 0o777;
    assert.deepEqual([mode(at('..')), mode(at()), mode(at('a.json'))], [0o700, 0o700, 0o600]);
  });

  it('replaces a file in one step, and leaves nothing beside it', async () => {
    await folder.write('a.json', 'one');
    await folder.write('a.json', 'two');
    assert.equal(await folder.read('a.json', 100), 'two');
    assert.deepEqual(await folder.names(), ['a.json']);
    await folder.remove('a.json');
    assert.equal(await folder.read('a.json', 100), null);
  });

  it('reads nothing that is too large', async () => {
    await folder.write('a.json', 'x'.repeat(101));
    assert.equal(await folder.read('a.json', 100), null);
  });

  it('sweeps up what a process that died has left', async () => {
    writeFileSync(folder.scratch(), 'half');
    await folder.write('a.json', 'whole');
    await folder.sweep();
    assert.deepEqual(readdirSync(at()), ['a.json']);
  });

  it('tells where it cannot be made', async () => {
    writeFileSync(path.join(root, 'file'), '');
    const error = await new PrivateFolder(nodeWritableFiles, path.join(root, 'file', 'folder')).open();
    assert.equal(error, 'ENOTDIR');
  });
});
