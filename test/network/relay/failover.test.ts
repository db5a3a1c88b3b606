/** The relay between the real go and a list whose first entry is broken: each fault of the lab that it can mend. */
import assert from 'node:assert/strict';
import type { FailureCode } from '../../../src/failures/code.ts';
import type { FaultName } from '../../lab/faults.ts';
import { runGo } from '../../lab/goRunner.ts';
import { type Lab, startLab } from '../../lab/lab.ts';
import { until } from '../../support/until.ts';
import { type RunningRelay, runRelay } from './runningRelay.ts';

/** Faults of a first entry behind which go itself fails or hangs under `,`, and what the relay finds. */
const BROKEN: Readonly<Partial<Record<FaultName, FailureCode>>> = {
  silent: 'stall',
  'black-hole': 'connect-timeout',
  'tls-silent': 'response-timeout',
  'headers-then-silent': 'stall',
  'body-stall': 'stall',
  refused: 'refused',
  'reset-at-once': 'reset',
  'reset-mid-body': 'reset',
  junk: 'bad-content',
  'status-401': 'http-denied',
  'status-403': 'http-denied',
  'status-429': 'rate-limited',
  'status-500': 'server-error',
  'status-502': 'server-error',
  'status-504': 'server-error',
  'html-200': 'bad-content',
  'bad-json': 'bad-content',
  'wrong-version': 'bad-content',
  'bad-mod': 'bad-content',
  'truncated-zip': 'bad-content',
  'short-zip': 'reset',
  'redirect-loop': 'bad-content',
  'redirect-to-http': 'bad-content',
  'tls-unknown-authority': 'tls',
  'tls-expired': 'tls',
  'tls-wrong-name': 'tls',
  'tls-missing-intermediate': 'tls',
  'tls-on-http-port': 'tls',
  'http-on-tls-port': 'tls',
  'h2-stream-error': 'reset',
  'h2-goaway': 'reset',
  'h2-goaway-mid-body': 'reset',
  'gzip-bomb': 'bad-content',
  'many-headers': 'bad-content',
};

describe('relay: a broken first entry, a healthy second', function () {
  this.timeout(60_000);
  let lab: Lab;
  let relay: RunningRelay | null = null;
  before(async () => {
    lab = await startLab();
  });
  afterEach(async () => {
    await relay?.close();
    relay = null;
    lab.reset();
  });
  after(() => lab.stop());

  for (const [fault, code] of Object.entries(BROKEN) as [FaultName, FailureCode][]) {
    it(`${fault}: the real go ends well in seconds, with the right bytes`, async () => {
      relay = await runRelay(lab, `${lab.urls[fault]},${lab.urls.healthy}`);
      const run = await runGo(['mod', 'download', '-json', 'example.test/a@v1.0.0'], { goproxy: relay.goproxy });
      assert.equal(run.code, 0, run.stdout + run.stderr);
      const told = JSON.parse(run.stdout) as { Sum: string; GoModSum: string };
      const module = lab.modules.find('example.test/a', 'v1.0.0');
      assert.deepEqual([told.Sum, told.GoModSum], [module?.zipHash, module?.modHash]);
      assert.ok(run.ms < 15_000, `${run.ms} ms`);
      const { answers, circuits } = relay;
      const tried = () => answers.flatMap(({ outcome }) => outcome.tried).map(({ result }) => result);
      const isSeen = () =>
        tried().some((result) => result.kind === 'failed' && result.failure.code === code) ||
        circuits.view().some(({ failure }) => failure?.code === code);
      // Who was overtaken shows a moment later what was wrong with it.
      await until(isSeen, `${fault} is ${code}`);
    });
  }
});
