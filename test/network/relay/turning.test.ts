/** Entries that break while the real go is at work: each fault of the lab, in the midst of the graph and of an archive, at each place. */
import assert from 'node:assert/strict';
import { FAULTS, type Fault, type FaultName } from '../../lab/faults.ts';
import { runGo } from '../../lab/goRunner.ts';
import { type GraphServer, runGraphServer } from '../../lab/graph/runGraphServer.ts';
import { type Lab, startLab } from '../../lab/lab.ts';
import { until } from '../../support/until.ts';
import { type RunningRelay, runRelay } from './runningRelay.ts';
import { startTurningEntry } from './turningEntry.ts';

/** No relay can tell an archive with other bytes from the true one: go does, by its hash. */
const UNSEEN: ReadonlySet<string> = new Set(['altered-zip', 'corrupt-zip']);
const BROKEN = (Object.keys(FAULTS) as FaultName[]).filter(
  (name) => !name.startsWith('healthy') && !name.startsWith('sumdb-') && !UNSEEN.has(name),
);
const MODULES = ['example.test/a@v1.0.0', 'example.test/Upper/MixedCase@v1.0.0', 'example.test/b@v1.0.0'];
/** Runs of go side by side: most of the time is waiting. */
const AT_ONCE = 6;
/** ms that the healthy servers take to answer, so that there is a midst. */
const DELAY = 40;

/** Where the turning entry stands: every fault meets each of them, at one moment or the other. */
const PLACES: Readonly<Record<string, (lab: Lab, entry: string) => string>> = {
  'first of two': (lab, entry) => `${entry},${lab.urls.healthy}`,
  'behind a dead one': (lab, entry) => `${lab.urls.refused},${entry},${lab.urls.healthy}`,
  'before a dead one': (lab, entry) => `${entry},${lab.urls['status-500']},${lab.urls.healthy}`,
};

/** When it turns, by what go has been served. */
const MOMENTS: Readonly<Record<string, (served: readonly string[]) => boolean>> = {
  'in the midst of the graph': (served) => served.length >= 2,
  'in the midst of an archive': (served) => served.filter((kind) => kind === 'mod').length >= MODULES.length,
};

describe('relay: an entry that turns bad while go is at work', function () {
  this.timeout(120_000);
  let lab: Lab;
  before(async () => {
    lab = await startLab();
    lab.delay(DELAY);
  });
  after(() => lab.stop());

  async function play(fault: FaultName, place: string, moment: string): Promise<string | null> {
    const { scheme }: Fault = FAULTS[fault];
    const entry = await startTurningEntry(lab.urls[scheme === 'https' ? 'healthy-tls' : 'healthy'], lab.urls[fault]);
    const relay = await runRelay(lab, PLACES[place]?.(lab, entry.url) ?? '');
    const isDue = MOMENTS[moment] ?? (() => false);
    let hasTurned = false;
    const watching = setInterval(() => {
      if (!isDue(relay.answers.map(({ request }) => request.kind))) return;
      clearInterval(watching);
      // The next answers are on their way by now.
      setTimeout(() => {
        hasTurned = true;
        entry.turn();
      }, DELAY / 3);
    }, 2);
    try {
      const run = await runGo(['mod', 'download', '-json', ...MODULES], { goproxy: relay.goproxy });
      const sums = run.stdout.match(/"Sum": "[^"]+"/g)?.join(' ');
      const wanted = MODULES.map((name) => {
        const [path = '', version = ''] = name.split('@');
        return `"Sum": "${lab.modules.find(path, version)?.zipHash}"`;
      }).join(' ');
      if (run.code === 0 && sums === wanted && run.ms < 15_000 && hasTurned) return null;
      return `${fault}, ${place}, ${moment}: ${run.code} after ${run.ms.toFixed(0)} ms${hasTurned ? '' : ', never turned'}\n${run.stdout}${run.stderr}`;
    } finally {
      clearInterval(watching);
      await relay.close();
      await entry.stop();
    }
  }

  for (const [shift, moment] of Object.keys(MOMENTS).entries()) {
    it(`${moment}: go ends well in seconds, with the right bytes`, async () => {
      const places = Object.keys(PLACES);
      const left = BROKEN.map((fault, at) => [fault, places[(at + shift) % places.length] as string] as const);
      const wrong: string[] = [];
      const worker = async () => {
        for (let one = left.pop(); one !== undefined; one = left.pop()) {
          const found = await play(...one, moment);
          if (found !== null) wrong.push(found);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, worker));
      assert.deepEqual(wrong, []);
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
