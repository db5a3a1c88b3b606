/** The connections to one origin: each carries one request at a time, or, under HTTP/2, many. */
import { type Allowance, timeUp, within } from '../allowance.ts';
import type { NetFault } from '../exchange.ts';
import { fault } from '../fault.ts';
import { Channel } from '../http/channel.ts';
import type { LinkAttempt } from '../link/link.ts';

export interface Taken {
  readonly channel: Channel;
  /** It has carried a request before: it may have died meanwhile. */
  readonly isReused: boolean;
}

/** How a connection is being used. */
interface Use {
  requests: number;
  /** When it was made, or a request was over last, by both clocks. */
  wall: number;
  monotonic: number;
}

/**
 * ms that a connection may be without a sign of life, be it idle or waited for. Nobody says when a machine has slept or changed its network,
 * and what is left of a connection then is silence; go, which is started anew each time, does not meet that.
 */
const TRUSTED = 15_000;
/** ms for which a server counts as slow: it is asked twice once in such a time. */
const BELIEVED = 10 * 60_000;

export class ChannelPool {
  readonly #origin: string;
  readonly #open: (allowance: Allowance) => Promise<LinkAttempt>;
  readonly #idle: Channel[] = [];
  readonly #all = new Map<Channel, Use>();
  #shared: Channel | null = null;
  /** By the monotonic clock. */
  #slowSince = Number.NEGATIVE_INFINITY;
  /** The connection that is being made, which others may be able to share: why there is none in the end, or null. */
  #opening: Promise<NetFault | null> | null = null;
  /** Whether all requests can share one connection; null before the first has told. */
  #isShareable: boolean | null;

  constructor(origin: string, open: (allowance: Allowance) => Promise<LinkAttempt>) {
    this.#origin = origin;
    this.#open = open;
    this.#isShareable = origin.startsWith('https:') ? null : false;
  }

  /** Returns a connection that is free, or makes one. Rejects only with the signal's reason. */
  async take(allowance: Allowance, isFresh: boolean): Promise<Taken | NetFault> {
    for (;;) {
      const kept = this.#kept(isFresh);
      if (kept !== null) return this.#use(kept, true);
      if (this.#opening === null || this.#isShareable === false) return this.#make(allowance);
      const refusal = await wait(this.#opening, allowance);
      // Who made it may have had less time, or have gone.
      if (refusal !== null && (refusal.kind !== 'out-of-time' || refusal.detail === QUEUED)) return refusal;
    }
  }

  /** Takes a connection back whose request is over. */
  give(channel: Channel): void {
    const use = this.#all.get(channel);
    if (use === undefined) return;
    use.requests -= 1;
    Object.assign(use, now());
    if (!channel.usable || (channel.h2 && channel !== this.#shared && use.requests === 0)) this.drop(channel);
    else if (!channel.h2) this.#idle.push(channel);
  }

  /** Ends a connection that is not to be trusted again; under HTTP/2 once its other requests are over. */
  drop(channel: Channel): void {
    if (this.#shared === channel) this.#shared = null;
    if (!this.#all.delete(channel)) return;
    if (channel.h2) channel.retire();
    else channel.close();
  }

  /** Sends nothing more on a connection that may have died; what is under way on it goes on. */
  doubt(channel: Channel): void {
    if (channel.h2) this.drop(channel);
  }

  /** Notes that a doubt was in vain: the server is slow. */
  believe(): void {
    this.#slowSince = performance.now();
  }

  /** Whether silence says nothing about a connection. */
  get isSlow(): boolean {
    return performance.now() - this.#slowSince < BELIEVED;
  }

  /** Ends a connection that has died without a word, and those that were idle beside it: they will have had the same fate. */
  bury(channel: Channel): void {
    for (const one of [channel, ...this.#idle.splice(0)]) this.drop(one);
  }

  close(): void {
    for (const channel of this.#all.keys()) channel.close();
    this.#all.clear();
    this.#idle.length = 0;
    this.#shared = null;
  }

  /** Returns one that can be trusted, or null; ends the others on the way. `isFresh`: none that has been idle. */
  #kept(isFresh: boolean): Channel | null {
    for (;;) {
      const channel = this.#shared ?? (isFresh ? undefined : this.#idle.pop());
      if (channel === undefined) return null;
      if (channel.usable && this.#isTrusted(channel)) return channel;
      this.drop(channel);
    }
  }

  #isTrusted(channel: Channel): boolean {
    const use = this.#all.get(channel);
    if (use === undefined) return false;
    const { wall, monotonic } = now();
    return Math.max(wall - use.wall, monotonic - use.monotonic) < TRUSTED;
  }

  #use(channel: Channel, isReused: boolean): Taken {
    const use = this.#all.get(channel);
    if (use !== undefined) use.requests += 1;
    return { channel, isReused };
  }

  async #make(allowance: Allowance): Promise<Taken | NetFault> {
    const making = this.#open(allowance);
    const opening = making.then(
      ({ outcome }) => ('fault' in outcome ? outcome.fault : null),
      () => null,
    );
    this.#opening = opening;
    try {
      const { outcome } = await making;
      if ('fault' in outcome) return outcome.fault;
      const channel = new Channel(outcome.link, this.#origin);
      this.#all.set(channel, { requests: 0, ...now() });
      if (channel.h2) this.#shared = channel;
      this.#isShareable = channel.h2;
      return this.#use(channel, false);
    } finally {
      if (this.#opening === opening) this.#opening = null;
    }
  }
}

/** By both clocks: either may stand still while a machine sleeps, and the one is set by people. */
function now(): Pick<Use, 'wall' | 'monotonic'> {
  return { wall: Date.now(), monotonic: performance.now() };
}

const QUEUED = 'queued';

/** Waits for a connection that somebody else makes. */
async function wait(opening: Promise<NetFault | null>, allowance: Allowance): Promise<NetFault | null> {
  const waited = await within<NetFault | null>(allowance, (settle) => {
    void opening.then(settle);
    return () => undefined;
  });
  return waited === timeUp ? fault('out-of-time', 'connect', QUEUED) : waited;
}
