/** The glossary: each word of it is one that people meet, in its language. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { bundleOf } from '../../support/messages.ts';

const ROOT = path.join(import.meta.dirname, '..', '..', '..');
const read = (name: string) => readFileSync(path.join(ROOT, name), 'utf8');

describe('docs/glossary.md', () => {
  const bundle = bundleOf('zh-cn');
  const page = (suffix: string) =>
    ['README', 'docs/failures', 'docs/settings', 'docs/commands'].map((name) => read(`${name}${suffix}.md`));
  const english = [...Object.keys(bundle), read('package.nls.json'), ...page('')].join('\n').toLowerCase();
  const chinese = [...Object.values(bundle), read('package.nls.zh-cn.json'), ...page('.zh-cn')].join('\n');
  const rows = [...read('docs/glossary.md').matchAll(/^\| (?!English|---)(.+?) \| (.+?) \| /gm)];

  it('has many words', () => assert.ok(rows.length > 50, `${rows.length}`));

  for (const [, ours = '', theirs = ''] of rows) {
    it(`${ours}: ${theirs}`, () => {
      for (const word of ours.split(', ')) assert.ok(english.includes(word.toLowerCase()), `nobody reads “${word}”`);
      for (const word of theirs.split('、')) assert.ok(chinese.includes(word), `nobody reads “${word}”`);
    });
  }
});
