/** The toolchain's default list, asked and read. */
import assert from 'node:assert/strict';
import { readGorootDefault } from '../../../src/gocmd/env/gorootFile.ts';
import { toolchainDefault } from '../../../src/gocmd/env/toolchainDefault.ts';
import { fakeFiles, fakeProcesses } from './fakes.ts';

describe('toolchainDefault', () => {
  const call = {
    go: '/go/bin/go',
    env: { GOPROXY: 'x', HOME: '/h' },
    cwd: '/',
    signal: new AbortController().signal,
    deadline: 5000,
  };

  it('asks with nothing set', async () => {
    const processes = fakeProcesses({ kind: 'exited', code: 0, stdout: 'https://a.example,direct\n', stderr: '' });
    assert.deepEqual(await toolchainDefault({ ...call, processes }), { ok: true, value: 'https://a.example,direct' });
    const [run] = processes.runs;
    assert.deepEqual(run?.args, ['env', 'GOPROXY']);
    assert.deepEqual([run?.options.env.GOENV, run?.options.env.GOPROXY], ['off', '']);
  });

  it('passes a failure on', async () => {
    const processes = fakeProcesses({ kind: 'not-started', code: 'EACCES' });
    assert.deepEqual(await toolchainDefault({ ...call, processes }), {
      ok: false,
      error: { code: 'not-started', detail: 'EACCES' },
    });
  });
});

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
