/** What go holds a version against, of one go.sum and of a workspace's several; and what the real go makes of any go.sum. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { readSums } from '../../../../src/integrity/gosum/expectedSums.ts';
import { parseGoSum } from '../../../../src/integrity/gosum/goSum.ts';
import { runGo } from '../../../lab/goRunner.ts';
import { craftZip } from '../../goproxy/craftZip.ts';

const [A, B, C] = ['A', 'B', 'C'].map((letter) => `h1:${letter.repeat(43)}=`) as [string, string, string];

/** Returns the hashes of m.test v1.0.0's archive, with their places. */
function zipSums(...texts: readonly string[]): string[] {
  const files = texts.map((text, at) => ({ name: `file ${at}`, text }));
  const found = readSums(files).versions.find(({ module }) => module === 'm.test');
  return (found?.zip ?? []).map(({ hash, file, line }) => `${hash} ${file}:${line}`);
}

describe('go.sum: what is expected of a version', () => {
  const m = (...hashes: readonly string[]) => hashes.map((hash) => `m.test v1.0.0 ${hash}\n`).join('');

  it('the first hash of the file that go writes, alone', () => {
    assert.deepEqual(zipSums(m(A, B)), [`${A} file 0:1`]);
    assert.deepEqual(zipSums(m('h2:x', B)), [`${B} file 0:2`]);
    assert.deepEqual(zipSums(m('h1:odd')), ['h1:odd file 0:1']);
    assert.deepEqual(zipSums(m(A), m(B), m(C)), [`${A} file 0:1`]);
  });

  it('else all of the others', () => {
    assert.deepEqual(zipSums('', m(A), `\n${m(B, A)}`), [`${A} file 1:1`, `${B} file 2:2`, `${A} file 2:3`]);
    assert.deepEqual(zipSums(m('h2:x'), m(A)), [`${A} file 1:1`]);
  });

  it('versions in the order of their lines, and faults with their files', () => {
    const files = ['a.test v1.0.0 x y\nb.test v1.0.0/go.mod h2:x\n', m(A)].map((text, at) => ({ name: `${at}`, text }));
    const { versions, faults } = readSums(files);
    assert.deepEqual(
      versions.map(({ module, zip, mod }) => [module, zip.length, mod.length]),
      [
        ['b.test', 0, 0],
        ['m.test', 1, 0],
      ],
    );
    assert.deepEqual(faults, [
      { file: '0', line: 1, reason: 'malformed' },
      { file: '0', line: 2, reason: 'unknown-hash' },
    ]);
  });

  it('any text is read, and every line that is told is there', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const { lines, faults } = parseGoSum(text);
        const all = text.split('\n');
        for (const { module, version, hash, line } of lines) {
          for (const word of [module, version, hash]) assert.ok(all[line - 1]?.includes(word));
        }
        for (const { line } of faults) assert.ok(line >= 1 && line <= all.length);
      }),
    );
  });
});

describe('go.sum: beside the real go', function () {
  this.timeout(120_000);
  const MODULE = 'example.test/m';
  let folder: string;
  let sums: { readonly zip: string; readonly mod: string };
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'goproxy-doctor-gosum-'));
    const staged = path.join(folder, 'proxy', ...MODULE.split('/'), '@v');
    for (const one of [staged, path.join(folder, 'work')]) await mkdir(one, { recursive: true });
    await writeFile(path.join(staged, 'v1.0.0.info'), '{"Version":"v1.0.0"}');
    await writeFile(path.join(staged, 'v1.0.0.mod'), `module ${MODULE}\n`);
    await writeFile(
      path.join(staged, 'v1.0.0.zip'),
      craftZip([{ name: `${MODULE}@v1.0.0/m.go`, content: 'package m\n' }]),
    );
    await writeFile(path.join(folder, 'work', 'go.mod'), `module work.test\n\nrequire ${MODULE} v1.0.0\n`);
    const { stdout } = await download();
    const { Sum, GoModSum } = JSON.parse(stdout) as Record<'Sum' | 'GoModSum', string>;
    sums = { zip: Sum, mod: GoModSum };
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const download = () =>
    runGo(['mod', 'download', '-json', `${MODULE}@v1.0.0`], {
      goproxy: pathToFileURL(path.join(folder, 'proxy')).href,
      cwd: path.join(folder, 'work'),
      env: { GOMODCACHE: path.join(folder, 'cache') },
    });

  /** How go ends with this go.sum: the line that stops it, a mismatch, or well. */
  async function outcomeOf(text: string): Promise<string> {
    await writeFile(path.join(folder, 'work', 'go.sum'), text);
    const { code, stdout, stderr } = await download();
    const stopped = /go\.sum:(\d+): wrong number of fields/.exec(stderr);
    if (stopped !== null) return `line ${stopped[1]}`;
    if (/checksum mismatch/.test(stderr + stdout)) return 'mismatch';
    return code === 0 ? 'good' : stderr;
  }

  function ours(text: string): string {
    const words = (line: number) => text.split('\n')[line - 1]?.trim().split(/\s+/).length;
    const stop = parseGoSum(text).faults.find(
      ({ reason, line }) => reason === 'malformed' || (reason === 'conflict-marker' && words(line) !== 3),
    );
    if (stop !== undefined) return `line ${stop.line}`;
    const hasMark = text.startsWith('\ufeff');
    const { versions } = readSums([{ name: 'go.sum', text: hasMark ? text.replace(/^.*/, '') : text }]);
    const own = versions.find(({ module, version }) => module === MODULE && version === 'v1.0.0');
    const differs = (kind: 'zip' | 'mod') => own?.[kind].some(({ hash }) => hash !== sums[kind]) === true;
    return differs('zip') || differs('mod') ? 'mismatch' : 'good';
  }

  it('the same lines stop it, and the same hashes are mismatches', async () => {
    const good = () => [`${MODULE} v1.0.0 ${sums.zip}`, `${MODULE} v1.0.0/go.mod ${sums.mod}`];
    const odd = [
      ...[A, 'h1:odd', 'h2:x', ''].map((hash) => `${MODULE} v1.0.0 ${hash}`),
      `${MODULE} v1.0.0/go.mod ${A}`,
      `${MODULE} v1.0.0/go.mod h1:G7mAYYxgmS0lVkHyy2hEOLQCFB0DlQFTMLWggykrydY=`,
      ...['<<<<<<< HEAD', '<<<<<<< a b', '=======', '>>>>>>> theirs', '||||||| base', '||||||| 1 2', '# a comment'],
      ...[
        '',
        ' ',
        '\u00a0',
        'one',
        'two words',
        'not a\rline',
        'a\u2028b\u3000c',
        'a\u200bb c d',
        '\u0085',
        '\0 \0 \0',
      ],
    ];
    const line = fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...good()) }, fc.constantFrom(...odd), fc.string());
    const text = fc
      .tuple(fc.constantFrom('', '', '\ufeff'), fc.array(line, { maxLength: 6 }), fc.constantFrom('\n', '\r\n'))
      .map(([start, lines, end]) => start + lines.join(end) + end);
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(text, async (one) => {
        const told = await outcomeOf(one);
        seen.add(told.replace(/\d+/, 'N'));
        assert.equal(ours(one), told);
      }),
      { numRuns: 150, seed: 11, endOnFailure: true },
    );
    assert.deepEqual([...seen].sort(), ['good', 'line N', 'mismatch']);
  });
});
