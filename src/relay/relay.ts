/** The relay: a GOPROXY on loopback that asks a list's entries, with the deadlines that go lacks. */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../base/clock.ts';
import type { GoproxyList, UrlEntry } from '../goproxy/list/list.ts';
import type { ServedRequest } from '../goproxy/protocol/parseRequest.ts';
import type { CredentialFields } from '../net/exchange.ts';
import type { LoopbackReply, LoopbackRequest } from '../net/loopback/loopbackServer.ts';
import type { Upstream } from '../net/upstream/upstream.ts';
import { admit, tokenDigest } from './admission.ts';
import { askEntry } from './askEntry.ts';
import type { Circuits } from './circuits.ts';
import { type Outcome, race } from './race.ts';
import { type Explain, replyTo } from './reply.ts';
import { type Plan, planOf, relayedList, type Step } from './steps.ts';

export interface ServedList {
  readonly list: GoproxyList;
  /** Tells the entries that are known as public mirrors. */
  readonly isPublic: (entry: UrlEntry) => boolean;
  /** Secrets: what go would send to the entry beside its URL's own userinfo. */
  readonly credentials: (entry: UrlEntry) => CredentialFields;
}

/** In ms. */
export interface RelayLimits {
  /** Until the head of an answer, while there is somebody else to ask. */
  readonly firstByte: number;
  /** The same for the last one that can be asked: a mirror may have to fetch what it has not. */
  readonly lastFirstByte: number;
  /** Silence inside a body. */
  readonly stall: number;
  /** After which the next entry is asked too. */
  readonly hedge: number;
}

export const RELAY_LIMITS: RelayLimits = { firstByte: 2_500, lastFirstByte: 10_000, stall: 3_000, hedge: 1_000 };

export interface RelayPorts {
  readonly clock: Clock;
  readonly circuits: Circuits;
  readonly upstream: Upstream;
  /** The words of an error, for people; text/ makes them. */
  readonly explain: Explain;
  /** Told of each request that was answered. */
  readonly onAnswer?: (request: ServedRequest, outcome: Outcome) => void;
}

interface Served extends ServedList {
  readonly plan: Plan;
}

export class Relay {
  readonly #ports: RelayPorts;
  readonly #limits: RelayLimits;
  /** By the digest of their token. */
  readonly #lists = new Map<string, Served>();

  constructor(ports: RelayPorts, limits: RelayLimits = RELAY_LIMITS) {
    this.#ports = ports;
    this.#limits = limits;
  }

  /** Serves a list under a new token. Returns the URL of the relay at `port` for it, and the GOPROXY value that ends as the list does. */
  serve(served: ServedList, port: number): { readonly url: string; readonly goproxy: string } {
    const token = `gpd-${randomBytes(32).toString('base64url')}`;
    const plan = planOf(served.list, served.isPublic);
    this.#lists.set(tokenDigest(token), { ...served, plan });
    const url = `http://127.0.0.1:${port}/${token}`;
    return { url, goproxy: relayedList(url, plan) };
  }

  /** Rejects only where the client has gone. */
  async respond(asked: LoopbackRequest, port: number): Promise<LoopbackReply> {
    const admission = admit(asked, port, (digest) => this.#lists.has(digest));
    if (admission.kind === 'refused') return { status: admission.status, fields: {}, body: Buffer.alloc(0) };
    const { request, digest } = admission;
    const outcome = await this.#race(this.#lists.get(digest) as Served, request, asked.signal);
    this.#ports.onAnswer?.(request, outcome);
    return replyTo(outcome, this.#ports.explain);
  }

  #race({ plan, credentials }: Served, request: ServedRequest, signal: AbortSignal): Promise<Outcome> {
    const { clock, circuits, upstream } = this.#ports;
    const { firstByte, lastFirstByte, stall, hedge } = this.#limits;
    const ask = async ({ entry }: Step, isLast: boolean, both: AbortSignal) => {
      const started = clock.monotonic();
      const deadline = isLast ? lastFirstByte : firstByte;
      const onHead = (ms: number) => circuits.heard(entry, ms);
      const question = { entry, request, credentials: credentials(entry), deadline, stall, onHead };
      const result = await askEntry(question, upstream, both);
      circuits.record(entry, result, clock.monotonic() - started);
      return result;
    };
    const ports = {
      clock,
      ask,
      leftAlone: ({ entry }: Step) => circuits.leftAlone(entry),
      patience: ({ entry }: Step) => (circuits.isTrial(entry) ? 0 : hedge),
    };
    return race(plan.steps, ports, signal);
  }
}
