/** What every window pays for, whether anybody looks at the proxies or not: so it stays small. */
import assert from 'node:assert/strict';
import { type BuiltBundles, buildBundles } from '../../network/builtBundles.ts';
import { loadedFiles } from '../../support/loadedFiles.ts';

const BOUND = 40_000;

describe('what the extension loads at its start', () => {
  let bundles: BuiltBundles;
  before(async () => {
    bundles = await buildBundles();
  });
  after(() => bundles.remove());

  it('is little: what examines, explains, shows and changes comes later', async () => {
    const { bytes, names } = await loadedFiles(bundles.extension);
    assert.ok(
      bytes < BOUND,
      `${bytes} bytes in ${names.join(', ')}: is a value imported that only composeLater.ts needs?`,
    );
    assert.ok(names.includes('extension.js') && bytes > 10_000, names.join(', '));
  });
});
