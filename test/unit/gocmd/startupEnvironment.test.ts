/** The environment of the start, over fakes and in a real process that changes its own. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { nodeProcesses } from '../../../src/base/processes.ts';
import { startupEnvironment } from '../../../src/gocmd/env/startupEnvironment.ts';
import { fakeFiles } from './fakes.ts';

const linux = (processEnv: Record<string, string>, atStart: string) =>
  startupEnvironment({ platform: 'linux', processEnv, files: fakeFiles({ '/proc/self/environ': atStart }) });

describe('startupEnvironment', () => {
  it('takes back what was pinned since, and nothing else', async () => {
    const processEnv = { GOPROXY: 'stale', GOPATH: '/pinned', PATH: '/later', NEW: '1', GOSUMDB: 'later' };
    const { env, trusted } = await linux(processEnv, 'GOPATH=/mine\0PATH=/first\0');
    assert.equal(trusted, true);
    assert.deepEqual(env, { GOPATH: '/mine', PATH: '/later', NEW: '1', GOSUMDB: 'later' });
  });

  it('keeps a GOPROXY that was there at the start', async () => {
    const { env } = await linux({ GOPROXY: 'changed' }, 'GOPROXY=a=b,direct\0GOPROXY=second\0junk\0=x\0');
    assert.deepEqual(env, { GOPROXY: 'a=b,direct' });
  });

  it('does not trust another process’s environment', async () => {
    const processEnv = { GOPROXY: 'x', VSCODE_ESM_ENTRYPOINT: 'vs/workbench' };
    assert.deepEqual(await linux(processEnv, 'PATH=/first\0'), { env: processEnv, trusted: false });
    assert.equal((await linux(processEnv, 'VSCODE_ESM_ENTRYPOINT=vs/workbench\0')).trusted, true);
  });

  it('has nothing to go by elsewhere, or where it may not read', async () => {
    const processEnv = { GOPROXY: 'x' };
    const files = fakeFiles({ '/proc/self/environ': 'PATH=/first\0' });
    assert.deepEqual(await startupEnvironment({ platform: 'darwin', processEnv, files }), {
      env: processEnv,
      trusted: false,
    });
    assert.deepEqual(await startupEnvironment({ platform: 'linux', processEnv, files: fakeFiles() }), {
      env: processEnv,
      trusted: false,
    });
  });

  it('works in a real process, with a large environment', async function () {
    if (process.platform !== 'linux') this.skip();
    const source = path.resolve(import.meta.dirname, '../../../src');
    const program = `
      import { nodeFiles } from '${source}/base/files.ts';
      import { startupEnvironment } from '${source}/gocmd/env/startupEnvironment.ts';
      process.env.GOPROXY = 'pinned';
      process.env.GOPATH = 'pinned';
      const { env, trusted } = await startupEnvironment({ platform: 'linux', processEnv: { ...process.env }, files: nodeFiles });
      process.stdout.write(JSON.stringify([trusted, env.GOPROXY ?? null, env.GOPATH, env.LAST]));`;
    const filler = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`FILL${index}`, 'x'.repeat(100_000)]));
    const result = await nodeProcesses.run(process.execPath, ['--input-type=module', '--eval', program], {
      env: { ...filler, GOPATH: '/中文', LAST: 'last' },
      deadline: 8000,
      signal: new AbortController().signal,
    });
    assert.deepEqual(result, { kind: 'exited', code: 0, stdout: '[true,null,"/中文","last"]', stderr: '' });
  });
});
