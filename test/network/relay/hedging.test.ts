/** When the second entry is asked beside the first: what is usual for the first decides. */
import assert from 'node:assert/strict';
import { type Lab, startLab } from '../../lab/lab.ts';
import { type RunningRelay, runRelay } from './runningRelay.ts';
import { startTurningEntry } from './turningEntry.ts';

/** Whatever ends in a test's time was not ended by one of these. */
const FOR_EVER = { firstByte: 600_000, lastFirstByte: 600_000, stall: 600_000, hedge: 600_000 };

/** The number of the entry that has served the latest request. */
function servedBy({ answers }: RunningRelay): number | null {
  const outcome = answers.at(-1)?.outcome;
  return outcome?.kind === 'served' ? outcome.step.entry.index : null;
}

describe('relay: hedging', function () {
  this.timeout(30_000);
  let lab: Lab;
  let relay: RunningRelay | null = null;
  before(async () => {
    lab = await startLab();
  });
  afterEach(async () => {
    await relay?.close();
    relay = null;
  });
  after(() => lab.stop());

  const ask = async () => {
    const response = await fetch(`${relay?.url}/example.test/a/@v/v1.0.0.info`);
    await response.arrayBuffer();
    return response.status;
  };

  it('an entry that used to answer at once is not waited for longer, when it falls silent', async () => {
    const first = await startTurningEntry(lab.urls.healthy, lab.urls.silent);
    try {
      relay = await runRelay(lab, `${first.url},${lab.urls.healthy}`, { limits: FOR_EVER });
      for (let at = 0; at < 20; at++) assert.equal(await ask(), 200);
      first.turn();
      assert.equal(await ask(), 200);
      assert.equal(servedBy(relay), 1);
    } finally {
      await first.stop();
    }
  });

  it('an entry that nothing is known of is waited for as the limits say', async () => {
    relay = await runRelay(lab, `${lab.urls.silent},${lab.urls.healthy}`, { limits: { ...FOR_EVER, hedge: 50 } });
    assert.equal(await ask(), 200);
    assert.equal(servedBy(relay), 1);
  });
});
