/** What go.sum is to become, with a go that writes what the test tells it; the real one is in test/network/triage. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Processes, ProcessResult } from '../../../src/base/processes.ts';
import { nodeWritableFiles } from '../../../src/base/writableFiles.ts';
import { stageSums } from '../../../src/remedies/change/sums/stageSums.ts';
import type { SumsMend } from '../../../src/remedies/remedy.ts';

const hash = (letter: string) => `h1:${letter.repeat(43)}=`;
const [ZIP, MOD, OTHER] = [hash('z'), hash('m'), hash('x')];
const RIGHT = `example.test/a v1.0.0 ${ZIP}\nexample.test/a v1.0.0/go.mod ${MOD}\n`;
const DONE: ProcessResult = { kind: 'exited', code: 0, stdout: '', stderr: '' };

describe('mending go.sum in a copy', () => {
  let folder: string;
  let file: string;
  /** What go was given, and run with. */
  let seen: {
    goMod: string;
    goSum: string;
    args: readonly string[];
    env: Readonly<Record<string, string | undefined>>;
  };

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'goproxy-sums-test-'));
    file = path.join(folder, 'go.sum');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** `go`: what it makes of the copy; the usual one appends the right lines that are not there. */
  async function stage(text: string, mend: Partial<SumsMend> = {}, go = append, end = DONE) {
    writeFileSync(file, text, 'latin1');
    const processes: Processes = {
      async run(_go, args, { cwd = '', env }) {
        const [goMod, goSum] = ['go.mod', 'go.sum'].map((name) => readFileSync(path.join(cwd, name), 'latin1'));
        seen = { goMod: goMod ?? '', goSum: goSum ?? '', args, env };
        writeFileSync(path.join(cwd, 'go.sum'), go(seen.goSum), 'latin1');
        return end;
      },
    };
    const whole = { files: [file], module: 'example.test/a', version: 'v1.0.0', zip: ZIP, mod: MOD, goproxy: null };
    const context = { go: '/go', env: { GOPROXY: 'https://own.test', GOFLAGS: '-mod=vendor' }, goenvFile: null };
    const tools = { files: nodeWritableFiles, processes, context, signal: new AbortController().signal };
    const staged = await stageSums({ ...whole, ...mend }, tools);
    assert.equal(readFileSync(file, 'latin1'), text, 'nothing of the user’s is touched');
    return staged;
  }

  const append = (goSum: string) =>
    goSum +
    RIGHT.split('\n')
      .filter((line) => line !== '' && !goSum.includes(line))
      .join('\n') +
    '\n';

  it('go writes the lines, asked for nothing else, in a cache of its own, with the database as ever', async () => {
    const staged = await stage(RIGHT.replace(ZIP, OTHER), { goproxy: 'https://good.test' });
    assert.ok(staged.ok);
    assert.equal(seen.goSum, `example.test/a v1.0.0/go.mod ${MOD}\n`);
    assert.match(seen.goMod, /\nrequire example\.test\/a v1\.0\.0\n$/);
    assert.deepEqual(seen.args, ['mod', 'download', 'example.test/a@v1.0.0']);
    const { GOPROXY, GOFLAGS, GOWORK, GOSUMDB, GONOSUMDB, GOMODCACHE } = seen.env;
    assert.deepEqual(
      [GOPROXY, GOFLAGS, GOWORK, GOSUMDB, GONOSUMDB],
      ['https://good.test', '-modcacherw', 'off', undefined, undefined],
    );
    assert.ok(GOMODCACHE?.startsWith(tmpdir()));
    const [edit] = staged.value;
    assert.deepEqual([edit?.path, edit?.before.toString('latin1')], [file, RIGHT.replace(ZIP, OTHER)]);
    assert.deepEqual(edit?.after.toString().split('\n').sort(), RIGHT.split('\n').sort());
  });

  it('every other byte stays: carriage returns, other algorithms, other modules, what is no text', async () => {
    const others = `example.test/b v1.0.0 h1:b\r\nexample.test/a v1.0.0 h2:${OTHER}\nexample.test/a v1.0.01 ${OTHER}\n\xff\xfe\n`;
    const staged = await stage(`example.test/a v1.0.0 ${OTHER}\n${others}`);
    assert.ok(staged.ok);
    assert.ok(staged.value[0]?.after.toString('latin1').startsWith(others));
  });

  it('markers of a merge go with the wrong lines', async () => {
    const staged = await stage(
      `<<<<<<< ours\nexample.test/a v1.0.0 ${OTHER}\n||||||| base\n=======\n${RIGHT}>>>>>>> theirs\n`,
    );
    assert.ok(staged.ok);
    assert.equal(staged.value[0]?.after.toString(), `${RIGHT}\n`.replace(/\n\n$/, '\n'));
  });

  it('what go adds for other modules is left out', async () => {
    const staged = await stage(
      RIGHT.replace(ZIP, OTHER),
      {},
      (goSum) => `${append(goSum)}example.test/c v1.0.0/go.mod ${OTHER}\n`,
    );
    assert.ok(staged.ok);
    assert.doesNotMatch(String(staged.value[0]?.after), /example\.test\/c/);
  });

  it('a file that needs no mending, or is not there, is left alone', async () => {
    const staged = await stage(RIGHT, { files: [file, path.join(folder, 'sub', 'go.sum')] }, () =>
      assert.fail('go was run'),
    );
    assert.deepEqual(staged, { ok: true, value: [] });
  });

  for (const [what, go] of [
    ['other lines than the proved ones', (goSum: string) => `${goSum}example.test/a v1.0.0 ${OTHER}\n`],
    ['nothing', (goSum: string) => goSum],
    ['a file without what was there', () => RIGHT],
  ] as const) {
    it(`where go writes ${what}, nothing comes of it`, async () => {
      const staged = await stage(`example.test/a v1.0.0 ${OTHER}\nexample.test/b v1.0.0 h1:b\n`, {}, go);
      assert.equal(!staged.ok && staged.error.code, 'go-failed');
    });
  }

  it('a go that refuses, and one that is not there, are told of', async () => {
    const refused: ProcessResult = { kind: 'exited', code: 1, stdout: '', stderr: 'SECURITY ERROR' };
    const text = RIGHT.replace(ZIP, OTHER);
    assert.deepEqual(await stage(text, {}, append, refused), {
      ok: false,
      error: { code: 'go-failed', detail: 'SECURITY ERROR', change: null },
    });
    const missing = await stage(text, {}, append, { kind: 'not-started', code: 'ENOENT' });
    assert.equal(!missing.ok && missing.error.code, 'no-go');
  });

  for (const [what, mend] of [
    ['a module that is none', { module: '-x' }],
    ['a version that is none', { version: 'latest' }],
    ['another file than a go.sum', { files: ['/etc/passwd'] }],
    ['a relative one', { files: ['go.sum'] }],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const staged = await stage(RIGHT.replace(ZIP, OTHER), mend, () => assert.fail('go was run'));
      assert.equal(!staged.ok && staged.error.code, 'not-allowed');
    });
  }
});
