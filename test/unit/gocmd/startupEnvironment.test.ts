/** The environment of the start, over fakes and in a real process that changes its own. */
import assert from 'node:assert/strict';
import path from 'node:path';
import type { Processes, ProcessResult } from '../../../src/base/processes.ts';
import { nodeProcesses } from '../../../src/base/processes.ts';
import { pinnedGoproxy } from '../../../src/gocmd/env/pinnedGoproxy.ts';
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

  it('has nothing to take back where GOPROXY is not set, and keeps what is set later out', async () => {
    const processEnv: Record<string, string> = { GOPATH: '/mine' };
    const { env, trusted } = await startupEnvironment({ platform: 'darwin', processEnv, files: fakeFiles() });
    processEnv.GOPROXY = 'pinned';
    assert.deepEqual([env, trusted], [{ GOPATH: '/mine' }, true]);
  });

  describe('on Windows', () => {
    const exited = (stdout: string, code = 0): ProcessResult => ({ kind: 'exited', code, stdout, stderr: '' });
    const key = (...lines: string[]) =>
      exited(['', 'HKEY', ...lines.map((line) => `    ${line}`), '', ''].join('\r\n'));
    const EMPTY = key('Path    REG_EXPAND_SZ    C:\\x');

    async function windows(processEnv: Record<string, string>, user: ProcessResult, machine = EMPTY) {
      const runs: (readonly string[])[] = [];
      const processes: Processes = {
        async run(file, args) {
          runs.push([file, ...args]);
          return args[1]?.startsWith('HKCU') ? user : machine;
        },
      };
      const startup = await startupEnvironment({ platform: 'win32', processEnv, files: fakeFiles(), processes });
      return { ...startup, runs };
    }

    it('asks the registry, by the full path of reg.exe', async () => {
      const { runs } = await windows({ GOPROXY: 'x', SYSTEMROOT: 'D:\\Win' }, EMPTY);
      assert.deepEqual(
        runs.map(([file, verb]) => [file, verb]),
        [
          ['D:\\Win\\System32\\reg.exe', 'query'],
          ['D:\\Win\\System32\\reg.exe', 'query'],
        ],
      );
      const relative = await windows({ GOPROXY: 'x', SystemRoot: 'evil' }, EMPTY);
      assert.equal(relative.runs[0]?.[0], 'C:\\Windows\\System32\\reg.exe');
    });

    it('takes away what was pinned', async () => {
      const { env, trusted } = await windows({ goproxy: 'pinned', GoPath: 'C:\\pinned', PATH: 'p' }, EMPTY);
      assert.deepEqual([env, trusted], [{ PATH: 'p' }, true]);
    });

    it('keeps what is the user’s, over the machine’s', async () => {
      const user = key('GOPROXY    REG_SZ    mine', 'GOPATH    REG_EXPAND_SZ    %USERPROFILE%\\go');
      const machine = key('GOPROXY    REG_SZ    theirs', 'GOROOT    REG_SZ    C:\\Go');
      const processEnv = { GOPROXY: 'pinned', GOPATH: 'C:\\old', GOROOT: 'C:\\Go', UserProfile: 'C:\\U' };
      const { env, trusted } = await windows(processEnv, user, machine);
      assert.deepEqual(env, { GOPROXY: 'mine', GOPATH: 'C:\\U\\go', GOROOT: 'C:\\Go', UserProfile: 'C:\\U' });
      assert.equal(trusted, true);
    });

    it('keeps a value that the console’s code page cannot say', async () => {
      const { env } = await windows({ GOPROXY: 'x', GOPATH: 'C:\\中文' }, key('GOPATH    REG_SZ    C:\\\ufffd\ufffd'));
      assert.deepEqual(env, { GOPATH: 'C:\\中文' });
    });

    it('does not ask where GOPROXY is not set', async () => {
      const { env, trusted, runs } = await windows({ GOPATH: 'C:\\g' }, EMPTY);
      assert.deepEqual([env, trusted, runs], [{ GOPATH: 'C:\\g' }, true, []]);
    });

    for (const [name, answer] of [
      ['refuses', exited('', 1)],
      ['hangs', { kind: 'timed-out', stdout: '', stderr: '' }],
      ['is missing', { kind: 'not-started', code: 'ENOENT' }],
    ] as const) {
      it(`knows nothing where reg.exe ${name}`, async () => {
        const { env, trusted } = await windows({ GOPROXY: 'x' }, answer);
        assert.deepEqual([env, trusted], [{ GOPROXY: 'x' }, false]);
      });
    }

    it('knows nothing without processes', async () => {
      const processEnv = { GOPROXY: 'x' };
      const startup = await startupEnvironment({ platform: 'win32', processEnv, files: fakeFiles() });
      assert.deepEqual(startup, { env: processEnv, trusted: false });
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

describe('pinnedGoproxy', () => {
  for (const [name, atStart, now, trusted, expected] of [
    ['set since the start', {}, { GOPROXY: 'pin' }, true, 'pin'],
    ['changed since the start', { GOPROXY: 'mine' }, { GOPROXY: 'pin' }, true, 'pin'],
    ['as at the start', { GOPROXY: 'mine' }, { GOPROXY: 'mine' }, true, null],
    ['never set', {}, {}, true, null],
    ['taken away', { GOPROXY: 'mine' }, {}, true, null],
    ['of a start that is not known', {}, { GOPROXY: 'pin' }, false, null],
  ] as const) {
    it(name, () => assert.equal(pinnedGoproxy({ env: atStart, trusted }, now, 'linux'), expected));
  }

  it('goes by the letters on Windows, not by their case', () => {
    const startup = { env: { GoProxy: 'mine' }, trusted: true };
    assert.equal(pinnedGoproxy(startup, { GOPROXY: 'mine' }, 'win32'), null);
  });
});
