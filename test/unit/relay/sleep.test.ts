/** A machine that sleeps while the relay waits for an entry, and clocks that are set: with a clock turned by hand. */
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { parseList } from '../../../src/goproxy/list/list.ts';
import { fault } from '../../../src/net/fault.ts';
import type { Upstream } from '../../../src/net/upstream/upstream.ts';
import { newToken } from '../../../src/relay/admission.ts';
import { Circuits } from '../../../src/relay/circuits.ts';
import { Relay } from '../../../src/relay/relay.ts';
import { ManualClock } from '../../support/manualClock.ts';

const HOUR = 3_600_000;

/** A relay whose entries are silent until `wake`. */
function start(list: string, isPublic = true) {
  const clock = new ManualClock();
  const asked: string[] = [];
  let isAwake = false;
  const upstream: Upstream = {
    async ask(url, { deadline, signal }) {
      asked.push(`${new URL(url).host} ${clock.monotonic()}`);
      const isSilent = !isAwake;
      await new Promise<void>((resolve, reject) => {
        clock.after(isSilent ? deadline : 20, resolve);
        signal.addEventListener('abort', () => reject(signal.reason));
      });
      if (isSilent) return fault('no-headers', 'first-byte', 'no-headers');
      return { status: 200, headers: new Map(), body: Readable.from([Buffer.from('v1.0.0\n')]), url };
    },
    close: () => undefined,
  };
  const circuits = new Circuits(clock, () => 0);
  const relay = new Relay({ clock, circuits, upstream, explain: () => 'failed' });
  const parsed = parseList(list);
  assert.ok(parsed.ok);
  const token = newToken();
  relay.serve(token, { list: parsed.value, isPublic: () => isPublic, credentials: () => [] });
  const target = `/${token}/example.test/a/@v/list`;
  const request = { method: 'GET', target, host: '127.0.0.1:1', signal: new AbortController().signal };
  let status: number | null = null;
  void relay.respond(request, 1).then((reply) => {
    status = reply.status;
  });
  const turn = async () => {
    for (let step = 0; step < 5; step++) await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    clock,
    asked,
    circuits,
    async on(ms: number) {
      await turn();
      await clock.advance(ms);
      await turn();
    },
    wake() {
      isAwake = true;
    },
    status: () => status,
  };
}

describe('relay: sleep', () => {
  it('what died in flight is asked for again, also where nobody else is left, and is no fault of the entry', async () => {
    for (const isPublic of [true, false]) {
      const { clock, on, wake, status, asked, circuits } = start('https://one', isPublic);
      await on(1_000);
      clock.setWall(8 * HOUR);
      wake();
      await on(9_000);
      await on(20);
      assert.equal(status(), 200);
      assert.deepEqual(asked, ['one 0', 'one 10000']);
      assert.deepEqual(
        circuits.view().map(({ state }) => state),
        ['closed'],
      );
    }
  });

  it('whoever is silent after the sleep too is given up: there is an end', async () => {
    const { clock, on, status, circuits } = start('https://one');
    await on(1_000);
    clock.setWall(8 * HOUR);
    await on(9_000);
    clock.setWall(8 * HOUR);
    assert.equal(status(), null);
    await on(10_000);
    assert.equal(status(), 504);
    assert.equal(circuits.view()[0]?.state, 'open');
  });

  it('a clock that is set a day on, or an hour back, neither shortens a wait nor makes it longer', async () => {
    for (const ms of [24 * HOUR, -HOUR]) {
      const { clock, on, wake, status, asked } = start('https://one,https://two');
      wake();
      clock.setWall(ms);
      await on(20);
      assert.equal(status(), 200);
      assert.deepEqual(asked, ['one 0']);
    }
    const { clock, on, status, asked } = start('https://one');
    await on(1_000);
    clock.setWall(-HOUR);
    await on(8_999);
    assert.equal(status(), null);
    await on(1);
    assert.deepEqual([status(), asked.length], [504, 1]);
  });
});
