/** The connections to one origin: each carries one request at a time, or, under HTTP/2, many. */
import type { Allowance } from '../allowance.ts';
import type { NetFault } from '../exchange.ts';
import { Channel } from '../http/channel.ts';
import type { LinkAttempt } from '../link/link.ts';

export interface Taken {
  readonly channel: Channel;
  /** It has carried a request before: it may have died meanwhile. */
  readonly isReused: boolean;
}

export class ChannelPool {
  readonly #origin: string;
  readonly #open: (allowance: Allowance) => Promise<LinkAttempt>;
  readonly #idle: Channel[] = [];
  readonly #all = new Set<Channel>();
  #shared: Channel | null = null;

  constructor(origin: string, open: (allowance: Allowance) => Promise<LinkAttempt>) {
    this.#origin = origin;
    this.#open = open;
  }

  /** Returns a connection that is free, or makes one. Rejects only with the signal's reason. */
  async take(allowance: Allowance, isFresh: boolean): Promise<Taken | NetFault> {
    for (let kept = this.#kept(isFresh); kept !== undefined; kept = this.#kept(isFresh)) {
      if (kept.usable) return { channel: kept, isReused: true };
      this.drop(kept);
    }
    const { outcome } = await this.#open(allowance);
    if ('fault' in outcome) return outcome.fault;
    const channel = new Channel(outcome.link, this.#origin);
    this.#all.add(channel);
    if (channel.h2) this.#shared = channel;
    return { channel, isReused: false };
  }

  /** Takes a connection back whose request is over. */
  give(channel: Channel): void {
    if (!this.#all.has(channel)) return;
    if (!channel.usable) this.drop(channel);
    else if (!channel.h2) this.#idle.push(channel);
  }

  /** Ends a connection that is not to be trusted again; under HTTP/2 once its other requests are over. */
  drop(channel: Channel): void {
    if (this.#shared === channel) this.#shared = null;
    if (!this.#all.delete(channel)) return;
    if (channel.h2) channel.retire();
    else channel.close();
  }

  close(): void {
    for (const channel of this.#all) channel.close();
    this.#all.clear();
    this.#idle.length = 0;
    this.#shared = null;
  }

  #kept(isFresh: boolean): Channel | undefined {
    return isFresh ? undefined : (this.#shared ?? this.#idle.pop());
  }
}
