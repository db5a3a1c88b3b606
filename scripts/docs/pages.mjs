/** All pages that are made, by their names: each kind of page in each language. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { speak } from '../../src/text/language.ts';
import { commandsPage } from './commandsPage.mjs';
import { failuresPage } from './failuresPage.mjs';
import { settingsPage } from './settingsPage.mjs';
import * as en from './words/en.mjs';
import * as zhCn from './words/zhCn.mjs';

const KINDS = { failures: failuresPage, settings: settingsPage, commands: commandsPage };

/** `suffix` stands in the names of files; `bundle` and `manifest` have the words of src/ and of package.json. */
const LANGUAGES = [
  { suffix: '', words: en, bundle: null, manifest: 'package.nls.json', other: '.zh-cn', otherName: '简体中文' },
  {
    ...{ suffix: '.zh-cn', words: zhCn, bundle: 'l10n/bundle.l10n.zh-cn.json', manifest: 'package.nls.zh-cn.json' },
    ...{ other: '', otherName: 'English' },
  },
];

/** Returns `[name, text]` of each page. */
export function allPages(root) {
  const read = (file) => JSON.parse(readFileSync(join(root, file), 'utf8'));
  const manifest = read('package.json');
  return LANGUAGES.flatMap(({ suffix, words, bundle, manifest: texts, other, otherName }) => {
    speak(bundle === null ? null : read(bundle));
    const spoken = inWords(manifest, read(texts));
    return Object.entries(KINDS).map(([kind, page]) => {
      const head = `<!-- Made by scripts/docs.mjs from the code: change that, and run npm run docs. -->\n\n[${otherName}](${kind}${other}.md)`;
      const text = `${head}\n\n${page(words[kind], spoken)}\n`.replace(/\n{3,}/g, '\n\n');
      return [`${kind}${suffix}.md`, text];
    });
  });
}

/** Returns the manifest with the texts that stand for its `%keys%`. */
function inWords(value, texts) {
  if (typeof value === 'string') return value.replace(/^%(.+)%$/, (whole, key) => texts[key] ?? whole);
  if (Array.isArray(value)) return value.map((one) => inWords(one, texts));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inWords(one, texts)]));
}
