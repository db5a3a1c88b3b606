/** Host names to addresses, without taking the process's threads away from everybody else. */
import { lookup, Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { failure, type Result, success } from '../../base/result.ts';
import { type Allowance, allow, timeLeft, timeUp, within } from '../allowance.ts';
import type { NetFault } from '../exchange.ts';
import { errorCode, fault } from '../fault.ts';

/** The two ways from a name to its addresses. Both reject with an error whose `code` says why. */
export interface NameService {
  /** The system's way (hosts file, nsswitch, search list). It holds a thread until it ends; nothing can take it back. */
  lookup(host: string): Promise<readonly string[]>;
  /** Asks the configured name servers, each for at most `timeout` ms, without a thread. Ends when aborted. */
  ask(host: string, timeout: number, signal: AbortSignal): Promise<readonly string[]>;
}

/** libuv has four threads, shared with every file that the extension host reads. */
const THREADS = 2;

/** Ms that a name waits for one of them before the name servers are asked directly. */
const PATIENCE = 250;

/** Ms for asking the name servers why the system's look-up failed. */
const INQUIRY = 1000;

type Answer = { readonly addresses: readonly string[] } | { readonly error: unknown };

interface Flight {
  readonly waiting: Set<(answer: Answer) => void>;
  started: boolean;
}

export const systemNames: NameService = {
  async lookup(host) {
    return (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address);
  },
  async ask(host, timeout, signal) {
    const resolver = new Resolver({ timeout: Math.max(1, Math.ceil(timeout)), tries: 1 });
    const cancel = () => resolver.cancel();
    signal.addEventListener('abort', cancel);
    try {
      const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
      const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
      if (addresses.length > 0) return addresses;
      const errors = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []));
      // One family without addresses is normal; what says more than that is the reason.
      throw errors.find((error) => !NOT_THERE.has(errorCode(error))) ?? errors[0];
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  },
};

const NOT_THERE: ReadonlySet<string> = new Set(['ENOTFOUND', 'ENODATA', 'ENONAME']);

export class Names {
  readonly #service: NameService;
  /** Look-ups by name, in the order they were wanted; one asks for all who want the same name. */
  readonly #flights = new Map<string, Flight>();
  #running = 0;

  constructor(service: NameService) {
    this.#service = service;
  }

  /**
   * Returns the addresses in the order they should be tried. A literal address (`::1`, `fe80::1%eth0`) is its own answer.
   * Details: `dns-no-such-host` · `dns-timeout` · `dns-server-failure`, `dns-server-refused` (kind name-server-failure)
   * · `dns-resolver-unreachable` · `dns-queued` (kind out-of-time: other names held the threads).
   */
  async resolve(host: string, allowance: Allowance): Promise<Result<readonly string[], NetFault>> {
    if (isIP(host) !== 0) return success([host]);
    const answer = await this.#lookup(host, allowance);
    if (answer === 'queued') return failure(fault('out-of-time', 'lookup', 'dns-queued'));
    if (answer === timeUp) return failure(fault('lookup-timeout', 'lookup', 'dns-timeout'));
    if ('addresses' in answer && answer.addresses.length > 0) return success(answer.addresses);
    const error = 'error' in answer ? answer.error : 'no addresses';
    if ('addresses' in answer || NOT_THERE.has(errorCode(error))) {
      return failure(fault('no-such-host', 'lookup', 'dns-no-such-host', error));
    }
    return this.#inquire(host, error, allowance);
  }

  /** Waits for the system's look-up, and for the name servers' own word where no thread is to be had. */
  async #lookup(host: string, allowance: Allowance): Promise<Answer | typeof timeUp | 'queued'> {
    let flight = this.#flights.get(host);
    if (flight === undefined) {
      flight = { waiting: new Set(), started: false };
      this.#flights.set(host, flight);
    }
    const own = flight;
    const asking = new AbortController();
    const answer = await within<Answer>(allowance, (settle) => {
      own.waiting.add(settle);
      this.#pump();
      const impatient = setTimeout(() => {
        if (own.started) return;
        // Only addresses count: that no server knows the name says nothing about the hosts file.
        this.#service.ask(host, timeLeft(allowance), asking.signal).then(
          (addresses) => settle({ addresses }),
          () => undefined,
        );
      }, PATIENCE);
      return () => {
        clearTimeout(impatient);
        asking.abort();
        own.waiting.delete(settle);
      };
    });
    return answer === timeUp && !own.started ? 'queued' : answer;
  }

  /** Starts look-ups while there are threads for them; forgets those that nobody waits for any more. */
  #pump(): void {
    for (const [host, flight] of this.#flights) {
      if (this.#running >= THREADS) return;
      if (flight.started) continue;
      if (flight.waiting.size === 0) this.#flights.delete(host);
      else void this.#start(host, flight);
    }
  }

  async #start(host: string, flight: Flight): Promise<void> {
    flight.started = true;
    this.#running++;
    const answer: Answer = await this.#service.lookup(host).then(
      (addresses) => ({ addresses }),
      (error: unknown) => ({ error }),
    );
    this.#running--;
    this.#flights.delete(host);
    for (const settle of [...flight.waiting]) settle(answer);
    this.#pump();
  }

  /** Tells the causes apart that getaddrinfo's “try again later” throws together. */
  async #inquire(host: string, error: unknown, allowance: Allowance): Promise<Result<readonly string[], NetFault>> {
    const asking = new AbortController();
    const time = Math.min(INQUIRY, timeLeft(allowance));
    const answer = await within<Answer>(allow(time, allowance.signal), (settle) => {
      this.#service.ask(host, time, asking.signal).then(
        (addresses) => settle({ addresses }),
        (reason: unknown) => settle({ error: reason }),
      );
      return () => asking.abort();
    });
    // Go's own resolver asks these servers too, and would have succeeded.
    if (answer !== timeUp && 'addresses' in answer) return success(answer.addresses);
    const code = answer === timeUp ? 'ETIMEOUT' : errorCode(answer.error);
    if (NOT_THERE.has(code)) return failure(fault('no-such-host', 'lookup', 'dns-no-such-host', error));
    if (code === 'ETIMEOUT') return failure(fault('lookup-timeout', 'lookup', 'dns-timeout', error));
    if (code === 'ECONNREFUSED') {
      return failure(fault('resolver-unreachable', 'lookup', 'dns-resolver-unreachable', error));
    }
    const detail = code === 'EREFUSED' ? 'dns-server-refused' : 'dns-server-failure';
    return failure(fault('name-server-failure', 'lookup', detail, error));
  }
}
