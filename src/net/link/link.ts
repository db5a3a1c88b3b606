/** A connection that a request can be sent on: looked up, dialled, tunnelled, secured, each step timed. */
import { isIP, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { failure, type Result, success } from '../../base/result.ts';
import { type Allowance, timeUp, within } from '../allowance.ts';
import type { NetFault, PhaseTimes } from '../exchange.ts';
import { fault } from '../fault.ts';
import type { ProxyUrl } from '../forwardProxy/proxyUrl.ts';
import { dial } from './dial.ts';
import { handshake } from './handshake.ts';
import type { Names } from './names.ts';
import type { Permits } from './nearness.ts';
import { openSocks } from './socks.ts';
import type { TrustStore } from './trustStore.ts';
import { openTunnel } from './tunnel.ts';

export interface Link {
  /** What the request is written to. */
  readonly socket: Socket | TLSSocket;
  /** The TCP connection under it, which counts the bytes. */
  readonly wire: Socket;
  readonly h2: boolean;
  /** Every address of the target's name; empty through a forward proxy, where its name is not looked up here. */
  readonly addresses: readonly string[];
}

export interface LinkTarget {
  readonly secure: boolean;
  /** Without brackets, with an IPv6 zone if there is one. */
  readonly host: string;
  readonly port: number;
}

export type LinkTimes = Pick<PhaseTimes, 'lookup' | 'connect' | 'tls'>;

/** What came of it: a link or a fault, and in both cases what was learned on the way. */
export interface LinkAttempt {
  readonly outcome: { readonly link: Link } | { readonly fault: NetFault };
  /** Through a forward proxy: its look-up; its connection with its own TLS and CONNECT; the target's TLS. */
  readonly times: LinkTimes;
  readonly addresses: readonly string[];
  readonly bytes: number;
}

/** The way to a target's port, up to where the target's own TLS begins. */
export interface Way {
  readonly socket: Socket | TLSSocket;
  /** The TCP connection under it. */
  readonly wire: Socket;
}

/** Returns the bytes that went over a TCP connection so far, both ways. */
export function wireBytes(wire: Socket): number {
  return wire.bytesRead + wire.bytesWritten;
}

/** Makes links. One for a whole network: it holds what all links share. */
export class Linker {
  readonly #names: Names;
  readonly #trust: () => Promise<TrustStore>;

  constructor(names: Names, trust: () => Promise<TrustStore>) {
    this.#names = names;
    this.#trust = trust;
  }

  /**
   * Opens a link to `target`, through `proxy` if there is one; to no address that is not permitted, as far as addresses are looked up
   * here (redirect `redirect-to-private`). Rejects only with the signal's reason.
   */
  async open(
    target: LinkTarget,
    proxy: ProxyUrl | null,
    allowance: Allowance,
    permits: Permits = () => true,
  ): Promise<LinkAttempt> {
    const attempt = new Attempt(this.#names, this.#trust, allowance, permits);
    try {
      const link = proxy === null ? await attempt.direct(target) : await attempt.through(proxy, target);
      return attempt.report({ link });
    } catch (error) {
      const report = error instanceof Broken ? attempt.report({ fault: error.fault }) : null;
      attempt.destroy();
      if (report === null) throw error;
      return report;
    }
  }

  /** Opens the way through `proxy` to a target that speaks TLS; the caller destroys it. Rejects only with the signal's reason. */
  async tunnel(
    target: Omit<LinkTarget, 'secure'>,
    proxy: ProxyUrl,
    allowance: Allowance,
  ): Promise<Result<Way, NetFault>> {
    const attempt = new Attempt(this.#names, this.#trust, allowance, () => true);
    try {
      return success(await attempt.tunnel(proxy, { ...target, secure: true }));
    } catch (error) {
      attempt.destroy();
      if (error instanceof Broken) return failure(error.fault);
      throw error;
    }
  }
}

/** Thrown and caught in this file: the step that failed. */
class Broken {
  readonly fault: NetFault;
  constructor(fault: NetFault) {
    this.fault = fault;
  }
}

class Attempt {
  readonly #names: Names;
  readonly #trust: () => Promise<TrustStore>;
  readonly #allowance: Allowance;
  readonly #permits: Permits;
  readonly #times: { lookup: number | null; connect: number | null; tls: number | null } = {
    lookup: null,
    connect: null,
    tls: null,
  };
  #addresses: readonly string[] = [];
  #wire: Socket | null = null;

  constructor(names: Names, trust: () => Promise<TrustStore>, allowance: Allowance, permits: Permits) {
    this.#names = names;
    this.#trust = trust;
    this.#allowance = allowance;
    this.#permits = permits;
  }

  async direct({ host, port, secure }: LinkTarget): Promise<Link> {
    // Reading the trust store takes as long as a look-up: side by side.
    if (secure) void this.#trust();
    const wire = await this.#connect(host, port, true);
    return this.#finish(wire, wire, host, secure);
  }

  async through(proxy: ProxyUrl, target: LinkTarget): Promise<Link> {
    if (target.secure) void this.#trust();
    const { wire, socket } = await this.tunnel(proxy, target);
    return this.#finish(wire, socket, target.host, target.secure);
  }

  async tunnel(proxy: ProxyUrl, { host, port, secure }: LinkTarget): Promise<Way> {
    if (proxy.scheme === 'https') void this.#trust();
    if (isIP(host) !== 0 || host === 'localhost') this.#checkPermitted([host]);
    if (proxy.host === '' || proxy.port === null) throw new Broken(fault('forward-proxy', 'connect', 'proxy-invalid'));
    const wire = await this.#connect(proxy.host, proxy.port, false).catch(blameProxy);
    const trust = proxy.scheme === 'https' ? await this.#trusted() : null;
    const started = performance.now();
    const socket =
      trust === null ? wire : await this.#secure(wire, proxy.host, ['http/1.1'], trust, started).catch(blameProxy);
    const asked = performance.now();
    if (proxy.scheme === 'socks5' || proxy.scheme === 'socks5h') {
      this.#check(await openSocks(socket, proxy, { host, port }, this.#allowance), asked);
    } else if (secure) {
      const authority = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
      this.#check(await openTunnel(socket, proxy, authority, this.#allowance), asked);
    }
    this.#times.connect = (this.#times.connect ?? 0) + performance.now() - started;
    return { wire, socket };
  }

  report(outcome: LinkAttempt['outcome']): LinkAttempt {
    const bytes = this.#wire === null ? 0 : wireBytes(this.#wire);
    return { outcome, times: { ...this.#times }, addresses: this.#addresses, bytes };
  }

  destroy(): void {
    this.#wire?.destroy();
  }

  async #connect(host: string, port: number, isTarget: boolean): Promise<Socket> {
    const started = performance.now();
    const names = await this.#names.resolve(host, this.#allowance);
    if (!names.ok) throw new Broken(this.#fair(names.error, started));
    const dialled = performance.now();
    this.#times.lookup = dialled - started;
    if (isTarget) this.#addresses = names.value;
    if (isTarget) this.#checkPermitted(names.value);
    const socket = await dial(names.value, port, this.#allowance);
    if (!socket.ok) throw new Broken(this.#fair(socket.error, dialled));
    this.#times.connect = performance.now() - dialled;
    this.#wire = socket.value;
    return socket.value;
  }

  /** Waits for the trust store, outside of every phase: reading files is nobody's network. */
  async #trusted(): Promise<TrustStore> {
    const trust = await within<TrustStore>(this.#allowance, (settle) => {
      void this.#trust().then(settle);
      return () => undefined;
    });
    if (trust === timeUp) throw new Broken(fault('out-of-time', 'tls', 'trust-store'));
    return trust;
  }

  async #secure(
    socket: Socket | TLSSocket,
    host: string,
    protocols: readonly string[],
    trust: TrustStore,
    started: number,
  ): Promise<TLSSocket> {
    const secured = await handshake(socket, { host, protocols, trust }, this.#allowance);
    if (!secured.ok) throw new Broken(this.#fair(secured.error, started));
    return secured.value;
  }

  async #finish(wire: Socket, socket: Socket | TLSSocket, host: string, secure: boolean): Promise<Link> {
    const addresses = this.#addresses;
    if (!secure) return { socket, wire, h2: false, addresses };
    const trust = await this.#trusted();
    const started = performance.now();
    const secured = await this.#secure(socket, host, ['h2', 'http/1.1'], trust, started);
    this.#times.tls = performance.now() - started;
    return { socket: secured, wire, h2: secured.alpnProtocol === 'h2', addresses };
  }

  #checkPermitted(addresses: readonly string[]): void {
    const other = addresses.find((address) => !this.#permits(address));
    if (other !== undefined) throw new Broken(fault('redirect', 'lookup', 'redirect-to-private', other));
  }

  #check(refusal: NetFault | null, started: number): void {
    if (refusal !== null) throw new Broken(this.#fair(refusal, started));
  }

  /** A wait that the deadline cut off before it was long enough to mean something is out-of-time. */
  #fair(broken: NetFault, started: number): NetFault {
    const now = performance.now();
    const silent = /^(?:dns-timeout|no-answer|silence|connect-silent)$/.test(broken.detail);
    const cutShort = silent && now >= this.#allowance.until - 1 && now - started < this.#allowance.fair;
    return cutShort ? { ...broken, kind: 'out-of-time', detail: 'deadline' } : broken;
  }
}

const PROXY_DETAILS: Partial<Record<NetFault['kind'], string>> = {
  'no-such-host': 'proxy-dns',
  'name-server-failure': 'proxy-dns',
  'lookup-timeout': 'proxy-dns',
  'resolver-unreachable': 'proxy-dns',
  'connect-timeout': 'proxy-timeout',
  'tls-timeout': 'proxy-timeout',
  refused: 'proxy-refused',
  'no-route': 'proxy-no-route',
  cut: 'proxy-cut',
  tls: 'proxy-tls',
};

/** Whatever fails on the way to the forward proxy is the forward proxy's failure, not the target's. */
function blameProxy(error: unknown): never {
  if (!(error instanceof Broken)) throw error;
  const { kind, phase, message } = error.fault;
  const detail = PROXY_DETAILS[kind];
  if (detail === undefined) throw error;
  throw new Broken({ kind: 'forward-proxy', phase: phase === 'tls' ? 'connect' : phase, detail, message });
}
