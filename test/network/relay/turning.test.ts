/** Entries that break while the real go is at work: each fault of the lab at each moment, and at each place of the list. */
import assert from 'node:assert/strict';
import { runGo } from '../../lab/goRunner.ts';
import { type GraphServer, runGraphServer } from '../../lab/graph/runGraphServer.ts';
import { type Lab, startLab } from '../../lab/lab.ts';
import { until } from '../../support/until.ts';
import { type RunningRelay, runRelay } from './runningRelay.ts';
import { BROKEN, MOMENTS, PLACES, type Place, playAll } from './turning.ts';

describe('relay: an entry that turns bad while go is at work', function () {
  this.timeout(120_000);
  let lab: Lab;
  before(async () => {
    lab = await startLab();
  });
  after(() => lab.stop());

  // Pairwise: each fault meets each moment, and each place once. All three with each other are the soak's.
  for (const [shift, moment] of MOMENTS.entries()) {
    it(`${moment}: go ends well in seconds, with the right bytes`, async () => {
      const turns = BROKEN.map((fault, at) => {
        const place = PLACES[(at + shift) % PLACES.length] as Place;
        return { fault, place, moment };
      });
      const played = await playAll(lab, turns);
      assert.deepEqual(
        played.flatMap(({ wrong }) => wrong ?? []),
        [],
      );
      const unmet = played.filter(({ met }) => met === 0).map(({ fault, place }) => `${fault}, ${place}`);
      assert.deepEqual(unmet, [], 'each fault was met');
    });
  }
});

describe('relay: an entry that dies and recovers during one run of go', function () {
  this.timeout(60_000);
  let lab: Lab;
  let server: GraphServer;
  let relay: RunningRelay | null = null;
  before(async () => {
    [lab, server] = await Promise.all([startLab(), runGraphServer([50])]);
  });
  afterEach(() => relay?.close());
  after(() => Promise.all([lab.stop(), server.stop()]));

  for (const mode of ['silent', 'status-500', 'body-stall'] as const) {
    it(`${mode}: fifty modules arrive all the same`, async () => {
      server.delay(50);
      relay = await runRelay(lab, server.changing.slice(0, 2).join(','));
      const { answers, circuits, goproxy } = relay;
      const [first = ''] = server.changing;
      const going = runGo(['mod', 'download', 'example.test/g50/m0@v1.0.0', ...others()], { goproxy });
      await until(() => answers.length > 10, 'go is at work');
      server.change(0, mode);
      await until(
        () => circuits.view().some(({ entry, state }) => entry === first && state !== 'closed'),
        'it is left alone',
      );
      server.change(0, 'healthy');
      const run = await going;
      assert.equal(run.code, 0, run.stderr);
      assert.ok(run.ms < 20_000, `${run.ms} ms`);
      assert.ok(answers.every(({ outcome }) => outcome.kind === 'served'));
    });
  }

  function others(): string[] {
    return Array.from({ length: 49 }, (_, at) => `example.test/g50/m${at + 1}@v1.0.0`);
  }
});
