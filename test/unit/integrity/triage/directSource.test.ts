/** The origin's answer, from what go prints: a fake process stands for go. */
import assert from 'node:assert/strict';
import type { Processes, ProcessResult } from '../../../../src/base/processes.ts';
import { askOrigin } from '../../../../src/integrity/triage/directSource.ts';

const SUBJECT = { module: 'example.test/a', version: 'v1.0.0' };

describe('integrity: the origin', () => {
  async function ask(result: ProcessResult) {
    const seen: (Readonly<Record<string, string | undefined>> | readonly string[])[] = [];
    const processes: Processes = {
      run: async (_file, args, { env }) => {
        seen.push(args, env);
        return result;
      },
    };
    const place = { go: '/go', env: { GOPROXY: 'https://x.test' }, goenvFile: null, cwd: '/c', folder: '/f' };
    const question = { ...place, subject: SUBJECT, deadline: 1000 };
    return { ...(await askOrigin(question, processes, new AbortController().signal)), seen };
  }

  it('both hashes and the archive; go works in the temporary cache, on nothing but the origin', async () => {
    const stdout = JSON.stringify({ Sum: 'h1:Z', GoModSum: 'h1:M', Zip: '/f/mod/a.zip', GoMod: '/f/mod/a.mod' });
    const { row, content, goMod, seen } = await ask({ kind: 'exited', code: 0, stdout, stderr: '' });
    assert.deepEqual([row.zip, row.mod, row.code], ['h1:Z', 'h1:M', null]);
    assert.deepEqual([content, goMod], [{ kind: 'zip', path: '/f/mod/a.zip' }, '/f/mod/a.mod']);
    const [args, env] = seen as [readonly string[], Record<string, string>];
    assert.deepEqual(args, ['mod', 'download', '-json', 'example.test/a@v1.0.0']);
    assert.equal(env.GOPROXY, 'direct');
    for (const name of ['GOMODCACHE', 'GOPATH', 'GOCACHE']) assert.ok(env[name]?.startsWith('/f'), name);
  });

  for (const [what, result, code, words] of [
    [
      'a failure',
      { kind: 'exited', code: 1, stdout: '{"Error":"unknown revision"}', stderr: '' },
      'unclassified',
      'unknown revision',
    ],
    [
      'one beside the JSON',
      { kind: 'exited', code: 1, stdout: '', stderr: 'who knows\n' },
      'unclassified',
      'who knows',
    ],
    ['what is not JSON', { kind: 'exited', code: 0, stdout: 'fine', stderr: '' }, 'unclassified', null],
    ['no end', { kind: 'timed-out', stdout: '', stderr: '' }, 'stall', null],
    ['no start', { kind: 'not-started', code: 'EACCES' }, 'unclassified', null],
  ] as const) {
    it(what, async () => {
      const { row, content } = await ask(result);
      assert.deepEqual([row.zip, row.mod, row.code, row.words, content], [null, null, code, words, null]);
    });
  }
});
