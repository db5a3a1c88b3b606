/**
 * Tampered modules, side by side with the real go: whatever we take, go takes; whatever go refuses, we have refused first, with the same
 * code, and the real cache is as it was. Each is judged twice: with a database that knows the true module, and with none.
 */
import assert from 'node:assert/strict';
import { cp, readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { classifyText } from '../../../src/failures/text/classifyText.ts';
import type { ImportedModule, ImportQuestion } from '../../../src/integrity/import/importQuestion.ts';
import { goSumLines } from '../../lab/content/modules.ts';
import { runGo } from '../../lab/goRunner.ts';
import { type CraftedEnd, type CraftedFile, craftZip } from '../../unit/goproxy/craftZip.ts';
import { databaseOf, told, useImportRig } from './importRig.ts';

const M = 'example.test/e';
const V = 'v1.0.0';
const PREFIX = `${M}@${V}/`;
const GO_MOD = `module ${M}\n\ngo 1.19\n`;
const CODE = `// Package e is synthetic.\npackage e\n\n\nconst Version = "${V}"\n`;
const TRUE_FILES: readonly CraftedFile[] = [file('go.mod', GO_MOD), file('e.go', CODE)];
/** 300 kB of zeros, which pack to some hundred bytes. */
const ZEROS = Buffer.alloc(300_000).toString('latin1');

function file(name: string, content = 'x', more: Partial<CraftedFile> = {}): CraftedFile {
  return { name: PREFIX + name, content, ...more };
}

/** The true files and more. */
function plus(files: readonly CraftedFile[], end: CraftedEnd = {}): Buffer {
  return craftZip([...TRUE_FILES, ...files], end);
}

interface Case {
  readonly zip?: Buffer;
  readonly mod?: string;
  readonly info?: string;
}

const TRUE = craftZip(TRUE_FILES);

const CASES: Readonly<Record<string, Case>> = {
  'a byte of a file': { zip: craftZip([file('go.mod', GO_MOD), file('e.go', CODE.replace('synthetic', 'Synthetic'))]) },
  'a byte of the archive, so that its checksum is wrong': { zip: flipped(TRUE, TRUE.indexOf('synthetic')) },
  'other line ends': { zip: craftZip([file('go.mod', GO_MOD), file('e.go', CODE.replaceAll('\n', '\r\n'))]) },
  'a file more': { zip: plus([file('evil.go', 'package e\n\nfunc init() { panic(1) }\n')]) },
  'a hidden file more': { zip: plus([file('.git/config', 'x')]) },
  'a file less': { zip: craftZip([file('go.mod', GO_MOD)]) },
  'no file at all': { zip: craftZip([]) },
  'a file of another name': { zip: craftZip([file('go.mod', GO_MOD), file('f.go', CODE)]) },
  'another go.mod in the archive': {
    zip: craftZip([file('go.mod', `${GO_MOD}\nretract v1.0.0\n`), file('e.go', CODE)]),
  },
  'another go.mod beside it': { mod: `${GO_MOD}\nrequire example.test/d v1.0.0\n` },
  'an empty go.mod beside it': { mod: '' },
  'a go.mod beside it that is a page': { mod: '<!DOCTYPE html><html></html>' },
  'the go.mod of another module beside it': { mod: 'module example.test/other\n' },
  'the information about another version': { info: '{"Version":"v1.0.1"}' },
  'information that is no JSON': { info: '<html>' },
  'empty information': { info: '' },
  'a page for an archive': { zip: Buffer.from('<!DOCTYPE html><html><body>sign in</body></html>') },
  'an empty archive file': { zip: Buffer.alloc(0) },
  'half an archive': { zip: TRUE.subarray(0, TRUE.length / 2) },
  'an archive without its last byte': { zip: TRUE.subarray(0, -1) },
  'an archive without its first byte': { zip: TRUE.subarray(1) },
  'a central directory that is cut off': { zip: craftZip(TRUE_FILES, { count: 3 }) },
  'the files of another module': { zip: renamed('example.test/other@v1.0.0/') },
  'the files of another version': { zip: renamed(`${M}@v1.0.1/`) },
  'the files of a module in another case': { zip: renamed(`example.test/E@${V}/`) },
  'the files of an escaped path': { zip: renamed(`example.test/!e@${V}/`) },
  'files below no folder': { zip: renamed('') },
  'a file outside the folder': { zip: plus([{ name: 'other/x.go', content: 'x' }]) },
  'a climbing name': { zip: plus([file('../../evil.go')]) },
  'an absolute name': { zip: plus([{ name: '/etc/passwd', content: 'x' }]) },
  'an absolute name below the folder': { zip: plus([file('/etc/passwd')]) },
  'a backslash in a name': { zip: plus([file('a\\..\\b.go')]) },
  'a NUL in a name': { zip: plus([file('a\0b.go')]) },
  'a line break in a name': { zip: plus([file('a\nb.go')]) },
  'a name that is no UTF-8': {
    zip: plus([{ name: Buffer.concat([Buffer.from(PREFIX), Buffer.from([0xff])]), content: 'x' }]),
  },
  'a name of Windows': { zip: plus([file('aux.go')]) },
  'a trailing dot': { zip: plus([file('a.')]) },
  'a colon': { zip: plus([file('c:evil.go')]) },
  'names that differ by case': { zip: plus([file('E.go')]) },
  'the same name twice': { zip: plus([file('e.go', 'package evil\n')]) },
  'a file that is a folder too': { zip: plus([file('e.go/x.go')]) },
  'a go.mod below the root': { zip: plus([file('sub/go.mod', 'module x\n')]) },
  'a GO.MOD': { zip: craftZip([file('GO.MOD', GO_MOD), file('e.go', CODE)]) },
  'a folder as an entry': { zip: plus([file('sub/', '')]) },
  'a folder with content': { zip: plus([file('sub/', 'x')]) },
  'a checksum that is wrong': { zip: plus([file('x.go', 'x', { crc32: 1 })]) },
  'a file larger than declared': { zip: plus([file('x', ZEROS, { method: 8, size: 100 })]) },
  'a file smaller than declared': { zip: plus([file('x', ZEROS, { method: 8, size: 400_000 })]) },
  'a bomb by its declared size': { zip: plus([file('x', ZEROS, { method: 8, size: 501 * 2 ** 20 })]) },
  'a go.mod beyond the limit': { zip: craftZip([file('go.mod', GO_MOD, { size: 2 ** 24 + 1 }), file('e.go', CODE)]) },
  'a LICENSE beyond the limit': { zip: plus([file('LICENSE', 'x', { size: 2 ** 24 + 1 })]) },
  'a method that nobody knows': { zip: plus([file('x', 'x', { method: 12 })]) },
  'an encrypted file': { zip: plus([file('x', 'x', { flags: 1 })]) },
  'a file without its local header': { zip: plus([file('x', 'x', { localSignature: 1 })]) },
  'a file that begins beyond the archive': { zip: plus([file('x', 'x', { offset: 1_000_000 })]) },
};

/** What go says of an archive that it cannot read, where its words tell no more: alone they may mean a connection too. */
const BARE = /^(?:unexpected )?EOF$|: negative offset$|^dirhash: filenames with newlines are not supported$/;

/** Not tampered with, however it looks: go takes them, and so do we. */
const HARMLESS: Readonly<Record<string, Case>> = {
  'another order and packing': { zip: craftZip([file('e.go', CODE, { method: 8 }), file('go.mod', GO_MOD)]) },
  'a comment': { zip: craftZip(TRUE_FILES, { comment: Buffer.from('hello') }) },
  'rubbish before it': { zip: Buffer.concat([Buffer.from('rubbish'), TRUE]) },
  'rubbish after it': { zip: Buffer.concat([TRUE, Buffer.from('rubbish')]) },
  'more information': { info: '{"Version":"v1.0.0","Time":"2024-01-02T03:04:05Z","Origin":{"VCS":"git"}}' },
};

function renamed(prefix: string): Buffer {
  return craftZip([
    { name: `${prefix}go.mod`, content: GO_MOD },
    { name: `${prefix}e.go`, content: CODE },
  ]);
}

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8((copy[at] ?? 0) ^ 1, at);
  return copy;
}

describe('import of tampered modules, beside the real go', function () {
  this.timeout(60_000);
  const rig = useImportRig();

  /** Lays it like a proxy's files. */
  async function lay({ zip = TRUE, mod = GO_MOD, info = `{"Version":"${V}"}` }: Case): Promise<string> {
    for (const [ending, content] of [
      ['zip', zip],
      ['mod', mod],
      ['info', info],
    ] as const)
      await rig.write(`tree/${M}/@v/${V}.${ending}`, content);
    return path.join(rig.folder, 'tree');
  }
  async function ours(tree: string, change: Partial<ImportQuestion>): Promise<ImportedModule> {
    const { modules } = told(await rig.take([tree], change));
    assert.equal(modules.length, 1);
    return modules[0] as ImportedModule;
  }
  /** The code of go's own words; null where it takes the module. */
  async function gos(tree: string, env: Readonly<Record<string, string>>, goSum = ''): Promise<string | null> {
    const cwd = path.join(rig.folder, 'work');
    await rig.write('work/go.mod', 'module x.test/x\n');
    await rig.write('work/go.sum', goSum);
    const { code, stdout, stderr } = await runGo(['mod', 'download', '-json', `${M}@${V}`], {
      goproxy: `${pathToFileURL(tree).href},${rig.lab.urls['sumdb-good']}`,
      cwd,
      env: { GONOPROXY: 'none', ...env },
    });
    if (code === 0) return null;
    const { Error: words = stderr } = stdout === '' ? {} : (JSON.parse(stdout) as { Error?: string });
    if (BARE.test(words)) return 'bad-content';
    const found = classifyText(words, { module: null, version: null, isGo: true });
    return found?.failure.code ?? `unknown: ${words}`;
  }
  const off = (): Partial<ImportQuestion> => {
    const database = databaseOf(rig.lab.urls['sumdb-good'], rig.lab.sumdbKey);
    return { database: { ...database, settings: { ...database.settings, GOSUMDB: 'off' } }, unproved: true };
  };

  it('are at least forty', () => assert.ok(Object.keys(CASES).length >= 40));
  it('are held against what the database proves', async () => {
    assert.equal((await ours(await lay({}), {})).ok, true);
  });

  for (const [title, one] of Object.entries(CASES)) {
    it(title, async () => {
      const tree = await lay(one);
      const refused = await ours(tree, { unproved: true });
      assert.equal(refused.ok, false, 'the database has it otherwise');
      assert.deepEqual(await rig.tree(), {}, 'the cache is as it was');
      assert.equal(refused.code, await gos(tree, { GOSUMDB: rig.lab.sumdbKey }), refused.words ?? refused.detail ?? '');
      const judged = await ours(tree, off());
      const byGo = await gos(tree, { GOSUMDB: 'off' });
      if (judged.ok) assert.equal(byGo, null);
      else assert.deepEqual(await rig.tree(), {});
      if (byGo !== null) assert.equal(judged.code, byGo, judged.words ?? judged.detail ?? '');
    });
  }

  for (const [title, one] of Object.entries(HARMLESS)) {
    it(`takes, as go does: ${title}`, async () => {
      const tree = await lay(one);
      assert.equal(await gos(tree, { GOSUMDB: rig.lab.sumdbKey }), null);
      const taken = await ours(tree, {});
      assert.deepEqual([taken.ok, taken.sum], [true, rig.module(`${M}@${V}`).zipHash], taken.words ?? '');
    });
  }

  it('go.sum outranks the database, for the archive and for go.mod', async () => {
    const { zipHash, modHash } = rig.module(`${M}@${V}`);
    const other = rig.module('example.test/d@v1.0.0');
    for (const goSum of [
      `${M} ${V} ${other.zipHash}\n${M} ${V}/go.mod ${modHash}\n`,
      `${M} ${V} ${zipHash}\n${M} ${V}/go.mod ${other.modHash}\n`,
      `${M} ${V}/go.mod ${other.modHash}\n`,
      `${M} ${V} ${other.zipHash}\n${goSumLines(rig.module(`${M}@${V}`))}`,
    ]) {
      const tree = await lay({});
      const refused = await ours(tree, { goSum, unproved: true });
      assert.deepEqual([refused.ok, refused.code], [false, 'checksum-mismatch'], goSum);
      assert.equal(await gos(tree, { GOSUMDB: rig.lab.sumdbKey }, goSum), 'checksum-mismatch');
      assert.deepEqual(await rig.tree(), {});
    }
  });

  it('a cache of a colleague whose database’s answers are forged is refused, unless the database itself proves it', async () => {
    const colleague = path.join(rig.folder, 'colleague');
    const env = { GOMODCACHE: colleague, GOSUMDB: rig.lab.sumdbKey };
    await runGo(['mod', 'download', `${M}@${V}`], { goproxy: rig.lab.urls['sumdb-good'], env });
    const lookup = path.join('cache', 'download', 'sumdb', 'sum.lab.test', 'lookup', `${M}@${V}`);
    const forged = path.join(rig.folder, 'forged');
    await cp(colleague, forged, { recursive: true });
    const { zipHash } = rig.module(`${M}@${V}`);
    const text = await readFile(path.join(colleague, lookup), 'utf8');
    rig.lab.reset();
    await rig.write(path.join('forged', lookup), text.replace(zipHash, rig.module('example.test/d@v1.0.0').zipHash));
    const nobody = { ...databaseOf('off', rig.lab.sumdbKey) };
    const refused = await ours(forged, { unproved: true, database: nobody });
    assert.deepEqual([refused.ok, refused.code, refused.detail], [false, 'sumdb-unreachable', 'forged']);
    assert.deepEqual(await rig.tree(), {});
    const taken = await ours(forged, {});
    assert.deepEqual([taken.ok, taken.proof], [true, 'database']);
  });
});
