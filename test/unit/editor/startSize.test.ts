/** What every window pays for, whether anybody looks at the proxies or not, stays small; and what comes later brings no state a second time. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type BuiltBundles, buildBundles } from '../../network/builtBundles.ts';
import { loadedFiles } from '../../support/loadedFiles.ts';

const BOUND = 40_000;
/** For a window that has looked at the proxies, and in which nobody has asked for anything. */
const LOOKED = 300_000;
/** What such a window loads. */
const LOOKING = /^(?:composeLater|language|doctor)-/;
/** Words of @vscode/l10n, which holds the language. The MCP SDK has “Unsupported protocol version”. */
const L10N = /Unsupported protocol(?! version)/;

describe('the bundles', () => {
  let bundles: BuiltBundles;
  before(async () => {
    bundles = await buildBundles();
  });
  after(() => bundles.remove());

  it('load little of the extension at its start: what examines, explains, shows and changes comes later', async () => {
    const { bytes, names } = await loadedFiles(bundles.extension);
    assert.ok(
      bytes < BOUND,
      `${bytes} bytes in ${names.join(', ')}: is a value imported that only composeLater.ts or composeActs.ts needs?`,
    );
    assert.ok(names.includes('extension.js') && bytes > 10_000, names.join(', '));
  });

  it('load not much more to look, and to show what was seen: what is asked for comes with the asking', async () => {
    const { bytes, names } = await loadedFiles(bundles.extension, (name) => LOOKING.test(name));
    assert.ok(
      bytes < LOOKED,
      `${bytes} bytes in ${names.join(', ')}: is a value imported that only composeActs.ts needs?`,
    );
    assert.equal(names.filter((name) => LOOKING.test(name)).length, 3, names.join(', '));
    assert.ok(!names.some((name) => name.startsWith('composeActs')), names.join(', '));
  });

  it('have no two files that need each other, whichever is loaded first', async () => {
    const { names } = await loadedFiles(bundles.extension, () => true);
    assert.ok(names.some((name) => name.startsWith('composeActs')) && names.length > 20, names.join(', '));
  });

  for (const root of ['extension', 'cli'] as const) {
    it(`have one language for all parts of the ${root}`, async () => {
      const folder = bundles[root].replace(/\.js$/, '');
      const parts = (await readdir(folder)).map((name) => path.join(folder, name));
      const texts = await Promise.all([bundles[root], ...parts].map((file) => readFile(file, 'utf8')));
      assert.equal(texts.filter((text) => L10N.test(text)).length, 1);
      assert.ok(texts.length > 5, `${texts.length} files`);
    });
  }

  it('leave the protocol of agents, which is large, to the command that speaks it', async () => {
    const folder = bundles.cli.replace(/\.js$/, '');
    const parts = await readdir(folder);
    const texts = await Promise.all(
      [bundles.cli, ...parts.map((name) => path.join(folder, name))].map((file) => readFile(file, 'utf8')),
    );
    const speaking = ['cli.js', ...parts].filter((_, at) => texts[at]?.includes('notifications/initialized'));
    assert.equal(speaking.length, 1);
    assert.match(speaking[0] ?? '', /^mcp-/);
  });
});
