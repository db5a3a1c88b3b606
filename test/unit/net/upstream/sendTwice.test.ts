/** What a doubt about a connection teaches: that the server is slow, that the connection had died, or nothing. */
import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import type { Channel } from '../../../../src/net/http/channel.ts';
import type { ChannelPool } from '../../../../src/net/upstream/channelPool.ts';
import type { Passed } from '../../../../src/net/upstream/passOn.ts';
import { sendTwice } from '../../../../src/net/upstream/sendTwice.ts';

/** ms; what comes at once comes within it on a busy machine, too. */
const DOUBT = 300;
const SILENT = { head: null, fault: { kind: 'timeout' }, answered: false } as unknown as Passed;
const ANSWER = { head: { body: { destroy: () => undefined } } } as unknown as Passed;

/** Resolves with what the pool was told. `first` and `second`: what comes of each, and after how many ms. */
async function learned(first: readonly [Passed, number], second: readonly [Passed, number]): Promise<string[]> {
  const told: string[] = [];
  const note = (word: string) => () => void told.push(word);
  const pool = { isSlow: false, doubt: note('doubt'), bury: note('bury'), believe: note('believe') };
  const [passed, ms] = first;
  await sendTwice(
    wait(ms, passed),
    { received: 0 } as Channel,
    () => wait(second[1], second[0]),
    pool as unknown as ChannelPool,
    DOUBT,
  );
  return told;
}

describe('net/upstream sendTwice', () => {
  it('an answer on the new connection, at once: the old one had died', async () => {
    assert.deepEqual(await learned([SILENT, 5 * DOUBT], [ANSWER, 0]), ['doubt', 'bury']);
  });
  it('an answer on the old one: the server is slow', async () => {
    assert.deepEqual(await learned([ANSWER, 3 * DOUBT], [SILENT, 5 * DOUBT]), ['doubt', 'believe']);
  });
  it('no answer on either: the server may be gone, and nothing is learned', async () => {
    assert.deepEqual(await learned([SILENT, 2 * DOUBT], [SILENT, 2 * DOUBT]), ['doubt']);
  });
});
