/** The page of the failures: it is what the catalogue says, and every code has its place on it. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { FAILURE_CODES } from '../../../src/failures/code.ts';

const ROOT = path.join(import.meta.dirname, '..', '..', '..');
const page = () => readFileSync(path.join(ROOT, 'docs', 'failures.md'), 'utf8');

describe('docs/failures.md', () => {
  it('is what scripts/failurePages.mjs makes', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/failurePages.mjs', '--check'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
  });

  it('has a heading for every code, which is its anchor, and leads nowhere else', () => {
    const headings = [...page().matchAll(/^## (\S+)$/gm)].map(([, code]) => code);
    assert.deepEqual(headings, [...FAILURE_CODES]);
    const links = [...page().matchAll(/\]\(#([\w-]+)\)/g)].map(([, code]) => code ?? '');
    assert.ok(links.length > 0);
    for (const code of links) assert.ok((FAILURE_CODES as readonly string[]).includes(code), code);
  });

  it('says what can be done about each, or that nothing can', () => {
    const without = page()
      .split(/^## /m)
      .slice(2)
      .filter((text) => !text.includes('**What to do**'))
      .map((text) => text.split('\n', 1)[0]);
    assert.deepEqual(without, ['settings-drift', 'clock-skew']);
  });

  it('holds no line that is not a line of text', () => {
    assert.doesNotMatch(page(), /undefined|\[object|\{\d\}| {3,}$/m);
    assert.ok(
      page()
        .split('\n')
        .every((line) => !/[\u0000-\u001f]/.test(line)),
    );
  });
});
