/** The READMEs: the same in both languages, as far as it can be compared, and every link leads somewhere. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { anchorsOf, codeOf, headingsOf, linksOf, rowsOf } from '../../support/markdown.ts';

const ROOT = path.join(import.meta.dirname, '..', '..', '..');
const read = (name: string) => readFileSync(path.join(ROOT, name), 'utf8');

describe('README.md and README.zh-cn.md', () => {
  const [english, chinese] = [read('README.md'), read('README.zh-cn.md')];

  it('have the same parts', () => {
    const levels = (text: string) => headingsOf(text).map(({ level }) => level);
    assert.deepEqual(levels(chinese), levels(english));
    assert.deepEqual(rowsOf(chinese), rowsOf(english));
    const points = (text: string) => text.match(/^- /gm)?.length;
    assert.equal(points(chinese), points(english));
  });

  it('have the same figures of the benchmark', () => {
    const rows = (text: string) => /^\| Node 24\b.*\n(?:\|.*\n)+/m.exec(text)?.[0].split('\n') ?? [];
    // Sorted: where words are put differently, their order may be another.
    const figures = (text: string) => rows(text).map((row) => row.match(/\d+(?:[.,]\d+)*/g)?.sort());
    assert.ok(rows(english).length > 10);
    assert.deepEqual(figures(chinese), figures(english));
  });

  it('show the same commands', () => {
    for (const language of ['sh', 'json']) assert.deepEqual(codeOf(chinese, language), codeOf(english, language));
  });

  it('lead to the same places, each in its language', () => {
    const files = (text: string) =>
      linksOf(text).map(({ file }) => file.replace('.zh-cn.md', '.md').replace('media/zh-cn/', 'media/'));
    // The first leads to the other one.
    assert.deepEqual(files(chinese).slice(1), files(english).slice(1));
    const pages = files(english).filter((file) => file.endsWith('.md'));
    const translated = pages
      .map((file) => file.replace('.md', '.zh-cn.md'))
      .filter((file) => existsSync(path.join(ROOT, file)));
    const chosen = new Set(linksOf(chinese).map(({ file }) => file));
    assert.deepEqual(
      translated.slice(1).filter((file) => !chosen.has(file)),
      [],
    );
  });
});

describe('every page', () => {
  const pages = globSync(['*.md', 'docs/*.md', 'src/**/*.md', 'test/**/README.md', 'examples/**/*.md'], { cwd: ROOT });
  for (const page of pages) {
    it(`leads to places that there are: ${page}`, () => {
      for (const { file, anchor } of linksOf(read(page))) {
        const target = file === '' ? page : path.join(path.dirname(page), file);
        assert.ok(existsSync(path.join(ROOT, target)), `${file} of ${page}`);
        if (anchor !== '') assert.ok(anchorsOf(read(target)).has(anchor), `${file}#${anchor} of ${page}`);
      }
    });

    it(`has no emphasis that Markdown would not end: ${page}`, () => {
      // Between a sign and a letter the stars belong to what follows (CommonMark, right-flanking); Chinese has no blank there.
      const text = read(page).replace(/`[^`\n]+`|^ *```[\s\S]*?^ *```$/gm, 'x');
      for (const [, open = '', last = '', next = ''] of text.matchAll(/(\*\*)(?=\S)[^*\n]*?(\S)\*\*(.?)/g)) {
        const isLost = /\p{P}/u.test(last) && /[\p{L}\p{N}]/u.test(next);
        assert.ok(!isLost, `${open}…${last}**${next} of ${page}`);
      }
    });
  }
});
