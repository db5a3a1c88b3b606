/** A session with one entry over HTTP: connections kept by origin, redirects followed, evidence gathered. */
import { isIP } from 'node:net';
import { type Allowance, allow } from '../allowance.ts';
import { addressKind } from '../dns/addressKind.ts';
import type {
  BodySink,
  CredentialFields,
  Exchange,
  GetOptions,
  NetFault,
  PhaseTimes,
  Session,
  SessionOptions,
} from '../exchange.ts';
import { fault } from '../fault.ts';
import { forwardProxyFor } from '../forwardProxy/forwardProxy.ts';
import { type ProxyUrl, parseProxyUrl } from '../forwardProxy/proxyUrl.ts';
import { dateOf, retryAfter } from '../http/headers.ts';
import { Lane, type LaneAnswer } from '../http/lane.ts';
import { requestHead } from '../http/requestHead.ts';
import type { Ask } from '../http/send.ts';
import type { Linker } from '../link/link.ts';
import { type Permits, PUBLIC_ONLY } from '../link/nearness.ts';
import { isRedirect, Redirects } from '../redirects.ts';
import { readTarget, type Target } from '../target.ts';

/** What a server says that was spoken to in plain HTTP on its TLS port: Go's own server, nginx, Apache. */
const WANTED_TLS = /HTTP request (?:was sent )?to (?:an )?HTTPS (?:server|port)|plain HTTP to an SSL-enabled/i;

const FIELDS = [['Accept-Encoding', 'gzip']] as const;

/** The way of one request: through which forward proxy, if any, or why not at all. */
interface Route {
  readonly proxy: ProxyUrl | null;
  readonly href: string | null;
  readonly fault: NetFault | null;
}

export class HttpSession implements Session {
  readonly #linker: Linker;
  readonly #options: SessionOptions;
  readonly #lanes = new Map<string, Lane>();
  readonly #closing = new AbortController();
  #permits: Permits | undefined;

  constructor(linker: Linker, options: SessionOptions) {
    this.#linker = linker;
    this.#options = options;
    this.#permits = options.permits;
  }

  async get(url: string, { deadline, maxBody, signal, credentials = [], sink = null }: GetOptions): Promise<Exchange> {
    const both = AbortSignal.any([signal, this.#closing.signal]);
    both.throwIfAborted();
    const log = new ExchangeLog(url);
    const target = readTarget(url);
    if (!target.ok) return log.exchange(null, target.error);
    const allowance = allow(deadline, both);
    const redirects = new Redirects(target.value);
    for (;;) {
      const route = this.#route(redirects.current);
      log.forwardProxy = route.href;
      if (route.fault !== null) return log.exchange(null, route.fault);
      const options = { maxBody, sink, stall: this.#options.stall, allowance, credentials };
      const hop = await this.#hop(redirects, route.proxy, options);
      log.add(hop, redirects.followed);
      // Who asked a public host is not sent into a private network by it.
      if (this.#options.staysPublic === true && isPublic(hop, redirects.current, route.proxy))
        this.#permits = PUBLIC_ONLY;
      const goesOn = isRedirect(hop.answer?.status ?? null) && !endsChain(hop.fault);
      if (!goesOn) {
        return log.exchange(hop, hop.fault ?? misplaced(hop, redirects.current, route.proxy));
      }
      const refusal = redirects.follow(hop.answer?.headers.get('location') ?? '');
      if (refusal !== null) return log.exchange(hop, refusal);
    }
  }

  close(): void {
    this.#closing.abort(new Error('the session was closed'));
    for (const lane of this.#lanes.values()) lane.close();
    this.#lanes.clear();
  }

  #route({ url }: Target): Route {
    const { proxy, reason } = forwardProxyFor(url, this.#options.environment);
    if (reason === 'REQUEST_METHOD') {
      return { proxy: null, href: null, fault: fault('forward-proxy', 'connect', 'request-method') };
    }
    return { proxy: proxy === null ? null : parseProxyUrl(proxy), href: proxy, fault: null };
  }

  #hop(redirects: Redirects, proxy: ProxyUrl | null, { credentials, ...limits }: HopOptions): Promise<LaneAnswer> {
    const target = redirects.current;
    const { origin } = target.url;
    // The zone of an IPv6 address is in no URL, and yet another zone is another host.
    const key = `${origin} ${target.host}`;
    let lane = this.#lanes.get(key);
    if (lane === undefined) {
      lane = new Lane(origin, (allowance) => this.#linker.open(target, proxy, allowance, this.#permits));
      this.#lanes.set(key, lane);
    }
    const given = { fields: FIELDS, credentials };
    const askFor = (h2: boolean): Ask => ({ ...requestHead(redirects, proxy, given, h2), ...limits });
    return lane.send(askFor, limits.allowance);
  }
}

interface HopOptions {
  readonly maxBody: number;
  readonly sink: BodySink | null;
  readonly stall: number;
  readonly allowance: Allowance;
  readonly credentials: CredentialFields;
}

/** Behind a forward proxy a name may lead anywhere: it counts as public there. */
function isPublic({ addresses }: LaneAnswer, { host }: Target, proxy: ProxyUrl | null): boolean {
  if (proxy === null) return addresses.some((address) => addressKind(address) === 'public');
  return isIP(host) === 0 || addressKind(host) === 'public';
}

/** An answer that is not the entry's: the forward proxy's own refusal, or a TLS port's complaint about plain HTTP. */
function misplaced({ answer }: LaneAnswer, { secure }: Target, proxy: ProxyUrl | null): NetFault | null {
  if (secure || answer === null) return null;
  if (answer.status === 407 && proxy !== null) return fault('forward-proxy', 'first-byte', 'proxy-auth');
  const complains = answer.status === 400 && WANTED_TLS.test(Buffer.from(answer.body).toString('latin1', 0, 4096));
  return complains ? fault('tls', 'first-byte', 'tls-port') : null;
}

/** Whether a fault in the answer ends a chain: a redirect whose own body breaks has said all that matters; net/http goes on too. */
function endsChain(reason: NetFault | null): boolean {
  return reason !== null && !(reason.phase === 'body' && (reason.kind === 'cut' || reason.kind === 'malformed'));
}

/** Adds up what the hops of one exchange cost and learned. */
class ExchangeLog {
  readonly #url: string;
  readonly #started = performance.now();
  readonly #times: { -readonly [Name in keyof PhaseTimes]: number | null } = {
    lookup: null,
    connect: null,
    tls: null,
    firstByte: null,
    body: null,
  };
  #addresses: readonly string[] | null = null;
  #redirects: readonly string[] = [];
  #bytes = 0;
  forwardProxy: string | null = null;

  constructor(url: string) {
    this.#url = url;
  }

  add(hop: LaneAnswer, redirects: readonly string[]): void {
    const { answer, times } = hop;
    const all = { ...times, firstByte: answer?.firstByte ?? null, body: answer?.bodyTime ?? null };
    for (const name of ['lookup', 'connect', 'tls', 'firstByte', 'body'] as const) {
      const time = all[name];
      if (time !== null) this.#times[name] = (this.#times[name] ?? 0) + time;
    }
    this.#addresses ??= hop.addresses;
    this.#redirects = redirects;
    this.#bytes += hop.bytes;
  }

  exchange(hop: LaneAnswer | null, reason: NetFault | null): Exchange {
    const answer = hop?.answer ?? null;
    const headers = answer?.headers ?? new Map<string, string>();
    return {
      url: this.#url,
      status: answer?.status ?? null,
      contentType: headers.get('content-type') ?? null,
      retryAfter: retryAfter(headers, Date.now()),
      date: dateOf(headers),
      body: answer?.body ?? new Uint8Array(),
      bodyComplete: answer?.bodyComplete ?? false,
      fault: reason,
      phases: { ...this.#times },
      ms: performance.now() - this.#started,
      httpVersion: answer?.httpVersion ?? null,
      addresses: this.#addresses ?? [],
      forwardProxy: this.forwardProxy,
      redirects: this.#redirects,
      bytes: this.#bytes,
    };
  }
}
