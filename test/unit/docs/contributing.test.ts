/** CONTRIBUTING.md, where it could grow stale: the folders, and the steps to a changed status bar. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { linksOf } from '../../support/markdown.ts';

const ROOT = path.join(import.meta.dirname, '..', '..', '..');
const read = (name: string) => readFileSync(path.join(ROOT, name), 'utf8');

describe('CONTRIBUTING.md', () => {
  const page = read('CONTRIBUTING.md');

  it('leads to each folder of src/', () => {
    const folders = readdirSync(path.join(ROOT, 'src'), { withFileTypes: true }).filter((one) => one.isDirectory());
    const led = new Set(linksOf(page).map(({ file }) => file));
    for (const { name } of folders) assert.ok(led.has(`src/${name}/README.md`), name);
  });

  it('changes a text that is there', () => {
    const [, file = '', before = ''] = /^\d\. In `(src\/\S+)` change `('[^']+')` to/m.exec(page) ?? [];
    assert.ok(read(file).includes(before), `${before} in ${file}`);
  });

  it('names files and scripts that there are', () => {
    const files = page.match(/(?<=[` ])(?:src|test|scripts|docs|l10n)\/[\w./-]+\.\w+/g) ?? [];
    assert.ok(files.length > 10);
    for (const file of files) assert.ok(existsSync(path.join(ROOT, file)), file);
    const { scripts } = JSON.parse(read('package.json'));
    for (const [, script = ''] of page.matchAll(/npm run (\w+)/g)) assert.ok(script in scripts, script);
  });
});
