/** What `go version -m` says of the go command itself. */
import assert from 'node:assert/strict';
import type { ProcessResult } from '../../../src/base/processes.ts';
import { goHasCgo } from '../../../src/gocmd/goHasCgo.ts';
import { fakeProcesses } from './fakes.ts';

const printed = (settings: string): ProcessResult => {
  const stdout = `/go/bin/go: go1.26.8\n\tpath\tcmd/go\n${settings}`;
  return { kind: 'exited', code: 0, stdout, stderr: '' };
};

describe('goHasCgo', () => {
  const rows: readonly (readonly [name: string, result: ProcessResult, has: boolean])[] = [
    ['the Go project’s own', printed('\tbuild\tCGO_ENABLED=0\n'), false],
    ['a distribution’s', printed('\tbuild\tCGO_ENABLED=1\n\tbuild\tGOOS=linux\n'), true],
    ['one from Windows', printed('\tbuild\tCGO_ENABLED=1\r\n'), true],
    ['an old one, which does not say', printed(''), false],
    ['a module of that name', printed('\tdep\tbuild\tCGO_ENABLED=1\n'), false],
    ['none', { kind: 'not-started', code: 'ENOENT' }, false],
    ['one that hangs', { kind: 'timed-out', stdout: '', stderr: '' }, false],
  ];
  for (const [name, result, has] of rows) {
    it(name, async () => {
      const processes = fakeProcesses(result);
      const call = { go: '/go/bin/go', env: {}, cwd: '/w', processes, signal: new AbortController().signal };
      assert.equal(await goHasCgo({ ...call, deadline: 100 }), has);
      assert.deepEqual(processes.runs[0]?.args, ['version', '-m', '/go/bin/go']);
    });
  }
});
