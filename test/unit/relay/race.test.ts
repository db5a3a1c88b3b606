/** The race of one request through the entries of a list, with a clock turned by hand. */
import assert from 'node:assert/strict';
import { parseList } from '../../../src/goproxy/list/list.ts';
import type { Attempted, Failed } from '../../../src/relay/attempt.ts';
import { type Outcome, race } from '../../../src/relay/race.ts';
import { planOf } from '../../../src/relay/steps.ts';
import { ManualClock } from '../../support/manualClock.ts';

type Script = readonly (readonly [after: number, result: Attempted])[];

function failed(code: Failed['failure']['code'] = 'server-error', ms = 0): Failed {
  return {
    kind: 'failed',
    failure: { code, detail: null, phase: null },
    status: null,
    words: '',
    ms,
    retryAfter: null,
  };
}
const NOT_FOUND: Attempted = { kind: 'not-found', status: 404, words: 'not found: x' };
const GOOD: Attempted = { kind: 'served', contentType: null, length: 1, body: Buffer.from('x') };
const NEVER = 1e9;

interface Run {
  /** `+0` an entry is asked, `-0` it is given up, each with its time. */
  readonly log: readonly string[];
  readonly outcome: string;
}

/** Plays `script`, an answer an entry, for a list of which hosts that begin with `pub` are public. `open` are left alone. */
async function play(list: string, script: Script, { open = [] as number[], patience = 1000 } = {}): Promise<Run> {
  const parsed = parseList(list);
  assert.ok(parsed.ok);
  const { steps } = planOf(parsed.value, ({ host }) => host.startsWith('pub'));
  const clock = new ManualClock();
  const log: string[] = [];
  const result: { outcome: Outcome | null } = { outcome: null };
  const ports = {
    clock,
    ask: ({ entry }: (typeof steps)[number], isLast: boolean, signal: AbortSignal) =>
      new Promise<Attempted>((resolve, reject) => {
        const [after, answer] = script[entry.index] as Script[number];
        log.push(`+${entry.index}${isLast ? '!' : ''} ${clock.monotonic()}`);
        clock.after(after, () => resolve(answer));
        signal.addEventListener('abort', () => {
          log.push(`-${entry.index} ${clock.monotonic()}`);
          reject(signal.reason);
        });
      }),
    leftAlone: ({ entry }: (typeof steps)[number]) => (open.includes(entry.index) ? failed('stall') : null),
    patience: () => patience,
    overtaken: () => undefined,
  };
  const racing = race(steps, ports, new AbortController().signal).then((outcome) => {
    result.outcome = outcome;
  });
  for (let turn = 0; result.outcome === null && turn < 100; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    if (clock.next !== null) await clock.advance(clock.next);
  }
  await racing;
  const { outcome } = result;
  assert.ok(outcome !== null);
  const tried = outcome.tried.map(
    ({ step, result: one }) => `${step.entry.index}:${one.kind === 'failed' ? one.failure.code : one.status}`,
  );
  const who = outcome.kind === 'served' ? ` by ${outcome.step.entry.index}` : '';
  return { log, outcome: `${outcome.kind}${who}${tried.length === 0 ? '' : ` after ${tried.join(' ')}`}` };
}

describe('relay: the race', () => {
  it('the first that answers well is the only one asked', async () => {
    const run = await play('https://pub1,https://pub2', [
      [10, GOOD],
      [10, GOOD],
    ]);
    assert.deepEqual(run, { log: ['+0 0'], outcome: 'served by 0' });
  });

  it('one that fails is followed by the next at once, among public mirrors also under “,”', async () => {
    const run = await play('https://pub1,https://pub2', [
      [10, failed()],
      [10, GOOD],
    ]);
    assert.deepEqual(run, { log: ['+0 0', '+1! 10'], outcome: 'served by 1 after 0:server-error' });
  });

  it('a barrier is never passed because it failed', async () => {
    const run = await play('https://corp,https://pub1,direct', [
      [10, failed()],
      [0, GOOD],
    ]);
    assert.deepEqual(run, { log: ['+0! 0'], outcome: 'failed after 0:server-error' });
  });

  it('a barrier is never passed because it is late, or left alone', async () => {
    const late = await play('https://corp,https://pub1,direct', [
      [60_000, GOOD],
      [0, GOOD],
    ]);
    assert.deepEqual(late, { log: ['+0! 0'], outcome: 'served by 0' });
    const open = await play(
      'https://corp,https://pub1,direct',
      [
        [10, failed()],
        [0, GOOD],
      ],
      { open: [0] },
    );
    assert.deepEqual(open, { log: ['+0! 0'], outcome: 'failed after 0:server-error' });
  });

  it('“not found” goes on behind a barrier too, as in go', async () => {
    const run = await play('https://corp,https://pub1,direct', [
      [10, NOT_FOUND],
      [10, GOOD],
    ]);
    assert.deepEqual(run, { log: ['+0! 0', '+1! 10'], outcome: 'served by 1 after 0:404' });
  });

  it('who is late is joined by the next, and the first good answer ends the other', async () => {
    const run = await play('https://pub1,https://pub2', [
      [NEVER, GOOD],
      [50, GOOD],
    ]);
    assert.deepEqual(run, { log: ['+0 0', '+1! 1000', '-0 1050'], outcome: 'served by 1' });
    const first = await play('https://pub1,https://pub2', [
      [1020, GOOD],
      [50, GOOD],
    ]);
    assert.deepEqual(first, { log: ['+0 0', '+1! 1000', '-1 1020'], outcome: 'served by 0' });
  });

  it('an absence counts only when everybody has answered: an outage is never told as one', async () => {
    const waits = await play('https://pub1,https://pub2', [
      [2500, failed('stall')],
      [10, NOT_FOUND],
    ]);
    assert.deepEqual(waits, { log: ['+0 0', '+1! 1000'], outcome: 'failed after 0:stall 1:404' });
    const served = await play('https://pub1,https://pub2', [
      [2400, GOOD],
      [10, NOT_FOUND],
    ]);
    assert.equal(served.outcome, 'served by 0 after 1:404');
    const both = await play('https://pub1,https://pub2', [
      [5, NOT_FOUND],
      [10, NOT_FOUND],
    ]);
    assert.deepEqual(both, { log: ['+0 0', '+1! 5'], outcome: 'not-found after 0:404 1:404' });
  });

  it('an open circuit is passed by, and told as the failure that it is', async () => {
    const run = await play(
      'https://pub1,https://pub2',
      [
        [NEVER, GOOD],
        [10, GOOD],
      ],
      { open: [0] },
    );
    assert.deepEqual(run, { log: ['+1! 0'], outcome: 'served by 1 after 0:stall' });
    const absent = await play(
      'https://pub1,https://pub2',
      [
        [NEVER, GOOD],
        [10, NOT_FOUND],
      ],
      { open: [0] },
    );
    assert.equal(absent.outcome, 'failed after 0:stall 1:404');
    const last = await play(
      'https://pub1,https://pub2',
      [
        [10, NOT_FOUND],
        [NEVER, GOOD],
      ],
      { open: [1] },
    );
    assert.deepEqual(last, { log: ['+0! 0'], outcome: 'failed after 0:404 1:stall' });
  });

  it('where all circuits are open all are asked all the same, side by side', async () => {
    const run = await play(
      'https://pub1,https://pub2',
      [
        [NEVER, GOOD],
        [10, GOOD],
      ],
      { open: [0, 1], patience: 0 },
    );
    assert.deepEqual(run, { log: ['+0 0', '+1! 0', '-0 10'], outcome: 'served by 1' });
  });

  it('who is left alone is passed by only where a failure of it might be passed', async () => {
    const run = await play(
      'https://pub1,https://corp,direct',
      [
        [10, failed()],
        [0, GOOD],
      ],
      { open: [0] },
    );
    assert.deepEqual(run, { log: ['+0! 0'], outcome: 'failed after 0:server-error' });
    const later = await play(
      'https://pub1,https://pub2,https://corp,direct',
      [
        [10, NOT_FOUND],
        [0, GOOD],
        [0, GOOD],
      ],
      { open: [1] },
    );
    assert.deepEqual(later, { log: ['+0! 0'], outcome: 'failed after 0:404 1:stall' });
  });

  it('where only “not found” leads on, who is late is waited for', async () => {
    const list = 'https://corp1|https://corp2,https://pub1';
    const had = await play(list, [
      [1500, GOOD],
      [10, NOT_FOUND],
      [0, GOOD],
    ]);
    assert.deepEqual(had, { log: ['+0 0', '+1! 1000'], outcome: 'served by 0 after 1:404' });
    const absent = await play(list, [
      [1500, NOT_FOUND],
      [10, NOT_FOUND],
      [0, GOOD],
    ]);
    assert.deepEqual(absent, { log: ['+0 0', '+1! 1000', '+2! 1500'], outcome: 'served by 2 after 0:404 1:404' });
    const broken = await play(list, [
      [1500, failed()],
      [10, NOT_FOUND],
      [0, GOOD],
    ]);
    assert.equal(broken.outcome, 'served by 2 after 0:server-error 1:404');
  });

  it('nobody waits for a trial', async () => {
    const run = await play(
      'https://pub1,https://pub2',
      [
        [NEVER, GOOD],
        [10, GOOD],
      ],
      { patience: 0 },
    );
    assert.deepEqual(run, { log: ['+0 0', '+1! 0', '-0 10'], outcome: 'served by 1' });
  });

  it('a list without URLs finds nothing', async () => {
    assert.deepEqual(await play('direct', []), { log: [], outcome: 'not-found' });
  });

  it('ends with the client', async () => {
    const parsed = parseList('https://pub1');
    assert.ok(parsed.ok);
    const { steps } = planOf(parsed.value, () => true);
    const gone = new AbortController();
    const ports = {
      clock: new ManualClock(),
      ask: () => new Promise<Attempted>(() => undefined),
      leftAlone: () => null,
      patience: () => 1000,
      overtaken: () => undefined,
    };
    const racing = race(steps, ports, gone.signal);
    gone.abort(new Error('gone'));
    await assert.rejects(racing, /gone/);
  });
});
