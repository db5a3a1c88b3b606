/** A first entry that comes and goes, as the relay lives through it: with a clock turned by hand. */
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import * as fc from 'fast-check';
import { parseList } from '../../../src/goproxy/list/list.ts';
import { fault } from '../../../src/net/fault.ts';
import type { Upstream } from '../../../src/net/upstream/upstream.ts';
import { newToken } from '../../../src/relay/admission.ts';
import { Circuits } from '../../../src/relay/circuits.ts';
import { Relay } from '../../../src/relay/relay.ts';
import { ManualClock } from '../../support/manualClock.ts';

const HALF = 10_000;
const WHILE = 300_000;

/** How the first entry fails while it is down: at once, or by silence. */
const DOWN = ['refused', 'silent', 'status-500'] as const;

interface Case {
  readonly down: (typeof DOWN)[number];
  /** ms by which the flapping is ahead of the first request. */
  readonly phase: number;
  /** ms between two requests: in turns. */
  readonly gaps: readonly number[];
  /** For the jitter of the pauses. */
  readonly chance: number;
}

const anyCase: fc.Arbitrary<Case> = fc.record({
  down: fc.constantFrom(...DOWN),
  phase: fc.nat(2 * HALF - 1),
  gaps: fc.array(fc.integer({ min: 2_000, max: HALF }), { minLength: 1, maxLength: 20 }),
  chance: fc.double({ min: 0, max: 0.999, noNaN: true }),
});

/** Plays requests for five minutes, and for ten more in which the first entry is well. */
async function play({ down, phase, gaps, chance }: Case) {
  const clock = new ManualClock();
  const isDown = () => clock.monotonic() < WHILE && Math.floor((clock.monotonic() + phase) / HALF) % 2 === 1;
  const upstream: Upstream = {
    async ask(url, { deadline, signal }) {
      const isFirst = new URL(url).host === 'pub1';
      const wait = isFirst && isDown() && down === 'silent' ? deadline : 20;
      await new Promise<void>((resolve, reject) => {
        const timer = clock.after(wait, resolve);
        signal.addEventListener('abort', () => {
          timer.dispose();
          reject(signal.reason);
        });
      });
      if (wait > 20) return fault('no-headers', 'first-byte', 'no-headers');
      if (isFirst && isDown() && down === 'refused') return fault('refused', 'connect', 'refused');
      const status = isFirst && isDown() ? 500 : 200;
      return { status, headers: new Map(), body: Readable.from([Buffer.from('v1.0.0\n')]), url };
    },
    close: () => undefined,
  };
  const circuits = new Circuits(clock, () => chance);
  const relay = new Relay({ clock, circuits, upstream, explain: () => 'failed' });
  const list = parseList('https://pub1,https://pub2');
  assert.ok(list.ok);
  const [first] = list.value.entries;
  assert.ok(first?.kind === 'url');
  const token = newToken();
  relay.serve(token, { list: list.value, isPublic: () => true, credentials: () => [] });
  /** Each time that the first entry is relied on, or is not any more. */
  const switches: number[] = [];
  let isRelied = true;
  const slow: string[] = [];
  let asked = 0;
  const ask = async () => {
    const started = clock.monotonic();
    const target = `/${token}/example.test/a/@v/list`;
    const request = { method: 'GET', target, host: '127.0.0.1:1', signal: new AbortController().signal };
    const { status } = await relay.respond(request, 1);
    const ms = clock.monotonic() - started;
    if (status !== 200 || ms > 1_500) slow.push(`${status} after ${ms} ms, at ${started}`);
    const isNow = !circuits.isDoubtful(first);
    if (isNow !== isRelied) switches.push(clock.monotonic());
    isRelied = isNow;
  };
  while (clock.monotonic() < 3 * WHILE) {
    const asking = ask();
    for (let step = 0; step < 3; step++) await new Promise((resolve) => setImmediate(resolve));
    await clock.advance(gaps[asked++ % gaps.length] ?? HALF);
    await asking;
  }
  relay.dispose();
  return { switches, slow, isRelied };
}

describe('relay: a first entry that flaps', function () {
  this.timeout(60_000);

  it('every 10 s for 5 minutes: it is left once and comes back once, and every request is served in time', async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, async (one) => {
        const { switches, slow, isRelied } = await play(one);
        assert.ok(switches.length <= 2, `${switches}`);
        assert.deepEqual(slow, []);
        assert.equal(isRelied, true, 'trusted again in the end');
      }),
      { numRuns: 40, seed: 20_261_130 },
    );
  });
});
