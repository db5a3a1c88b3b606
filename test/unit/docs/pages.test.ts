/** The pages that are made from the code: none is stale, in any language; both languages have the same parts, and each has all of them. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { FAILURE_CODES } from '../../../src/failures/code.ts';
import { codeOf, headingsOf } from '../../support/markdown.ts';

const ROOT = path.join(import.meta.dirname, '..', '..', '..');
const read = (...names: string[]) => readFileSync(path.join(ROOT, ...names), 'utf8');
const manifest = JSON.parse(read('package.json'));
const LANGUAGES = ['', '.zh-cn'] as const;

/** Returns the headings of a level, 1 for `#`. */
const headings = (text: string, wanted: number) =>
  headingsOf(text)
    .filter(({ level }) => level === wanted)
    .map(({ heading }) => heading);

describe('the pages of docs/', () => {
  it('are what scripts/docs.mjs makes', function () {
    this.timeout(30_000);
    const { status, stderr } = spawnSync(process.execPath, ['scripts/docs.mjs', '--check'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
  });

  for (const suffix of LANGUAGES) {
    const page = (kind: string) => read('docs', `${kind}${suffix}.md`);

    describe(suffix === '' ? 'in English' : 'in Chinese', () => {
      it('have a heading for every code, which is its anchor', () => {
        assert.deepEqual(headings(page('failures'), 2).slice(1), [...FAILURE_CODES]);
      });

      it('say what can be done about each, or that nothing can', () => {
        const words = suffix === '' ? '**What to do**' : '**处理办法**';
        const without = page('failures')
          .split(/^## /m)
          .slice(2)
          .filter((text) => !text.includes(words))
          .map((text) => text.split('\n', 1)[0]);
        assert.deepEqual(without, ['settings-drift', 'clock-skew']);
      });

      it('have every setting', () => {
        const keys = manifest.contributes.configuration.flatMap((one: { properties: object }) =>
          Object.keys(one.properties),
        );
        assert.deepEqual(headings(page('settings'), 2).sort(), keys.sort());
      });

      it('have every command, with what it does', () => {
        for (const { command } of manifest.contributes.commands) {
          assert.match(
            page('commands'),
            new RegExp(`^\\| .* \\| \`${command}\` \\| \\S.* \\|$`, 'm'),
            `words in scripts/docs: ${command}`,
          );
        }
      });

      it('hold no line that is not a line of text', () => {
        for (const kind of ['failures', 'settings', 'commands']) {
          assert.doesNotMatch(page(kind), /undefined|\[object|\{\d\}|%\w| {3,}$/m);
          assert.ok(
            page(kind)
              .split('\n')
              .every((line) => !/[\u0000-\u001f]/.test(line)),
          );
        }
      });
    });
  }

  it('have the same words of go and the same commands in both languages', () => {
    const code = (suffix: string) => codeOf(read('docs', `failures${suffix}.md`), 'text');
    assert.ok(code('').length > 20);
    assert.deepEqual(code('.zh-cn'), code(''));
    const subcommands = LANGUAGES.map((suffix) => headings(read('docs', `commands${suffix}.md`), 3));
    assert.ok((subcommands[0] ?? []).includes('diagnose'));
    assert.deepEqual(subcommands[1], subcommands[0]);
  });
});
