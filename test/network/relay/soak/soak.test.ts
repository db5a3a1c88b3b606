/** A short soak: the long one is `npm run soak`. */
import assert from 'node:assert/strict';
import { type BuiltBundles, buildBundles } from '../../builtBundles.ts';
import { soak } from './soak.ts';

describe('relay: soak', function () {
  this.timeout(90_000);
  let bundles: BuiltBundles;
  before(async () => {
    bundles = await buildBundles();
  });
  after(() => bundles.remove());

  it('twenty seconds of random faults: every answer has the right bytes, every run of go ends well', async () => {
    const report = await soak({ duration: 20_000, cli: bundles.cli, seed: 7 });
    assert.deepEqual(report.wrong, []);
    assert.deepEqual(report.failedRuns, []);
    assert.ok(report.requests >= 100, `${report.requests} requests: at least five a second`);
  });
});
