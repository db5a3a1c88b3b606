/** A short soak: the long one is `npm run soak`. */
import assert from 'node:assert/strict';
import { type BuiltBundles, buildBundles } from '../../builtBundles.ts';
import { sampleAt, slope } from './memory.ts';
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
    const faults = Object.keys(report.met).filter((way) => !way.startsWith('healthy'));
    assert.ok(faults.length > 0, 'a fault was met');
  });

  it('its slope of memory is that of least squares', () => {
    const samples = [5, 1, 3, 5, 7].map((bytes, at) => ({ ms: at * 30_000, bytes }));
    assert.equal(slope(samples, 30_000), 4);
    assert.equal(slope(samples, 120_000), null);
    assert.deepEqual(sampleAt(samples, 0.5), { ms: 60_000, bytes: 3 });
  });
});
