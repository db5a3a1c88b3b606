/**
 * Looks at the hosts of a list's entries side by side with their requests. Each that has a name gets a glance at the start: an entry
 * that serves may do so in spite of a dead name server. One that fails below HTTP is looked at for as long as it has time, at once
 * when it has failed, or when it has said nothing for a while: an examination takes no longer for it. What go reaches through a
 * forward proxy is looked at only where it has failed there: nothing but its certificates is to be seen.
 */
import { isIP } from 'node:net';
import type { Clock } from '../../base/clock.ts';
import type { Disposable } from '../../base/disposable.ts';
import { classifyEntry } from '../../failures/classifyEvidence.ts';
import type { FailureCode } from '../../failures/code.ts';
import type { UrlEntry } from '../../goproxy/list/list.ts';
import type { RequestEvidence } from '../../goproxy/probe/evidence.ts';
import type { Sweep } from '../../goproxy/probe/prober.ts';
import { forwardProxyFor } from '../../net/forwardProxy/forwardProxy.ts';
import type { HostEvidence } from '../../net/host/hostEvidence.ts';
import type { EntryExamination } from '../list/listExamination.ts';

/** What an answer of any kind rules out. */
const BELOW_HTTP: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'dns',
  'connect-timeout',
  'refused',
  'reset',
  'response-timeout',
  'tls',
]);

/** The share of an entry's time after which its silence is looked into. */
const PATIENCE = 0.3;
/** ms that a look takes at least to tell anything. */
const LEAST = 300;
/** ms for a glance: only where a name server or an address is silent it takes so long, and no less tells that it is. */
const GLANCE = 2_000;
/** Hosts that get one: go hardly comes to those behind. */
const MOST_GLANCES = 16;

export interface HostWatchQuestion {
  readonly entries: readonly UrlEntry[];
  /** ms for one entry. */
  readonly timeout: number;
  readonly resolver: string | null;
  /** See HostQuestion. */
  readonly fetchIssuers: boolean;
  /** See HostQuestion; the looks wait for it, nobody else does. Never rejects. */
  readonly goHasCgo: Promise<boolean>;
  /** HTTP_PROXY & co. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export class HostWatch implements Disposable {
  readonly #question: HostWatchQuestion;
  readonly #sweep: Sweep;
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  readonly #begin: number;
  readonly #timer: Disposable;
  readonly #answered = new Set<number>();
  /** By the origin: entries of one host share them. */
  readonly #glances = new Map<string, Promise<HostEvidence | null>>();
  readonly #looks = new Map<string, Promise<HostEvidence | null>>();

  /** Disposes `sweep` with itself. */
  constructor(question: HostWatchQuestion, sweep: Sweep, clock: Clock, signal: AbortSignal) {
    this.#question = question;
    this.#sweep = sweep;
    this.#clock = clock;
    this.#signal = signal;
    this.#begin = clock.monotonic();
    const direct = question.entries.filter((entry) => this.#forwardProxyOf(entry) === null);
    for (const entry of direct.filter(isNamed)) {
      if (this.#glances.size < MOST_GLANCES) this.#look(entry, this.#glances, Math.min(GLANCE, question.timeout));
    }
    this.#timer = clock.after(question.timeout * PATIENCE, () => {
      for (const entry of direct) if (!this.#answered.has(entry.index)) this.#lookClosely(entry);
    });
  }

  /** An entry's first round has ended. */
  answered(index: number, evidence: readonly RequestEvidence[]): void {
    this.#answered.add(index);
    const failure = classifyEntry(evidence);
    const entry = this.#question.entries.find((one) => one.index === index);
    if (entry !== undefined && failure !== null && BELOW_HTTP.has(failure.code)) this.#lookClosely(entry);
  }

  /**
   * Returns what was seen of their hosts, by the numbers of the entries. It is waited for: where all is well a look is over before
   * the requests are, and what lets it last is worth telling. Rejects only when aborted.
   */
  async seen(entries: readonly EntryExamination[]): Promise<ReadonlyMap<number, HostEvidence>> {
    const found = new Map<number, HostEvidence>();
    for (const { entry, failure } of entries) {
      if (entry.kind !== 'url') continue;
      const evidence = await this.#lookFor(originOf(entry), failure?.code ?? null);
      if (evidence != null) found.set(entry.index, evidence);
    }
    this.#signal.throwIfAborted();
    return found;
  }

  #lookFor(origin: string, code: FailureCode | null): Promise<HostEvidence | null> | undefined {
    const [glance, look] = [this.#glances.get(origin), this.#looks.get(origin)];
    // A network that is only slow may look dead at a glance.
    if (code === 'slow') return look;
    return code !== null && BELOW_HTTP.has(code) ? (look ?? glance) : glance;
  }

  dispose(): void {
    this.#timer.dispose();
    this.#sweep.dispose();
  }

  #lookClosely(entry: UrlEntry): void {
    const left = this.#question.timeout - (this.#clock.monotonic() - this.#begin);
    this.#look(entry, this.#looks, Math.max(LEAST, left));
  }

  #look(entry: UrlEntry, looks: Map<string, Promise<HostEvidence | null>>, deadline: number): void {
    const { resolver, fetchIssuers, goHasCgo } = this.#question;
    const origin = originOf(entry);
    if (looks.has(origin) || entry.host === '' || !URL.canParse(entry.url)) return;
    const url = new URL(entry.url);
    const tls = url.protocol === 'https:';
    const question = {
      host: hostOf(url),
      port: Number(url.port) || (tls ? 443 : 80),
      tls,
      deadline,
      resolver,
      forwardProxy: this.#forwardProxyOf(entry),
      // An entry that serves sends what it must.
      fetchIssuers: fetchIssuers && looks === this.#looks,
    };
    const look = goHasCgo.then((has) => this.#sweep.examineHost({ ...question, goHasCgo: has }, this.#signal));
    looks.set(
      origin,
      look.catch(() => null),
    );
  }

  #forwardProxyOf({ url }: UrlEntry): string | null {
    return URL.canParse(url) ? forwardProxyFor(new URL(url), this.#question.environment).proxy : null;
  }
}

/** Below a literal address that serves there is nothing to see: no name, and no other address. */
export function isNamed({ url }: UrlEntry): boolean {
  const host = URL.canParse(url) ? hostOf(new URL(url)) : '';
  return host !== '' && isIP(host) === 0;
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

function originOf({ scheme, host }: UrlEntry): string {
  return `${scheme}://${host}`;
}
