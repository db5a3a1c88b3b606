/** The call of `go list`: what it is run with, and what becomes of every end. */
import assert from 'node:assert/strict';
import type { ProcessResult } from '../../../../src/base/processes.ts';
import { listModules } from '../../../../src/gocmd/list/listModules.ts';
import { fakeProcesses } from '../fakes.ts';

const call = (result: ProcessResult, cache = '') => {
  const processes = fakeProcesses(result);
  const env = { GOPROXY: 'https://goproxy.cn', GOFLAGS: '-mod=mod', GOPRIVATE: 'git.corp.example', HOME: '/home/x' };
  const run = { go: '/go', env, cwd: '/w', cache, processes, signal: new AbortController().signal, deadline: 5000 };
  return { processes, run: () => listModules(run) };
};

describe('listModules', () => {
  it('asks nobody, changes nothing, and takes no flag of the user', async () => {
    const { processes, run } = call({ kind: 'exited', code: 0, stdout: '{"Path":"m","Main":true}', stderr: '' });
    assert.ok((await run()).ok);
    const [{ args, options } = assert.fail()] = processes.runs;
    assert.deepEqual(args, ['list', '-e', '-mod=readonly', '-m', '-u', '-json', 'all']);
    const { GOPROXY, GONOPROXY, GOSUMDB, GOTOOLCHAIN, GOFLAGS, GOVCS, HOME } = options.env;
    assert.deepEqual(
      { GOPROXY, GONOPROXY, GOSUMDB, GOTOOLCHAIN, GOFLAGS, GOVCS, HOME },
      {
        ...{ GOPROXY: 'off', GONOPROXY: 'none', GOSUMDB: 'off', GOTOOLCHAIN: 'local' },
        ...{ GOFLAGS: ' ', GOVCS: '*:off', HOME: '/home/x' },
      },
    );
    assert.equal(options.maxOutput, 16 << 20);
  });

  it('takes the module cache for a mirror, whatever its path holds', async () => {
    const { processes, run } = call({ kind: 'exited', code: 0, stdout: '', stderr: '' }, '/a b/c,d|e%#');
    await run();
    assert.equal(processes.runs[0]?.options.env.GOPROXY, 'file:///a%20b/c%2Cd%7Ce%25%23/cache/download');
  });

  it('reads modules, passing over what is none', async () => {
    const stdout =
      '{"Path":"m","Main":true}{"Path":7}[]{"Path":"a.example/x","Version":"v1.0.0","Indirect":true,"Retracted":["why","and why"],"Deprecated":"use y","Replace":{"Path":"../x"}}';
    const result = await call({ kind: 'exited', code: 0, stdout, stderr: '' }).run();
    const stands = { retracted: null, deprecated: null };
    assert.deepEqual(result.ok && result.value, [
      { path: 'm', version: null, isMain: true, isIndirect: false, ...stands, replace: null },
      {
        ...{
          path: 'a.example/x',
          version: 'v1.0.0',
          isMain: false,
          isIndirect: true,
          replace: { path: '../x', version: null },
        },
        ...{ retracted: 'why\nand why', deprecated: 'use y' },
      },
    ]);
  });

  const faults: readonly (readonly [ProcessResult, code: string, detail: string])[] = [
    [{ kind: 'exited', code: 1, stdout: '', stderr: 'go: no go.mod\nmore' }, 'failed', 'go: no go.mod'],
    [{ kind: 'exited', code: 2, stdout: '', stderr: '' }, 'failed', 'exit 2'],
    [{ kind: 'exited', code: 0, stdout: 'hello', stderr: '' }, 'not-go', ''],
    [{ kind: 'not-started', code: 'ENOENT' }, 'not-started', 'ENOENT'],
    [{ kind: 'timed-out', stdout: '', stderr: '' }, 'hangs', ''],
    [{ kind: 'too-much-output', stdout: '', stderr: '' }, 'floods', ''],
    [{ kind: 'aborted', stdout: '', stderr: '' }, 'aborted', ''],
  ];
  for (const [end, code, detail] of faults) {
    it(`tells ${code}${detail === '' ? '' : `: ${detail}`}`, async () => {
      const result = await call(end).run();
      assert.deepEqual(!result.ok && result.error, { code, detail });
    });
  }
});
