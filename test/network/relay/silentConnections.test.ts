/** A list of one entry, whose connections die without a word while the relay runs: another is tried in time, and a slow entry is left in peace. */
import assert from 'node:assert/strict';
import { RELAY_LIMITS } from '../../../src/relay/relay.ts';
import { type Lab, startLab } from '../../lab/lab.ts';
import { type RunningRelay, runRelay } from './runningRelay.ts';
import { startTurningEntry, type TurningEntry } from './turningEntry.ts';

const LIST = 'example.test/a/@v/list';
/** go asks for so many things at a time. */
const PARALLEL = 10;
/** ms; longer than the lab takes, also where the machine is busy. */
const FIRST_BYTE = 500;

describe('relay: connections that die without a word', function () {
  this.timeout(60_000);
  let lab: Lab;
  let entry: TurningEntry | null = null;
  let relay: RunningRelay | null = null;
  before(async () => {
    lab = await startLab();
  });
  afterEach(async () => {
    await relay?.close();
    await entry?.stop();
    [relay, entry] = [null, null];
    lab.reset();
  });
  after(() => lab.stop());

  const start = async (name: 'healthy' | 'healthy-h2' | 'healthy-tls', isPublic: boolean) => {
    entry = await startTurningEntry(lab.urls[name], lab.urls[name]);
    const limits = { ...RELAY_LIMITS, firstByte: FIRST_BYTE, lastFirstByte: 10 * FIRST_BYTE };
    relay = await runRelay(lab, entry.url, { limits, isPublic: () => isPublic });
    return { entry, relay };
  };
  /** The statuses, and the ms that the slowest took. */
  const ask = async (url: string, count = PARALLEL) => {
    const started = performance.now();
    const all = await Promise.all(Array.from({ length: count }, async () => (await fetch(`${url}/${LIST}`)).status));
    return { statuses: [...new Set(all)], ms: performance.now() - started };
  };

  for (const name of ['healthy', 'healthy-tls', 'healthy-h2'] as const) {
    it(`${name}: every request is answered soon after the first byte is due, and the next ones at once`, async () => {
      for (const isPublic of [true, false]) {
        const { entry, relay } = await start(name, isPublic);
        assert.deepEqual((await ask(relay.url)).statuses, [200]);
        entry.forget();
        const { statuses, ms } = await ask(relay.url);
        assert.deepEqual(statuses, [200]);
        assert.ok(ms >= FIRST_BYTE && ms < 5 * FIRST_BYTE, `${ms} ms`);
        const next = await ask(relay.url);
        assert.deepEqual(next.statuses, [200]);
        assert.ok(next.ms < FIRST_BYTE, `${next.ms} ms, the next ones`);
        await relay.close();
        await entry.stop();
      }
    });

    it(`${name}: an entry that is slow is asked once more, once, and all its answers are taken`, async () => {
      const { relay } = await start(name, true);
      assert.deepEqual((await ask(relay.url, 1)).statuses, [200]);
      lab.reset();
      lab.delay(2 * FIRST_BYTE);
      for (const round of [1, 2, 3]) {
        const { statuses, ms } = await ask(relay.url, 1);
        assert.deepEqual(statuses, [200], `round ${round}`);
        assert.ok(ms < 3 * FIRST_BYTE, `round ${round}: ${ms} ms`);
      }
      assert.equal(lab.requests(name).length, 4);
    });
  }

  it('an entry that has died is not asked twice as often', async () => {
    const { entry, relay } = await start('healthy', false);
    assert.deepEqual((await ask(relay.url, 1)).statuses, [200]);
    lab.reset();
    lab.delay(60_000);
    for (const _ of [1, 2]) assert.deepEqual((await ask(relay.url, 1)).statuses, [504]);
    assert.ok(entry.met === 0 && lab.requests('healthy').length <= 3, `${lab.requests('healthy').length} requests`);
  });
});
