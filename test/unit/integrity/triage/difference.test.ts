/** What differs between two texts, and between the files of two sources. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { compareSources, firstLine } from '../../../../src/integrity/triage/difference.ts';
import type { Fetched } from '../../../../src/integrity/triage/fetched.ts';
import { type SourceKind, sourceRow } from '../../../../src/integrity/triage/source.ts';
import { zipArchive } from '../../../lab/content/zipArchive.ts';

describe('integrity: the first line that differs', () => {
  for (const [before, after, expected] of [
    ['a\nb\nc', 'a\nb\nc', null],
    ['a\nb\nc', 'a\nX\nc', { number: 2, before: 'b', after: 'X' }],
    ['a\n', 'a\nb\n', { number: 2, before: '', after: 'b' }],
    ['a', 'a\nb', { number: 2, before: null, after: 'b' }],
    ['', 'a', { number: 1, before: '', after: 'a' }],
    ['a\r\n', 'a\n', { number: 1, before: 'a\r', after: 'a' }],
  ] as const) {
    it(JSON.stringify([before, after]), () => assert.deepEqual(firstLine(before, after), expected));
  }

  it('ends for any two texts', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        assert.equal(firstLine(a, b) === null, a === b);
      }),
    );
  });
});

describe('integrity: the files that differ', () => {
  const SUBJECT = { module: 'example.test/m', version: 'v1.0.0' };
  type Files = Readonly<Record<string, string | Buffer>>;
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'goproxy-difference-test-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  async function folder(name: string, files: Files, source: SourceKind = 'cache'): Promise<Fetched> {
    const place = path.join(root, name);
    for (const [file, content] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(place, file)), { recursive: true });
      await writeFile(path.join(place, file), content);
    }
    return { row: sourceRow(source, name), content: { kind: 'folder', path: place }, goMod: null };
  }

  async function archive(name: string, files: Files, goMod: string | null = null): Promise<Fetched> {
    const place = path.join(root, `${name}.zip`);
    const named = Object.entries(files).map(
      ([file, text]) => [`example.test/m@v1.0.0/${file}`, Buffer.from(text)] as const,
    );
    await writeFile(place, await zipArchive(new Map(named)));
    if (goMod !== null) await writeFile(path.join(root, `${name}.mod`), goMod);
    const beside = goMod === null ? null : path.join(root, `${name}.mod`);
    return { row: sourceRow('mirror', name), content: { kind: 'zip', path: place }, goMod: beside };
  }

  const compare = (from: Fetched, to: Fetched) => compareSources(from, to, SUBJECT, new AbortController().signal);
  const GOOD: Files = { 'go.mod': 'module m\n', 'a.go': 'package a\n', 'sub/b.go': 'package b\n' };

  it('an archive and the folder that was made of it do not', async () => {
    const found = await compare(await archive('good', GOOD), await folder('unpacked', GOOD));
    assert.deepEqual(found, { from: 'good', to: 'unpacked', files: [], more: 0 });
  });

  it('are told by content, whatever their size; with their texts, and the line', async () => {
    const found = await compare(
      await archive('good', { ...GOOD, gone: 'x', 'logo.png': Buffer.from([0, 1]) }),
      await archive('bad', {
        ...GOOD,
        'a.go': 'package x\n',
        'new.go': 'package n\n',
        'logo.png': Buffer.from([0, 2]),
      }),
    );
    assert.deepEqual(
      found?.files.map(({ name, kind, before, after, line, texts }) => [
        name,
        kind,
        before,
        after,
        line?.number,
        texts?.after,
      ]),
      [
        ['a.go', 'changed', 10, 10, 1, 'package x\n'],
        ['gone', 'removed', 1, null, undefined, ''],
        ['logo.png', 'changed', 2, 2, undefined, undefined],
        ['new.go', 'added', null, 10, undefined, 'package n\n'],
      ],
    );
  });

  it('the go.mod beside an archive counts by itself, where both serve one', async () => {
    const served = await compare(await archive('good', GOOD, 'module m\n'), await archive('bad', GOOD, 'module x\n'));
    assert.deepEqual(
      served?.files.map(({ name, line }) => [name, line?.after]),
      [['v1.0.0.mod', 'module x']],
    );
    const one = await compare(await archive('good', GOOD, 'module m\n'), await archive('bad', GOOD));
    assert.deepEqual(one?.files, []);
    const withoutContent = { ...(await archive('bad', GOOD, 'module x\n')), content: null };
    const alone = await compare(await archive('good', GOOD, 'module m\n'), withoutContent);
    assert.deepEqual(
      alone?.files.map(({ name }) => name),
      ['v1.0.0.mod'],
    );
  });

  it('of a vendor folder those that both have', async () => {
    const files = { 'a.go': 'package a // mine\n', 'other/module.go': 'package o\n' };
    const found = await compare(await archive('good', GOOD), await folder('vendor', files, 'vendor'));
    assert.deepEqual(
      found?.files.map(({ name }) => name),
      ['a.go'],
    );
  });

  it('beyond fifty are counted, and long texts are not handed over', async () => {
    const many = (text: string) => Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`f${at}`, text]));
    const found = await compare(await folder('a', many('x'.repeat(900_000))), await folder('b', many('y')));
    assert.deepEqual([found?.files.length, found?.more], [50, 10]);
    const kept = found?.files.filter(({ texts }) => texts !== null) ?? [];
    assert.ok(kept.length >= 8 && kept.length < 10, `${kept.length}`);
  });

  it('are none where a source cannot be read', async () => {
    const missing: Fetched = {
      ...(await archive('bad', GOOD)),
      content: { kind: 'zip', path: path.join(root, 'none.zip') },
    };
    assert.equal(await compare(await archive('good', GOOD), missing), null);
    await writeFile(path.join(root, 'none.zip'), 'no archive');
    assert.equal(await compare(missing, await archive('good', GOOD)), null);
  });
});
