/**
 * A connection that has carried requests before may have died without a word: the machine is on another network, a router forgot it. Then the
 * same is asked on a new one beside it, and who answers first counts. A server that is merely slow loses nothing by it: its answer is waited
 * for, and for a while it is not asked twice again.
 */
import type { Channel } from '../http/channel.ts';
import type { ChannelPool } from './channelPool.ts';
import type { Passed } from './passOn.ts';

/**
 * Rejects as `first` does, which was just sent on `channel`. `again` sends the same on a new connection: at most once, after `doubt` ms without
 * a byte.
 */
export async function sendTwice(
  first: Promise<Passed>,
  channel: Channel,
  again: () => Promise<Passed>,
  pool: ChannelPool,
  doubt: number,
): Promise<Passed> {
  const received = channel.received;
  if ((await isOver(first, doubt)) || channel.received !== received || pool.isSlow) return first;
  pool.doubt(channel);
  const since = performance.now();
  const both = [first, again()] as const;
  const won = await Promise.any(both.map(answered)).catch(() => null);
  const isQuick = performance.now() - since < doubt;
  if (won?.at === 1 && isQuick) pool.bury(channel);
  // Where nobody has answered, the server may be gone as well: that says nothing of how slow it is.
  else if (won !== null) pool.believe();
  if (won === null) return first;
  void both[won.at === 0 ? 1 : 0].then(({ head }) => head?.body.destroy(), ignore);
  return won.passed;
}

/** Resolves with whether it has come to something within so many ms. */
function isOver(passed: Promise<unknown>, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ms);
    const over = () => {
      clearTimeout(timer);
      resolve(true);
    };
    passed.then(over, over);
  });
}

async function answered(sent: Promise<Passed>, at: number): Promise<{ readonly at: number; readonly passed: Passed }> {
  const passed = await sent;
  if (passed.head === null) throw new Error('no answer');
  return { at, passed };
}

/** For one that was aborted: so is the other. */
function ignore(): void {}
