/** The relay: a GOPROXY on loopback that asks a list's entries, with the deadlines that go lacks. */
import { Readable } from 'node:stream';
import type { Clock } from '../base/clock.ts';
import type { Disposable } from '../base/disposable.ts';
import { Emitter, type Event } from '../base/event.ts';
import type { GoproxyList, UrlEntry } from '../goproxy/list/list.ts';
import type { IsPublic } from '../goproxy/list/mirrorRun.ts';
import type { ServedRequest } from '../goproxy/protocol/parseRequest.ts';
import type { CredentialFields } from '../net/exchange.ts';
import type { LoopbackReply, LoopbackRequest } from '../net/loopback/loopbackServer.ts';
import type { Upstream } from '../net/upstream/upstream.ts';
import { admit, tokenDigest } from './admission.ts';
import type { Kept, ListCache } from './cache/listCache.ts';
import type { RelayCache } from './cache/relayCache.ts';
import type { Witness } from './cache/witness.ts';
import type { Circuits } from './circuits.ts';
import { Entries, type EntryLimits } from './entries.ts';
import type { Foresight } from './prefetch/foresight.ts';
import { type Prefetched, Prefetcher } from './prefetch/prefetcher.ts';
import { type Outcome, race } from './race.ts';
import { type Explain, replyTo } from './reply.ts';
import { firstStep, type Plan, planOf, type Step } from './steps.ts';

export interface ServedList {
  readonly list: GoproxyList;
  readonly isPublic: IsPublic;
  /** See planOf. */
  readonly isHeld?: boolean;
  /** Secrets: what go would send to the entry beside its URL's own userinfo. */
  readonly credentials: (entry: UrlEntry) => CredentialFields;
  /** What is known of the module that is worked on; absent where nothing is, and nothing is fetched early but .info. */
  readonly foresee?: () => Promise<Foresight | null>;
  /** Says what go would take of a version; absent where the list has no part in the cache. Disposed with the list. */
  readonly witness?: Witness;
}

/** In ms. */
export interface RelayLimits extends EntryLimits {
  /** After which the next entry is asked too, at the latest. */
  readonly hedge: number;
}

export const RELAY_LIMITS: RelayLimits = { firstByte: 2_500, lastFirstByte: 10_000, stall: 3_000, hedge: 1_000 };

export interface RelayPorts {
  readonly clock: Clock;
  readonly circuits: Circuits;
  readonly upstream: Upstream;
  readonly cache?: RelayCache;
  /** The words of an error, for people; text/ makes them. */
  readonly explain: Explain;
  /** Told of each request that was answered. */
  readonly onAnswer?: (request: ServedRequest, outcome: Outcome) => void;
}

interface Serving {
  readonly served: ServedList;
  readonly plan: Plan;
  readonly prefetcher: Prefetcher;
  readonly cache: ListCache | null;
}

export class Relay implements Disposable {
  readonly #ports: RelayPorts;
  readonly #limits: RelayLimits;
  readonly #entries: Entries;
  /** By the digest of their token. */
  readonly #lists = new Map<string, Serving>();
  /** Windows that hold a list, by the digest of its token. */
  readonly #holders = new Map<string, number>();
  readonly #released = new Emitter<void>();
  /** Tells when a window has let go. */
  readonly onRelease: Event<void> = this.#released.event;

  constructor(ports: RelayPorts, limits: RelayLimits = RELAY_LIMITS) {
    this.#ports = ports;
    this.#limits = limits;
    this.#entries = new Entries(ports, limits);
  }

  /** Serves a list under a token, in the place of what was served under it. */
  serve(token: string, served: ServedList): void {
    const digest = tokenDigest(token);
    this.#end(digest);
    const plan = planOf(served.list, served.isPublic, served.isHeld);
    const { witness, isPublic } = served;
    const cache = (witness && this.#ports.cache?.forList(plan.steps, isPublic, witness)) ?? null;
    this.#lists.set(digest, { served, plan, cache, prefetcher: this.#prefetcher(served, plan, cache) });
  }

  /** Lets in nobody with the token any more. */
  withdraw(token: string): void {
    this.#end(tokenDigest(token));
  }

  /** Reports whether a window holds what is served under the token. */
  isHeld(token: string): boolean {
    return (this.#holders.get(tokenDigest(token)) ?? 0) > 0;
  }

  /** Rejects only where the client has gone. */
  async respond(asked: LoopbackRequest, port: number): Promise<LoopbackReply> {
    const admission = admit(asked, port, (digest) => this.#lists.has(digest));
    if (admission.kind === 'refused') return { status: admission.status, fields: {}, body: Buffer.alloc(0) };
    if (admission.kind === 'hold') return this.#hold(admission.digest);
    const { request, digest } = admission;
    const serving = this.#lists.get(digest) as Serving;
    serving.prefetcher.asked(request);
    const kept = (await serving.cache?.find(request)) ?? null;
    if (kept !== null) serving.prefetcher.dismiss(request);
    const outcome = kept !== null ? outcomeOf(kept) : await this.#ask(serving, request, asked.signal);
    if (outcome.kind === 'served') serving.prefetcher.served(request, outcome.step, outcome.answer);
    this.#ports.onAnswer?.(request, outcome);
    return replyTo(outcome, this.#ports.explain);
  }

  dispose(): void {
    for (const digest of [...this.#lists.keys()]) this.#end(digest);
    this.#ports.upstream.close();
  }

  #end(digest: string): void {
    const serving = this.#lists.get(digest);
    serving?.prefetcher.dispose();
    serving?.cache?.dispose();
    this.#lists.delete(digest);
  }

  /** An answer that never ends, until one of the two does. */
  #hold(digest: string): LoopbackReply {
    const count = (change: number) => this.#holders.set(digest, (this.#holders.get(digest) ?? 0) + change);
    count(1);
    const body = new Readable({ read: () => undefined });
    body.once('close', () => {
      count(-1);
      this.#released.fire();
    });
    body.push('held\n');
    return { status: 200, fields: { 'Content-Type': 'text/plain; charset=utf-8' }, body };
  }

  #prefetcher({ foresee, credentials }: ServedList, { steps }: Plan, cache: ListCache | null): Prefetcher {
    const { circuits } = this.#entries;
    return new Prefetcher({
      clock: this.#ports.clock,
      ask: (step, request, signal) =>
        this.#entries.ask(step, request, { credentials: credentials(step.entry), patience: 'early' }, signal),
      first: () => {
        const step = firstStep(steps, ({ entry }) => circuits.leftAlone(entry));
        return step !== null && circuits.isWell(step.entry) ? step : null;
      },
      isHere: async (request) => (await cache?.has(request)) ?? false,
      isBroken: ({ entry }) => circuits.leftAlone(entry) !== null,
      foresee: async () => (await foresee?.().catch(() => null)) ?? null,
    });
  }

  /** What an entry serves is kept, if it proves right, by and by. */
  async #ask(serving: Serving, request: ServedRequest, signal: AbortSignal): Promise<Outcome> {
    // An early answer is waited for as long as any entry would be; then go is served anew.
    const early = await serving.prefetcher.take(request, this.#limits.hedge);
    const outcome = early !== null ? outcomeOf(early) : await this.#race(serving, request, signal);
    if (outcome.kind !== 'served' || serving.cache === null) return outcome;
    return { ...outcome, answer: serving.cache.keep(request, outcome.step, outcome.answer) };
  }

  #race({ served, plan }: Serving, request: ServedRequest, signal: AbortSignal): Promise<Outcome> {
    const entries = this.#entries;
    const ports = {
      clock: this.#ports.clock,
      ask: (step: Step, isLast: boolean, both: AbortSignal) =>
        entries.ask(
          step,
          request,
          { credentials: served.credentials(step.entry), patience: isLast ? 'last' : 'race' },
          both,
        ),
      leftAlone: ({ entry }: Step) => entries.circuits.leftAlone(entry),
      patience: ({ entry }: Step) => entries.circuits.patience(entry, this.#limits.hedge),
      overtaken: ({ entry }: Step, waited: number) => entries.circuits.overtaken(entry, waited),
    };
    return race(plan.steps, ports, signal);
  }
}

function outcomeOf({ step, answer }: Kept | Prefetched): Outcome {
  return { kind: 'served', step, answer, tried: [] };
}
