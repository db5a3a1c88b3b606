/** The way to one origin: at most one connection, and under HTTP/1 one request at a time on it. */
import { type Allowance, timeUp, within } from '../allowance.ts';
import type { NetFault } from '../exchange.ts';
import { fault } from '../fault.ts';
import type { LinkAttempt, LinkTimes } from '../link/link.ts';
import type { Answer } from './answer.ts';
import { Channel } from './channel.ts';
import type { Ask } from './send.ts';

export interface LaneAnswer {
  /** Null where no connection came about. */
  readonly answer: Answer | null;
  readonly fault: NetFault | null;
  /** All null where the connection was there already. */
  readonly times: LinkTimes;
  readonly addresses: readonly string[];
  readonly bytes: number;
}

const REUSED: LinkTimes = { lookup: null, connect: null, tls: null };

export class Lane {
  readonly #origin: string;
  readonly #open: (allowance: Allowance) => Promise<LinkAttempt>;
  readonly #waiting: (() => void)[] = [];
  #channel: Channel | null = null;
  #busy = false;
  #closed = false;

  constructor(origin: string, open: (allowance: Allowance) => Promise<LinkAttempt>) {
    this.#origin = origin;
    this.#open = open;
  }

  /**
   * Sends one request, over the connection there is or a new one. A kept connection that died before it gave a byte is
   * replaced once, as net/http does (Transport shouldRetryRequest). `askFor` makes the request for the protocol in use.
   */
  async send(askFor: (h2: boolean) => Ask, allowance: Allowance): Promise<LaneAnswer> {
    if (!(await this.#enter(allowance))) return broken(fault('out-of-time', 'first-byte', 'queued'));
    let inside = true;
    const leave = () => {
      if (inside) this.#leave();
      inside = false;
    };
    try {
      for (let renewed = false; ; renewed = true) {
        const reused = this.#channel?.usable ? this.#channel : null;
        const made = reused === null ? await this.#open(allowance) : null;
        if (made !== null && 'fault' in made.outcome) return { ...made, answer: null, fault: made.outcome.fault };
        const channel = reused ?? this.#adopt(made);
        if (channel.h2) leave();
        const answer = await channel.send(askFor(channel.h2));
        const { addresses } = channel;
        const times = made?.times ?? REUSED;
        const bytes = channel.takeBytes();
        const stale = reused !== null && answer.fault?.kind === 'cut' && !answer.answered;
        if (!stale || renewed) return { answer, fault: answer.fault, times, addresses, bytes };
        channel.close();
      }
    } finally {
      leave();
    }
  }

  close(): void {
    this.#closed = true;
    this.#channel?.close();
  }

  #adopt(made: LinkAttempt | null): Channel {
    if (made === null || !('link' in made.outcome)) throw new Error('no link to adopt');
    this.#channel?.close();
    this.#channel = new Channel(made.outcome.link, this.#origin);
    if (this.#closed) this.#channel.close();
    return this.#channel;
  }

  /** Waits for the turn. Returns false when time is up. */
  async #enter(allowance: Allowance): Promise<boolean> {
    if (!this.#busy) {
      this.#busy = true;
      return true;
    }
    let enter: (() => void) | null = null;
    const outcome = await within<true>(allowance, (settle) => {
      enter = () => settle(true);
      this.#waiting.push(enter);
      return (abandoned) => {
        if (abandoned && enter !== null) this.#waiting.splice(this.#waiting.indexOf(enter), 1);
      };
    });
    return outcome !== timeUp;
  }

  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#busy = false;
    else next();
  }
}

function broken(reason: NetFault): LaneAnswer {
  return { answer: null, fault: reason, times: REUSED, addresses: [], bytes: 0 };
}
