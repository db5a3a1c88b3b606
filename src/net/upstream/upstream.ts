/** The way to the entries of a list for a relay: Go's forward-proxy rules, redirects and trust, and bodies that are passed on. */
import { type Allowance, allow } from '../allowance.ts';
import type { CredentialFields, NetFault } from '../exchange.ts';
import { fault } from '../fault.ts';
import { forwardProxyFor } from '../forwardProxy/forwardProxy.ts';
import { type ProxyUrl, parseProxyUrl } from '../forwardProxy/proxyUrl.ts';
import type { Channel } from '../http/channel.ts';
import { requestHead } from '../http/requestHead.ts';
import type { Linker } from '../link/link.ts';
import { isRedirect, Redirects } from '../redirects.ts';
import { readTarget } from '../target.ts';
import { type Arrival, BodyFault } from './arrival.ts';
import { ChannelPool, type Taken } from './channelPool.ts';
import type { Pass, Passed } from './passOn.ts';
import { sendTwice } from './sendTwice.ts';

export interface UpstreamRequest {
  readonly method: 'GET' | 'HEAD';
  /** Beside those that are ours, such as Range. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** Sent over https only, and not to another host. */
  readonly credentials: CredentialFields;
  /** ms until the head is there: look-up, connecting, handshake and redirects included. */
  readonly deadline: number;
  /** ms of silence inside the body that count as a stall. */
  readonly stall: number;
  /** ms of silence on a connection that was used before, after which the same is asked on a new one beside it; absent: never. */
  readonly doubt?: number;
  /** Ends the body too. */
  readonly signal: AbortSignal;
}

export interface Upstream {
  /** Rejects only with the signal's reason, or because it was closed. A redirect that is not followed is a fault. */
  ask(url: string, request: UpstreamRequest): Promise<Arrival | NetFault>;
  close(): void;
}

/** More connections that were made and never used are a waste; a stale one is replaced once, as in net/http. */
const ATTEMPTS = 2;

/** How an origin is reached: through which forward proxy, on which connections. */
interface Route {
  readonly proxy: ProxyUrl | null;
  readonly pool: ChannelPool;
}

export class HttpUpstream implements Upstream {
  readonly #linker: Linker;
  readonly #environment: Readonly<Record<string, string | undefined>>;
  readonly #routes = new Map<string, Route>();
  readonly #closing = new AbortController();

  /** `environment`: HTTP_PROXY and its family, as go would see them. */
  constructor(linker: Linker, environment: Readonly<Record<string, string | undefined>>) {
    this.#linker = linker;
    this.#environment = environment;
  }

  async ask(url: string, request: UpstreamRequest): Promise<Arrival | NetFault> {
    request.signal.throwIfAborted();
    this.#closing.signal.throwIfAborted();
    const target = readTarget(url);
    if (!target.ok) return target.error;
    const allowance = allow(request.deadline, request.signal);
    const redirects = new Redirects(target.value);
    for (;;) {
      const { fault: reason, head } = await this.#hop(redirects, request, allowance);
      if (head === null) return reason ?? fault('cut', 'first-byte', 'eof');
      if (!isRedirect(head.status)) {
        return { ...head, url: redirects.current.url.href };
      }
      head.body.destroy();
      const refusal = redirects.follow(head.headers.get('location') ?? '');
      if (refusal !== null) return refusal;
    }
  }

  close(): void {
    this.#closing.abort(new Error('the upstream was closed'));
    for (const { pool } of this.#routes.values()) pool.close();
    this.#routes.clear();
  }

  async #hop(redirects: Redirects, request: UpstreamRequest, allowance: Allowance): Promise<Passed> {
    const route = this.#routeFor(redirects);
    if (!('pool' in route)) return nothing(route);
    const { pool, proxy } = route;
    const send = (taken: Taken): Promise<Passed> => {
      const head = requestHead(redirects, proxy, request, taken.channel.h2);
      const { method, stall } = request;
      return passOver(taken.channel, { method, ...head, stall, allowance }, pool);
    };
    const sendAgain = async (): Promise<Passed> => {
      const taken = await pool.take(allowance, true);
      return 'channel' in taken ? send(taken) : nothing(taken);
    };
    for (let attempt = 1; ; attempt++) {
      const taken = await pool.take(allowance, attempt === ATTEMPTS);
      if (!('channel' in taken)) return nothing(taken);
      const { channel, isReused } = taken;
      const passed = await (isReused && request.doubt !== undefined
        ? sendTwice(send(taken), channel, sendAgain, pool, request.doubt)
        : send(taken));
      const isStale = isReused && passed.fault?.kind === 'cut' && !passed.answered;
      if (!isStale || attempt === ATTEMPTS) return passed;
    }
  }

  /** The environment does not change: an origin is always reached the same way. */
  #routeFor({ current }: Redirects): Route | NetFault {
    const { url, host } = current;
    const key = `${url.origin} ${host}`;
    const known = this.#routes.get(key);
    if (known !== undefined) return known;
    const { proxy: href, reason } = forwardProxyFor(url, this.#environment);
    if (reason === 'REQUEST_METHOD') return fault('forward-proxy', 'connect', 'request-method');
    const proxy = href === null ? null : parseProxyUrl(href);
    const pool = new ChannelPool(url.origin, (allowance) => {
      const signal = AbortSignal.any([allowance.signal, this.#closing.signal]);
      return this.#linker.open(current, proxy, { ...allowance, signal });
    });
    const route = { pool, proxy };
    this.#routes.set(key, route);
    return route;
  }
}

/** Sends a request on a connection that the pool gets back, or drops. */
async function passOver(channel: Channel, pass: Pass, pool: ChannelPool): Promise<Passed> {
  const passed = await channel.pass(pass).catch((error: unknown) => {
    pool.drop(channel);
    throw error;
  });
  if (passed.head === null) {
    pool.drop(channel);
  } else {
    const { body } = passed.head;
    // What fell silent in the midst of a body is not asked again.
    body.once('close', () => (body.errored instanceof BodyFault ? pool.drop(channel) : pool.give(channel)));
  }
  return passed;
}

function nothing(reason: NetFault): Passed {
  return { head: null, fault: reason, answered: false };
}
