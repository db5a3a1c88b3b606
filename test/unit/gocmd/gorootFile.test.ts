/** The toolchain's default list, read without running anything. */
import assert from 'node:assert/strict';
import { readGorootDefault } from '../../../src/gocmd/env/gorootFile.ts';
import { fakeFiles } from './fakes.ts';

describe('readGorootDefault', () => {
  it('reads the line of go.env, the first of two', async () => {
    const files = fakeFiles({ '/go/go.env': '# GOPROXY=no\nGOSUMDB=s\nGOPROXY=a\nGOPROXY=b\n' });
    assert.equal(await readGorootDefault('/go', files), 'a');
  });

  it('is null where the file does not say', async () => {
    assert.equal(await readGorootDefault('/go', fakeFiles({ '/go/go.env': 'GOPROXY=\n' })), null);
    assert.equal(await readGorootDefault('/go', fakeFiles()), null);
  });
});
