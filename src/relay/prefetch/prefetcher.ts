/**
 * Asks early for what go will ask next: go fetches every .info strictly one after another, and .mod and .zip few at a time, so that each
 * costs a round trip. An answer is given away once, to the request that it was fetched for.
 */
import { Readable } from 'node:stream';
import type { Clock } from '../../base/clock.ts';
import type { Disposable } from '../../base/disposable.ts';
import { inTime } from '../../base/inTime.ts';
import { parseGoMod } from '../../goproxy/module/goMod.ts';
import type { ServedRequest } from '../../goproxy/protocol/parseRequest.ts';
import { versionRequest } from '../../goproxy/protocol/protocol.ts';
import { type Attempted, discard, type Served } from '../attempt.ts';
import { HELD } from '../openArchive.ts';
import type { Step } from '../steps.ts';
import type { Foresight } from './foresight.ts';
import { PrefetchBudget } from './prefetchBudget.ts';

export interface PrefetchPorts {
  readonly clock: Clock;
  /** Asks one entry; never rejects but for the signal. */
  ask(step: Step, request: ServedRequest, signal: AbortSignal): Promise<Attempted>;
  /** Who is asked first for a module that nobody was asked for yet, as go itself would; null where it is not known to be well. */
  first(): Step | null;
  /** Reports whether the answer lies on this machine already. */
  isHere(request: ServedRequest): Promise<boolean>;
  /** Reports whether the entry has turned out broken since it was asked. */
  isBroken(step: Step): boolean;
  /** Reads the client's module as it is now; null where nothing is known of it. Never rejects. */
  foresee(): Promise<Foresight | null>;
}

/** What an answer came to, and from whom. */
export interface Prefetched {
  readonly step: Step;
  readonly answer: Served;
}

interface Early {
  readonly step: Step;
  readonly request: ServedRequest;
  /** Null while it waits for its turn. */
  answer: Promise<Served | null> | null;
  /** Ends it, as long as nobody has taken it. */
  readonly life: AbortController;
}

/** Requests at a time beside those of go. */
const AT_ONCE = 16;
/** Made once: an error costs more than what it ends. */
const OVER = new Error('the run of go is over');
/** ms without a request after which a run of go is over. */
const QUIET = 5_000;

export class Prefetcher implements Disposable {
  readonly #ports: PrefetchPorts;
  readonly #budget = new PrefetchBudget();
  readonly #early = new Map<string, Early>();
  readonly #waiting: Early[] = [];
  /** Paths that go has asked for in this run, and those that were asked for early beside them. */
  readonly #asked = new Set<string>();
  readonly #added = new Set<string>();
  /** Who served which version's .mod in this run of go. */
  readonly #seen = new Map<string, { readonly step: Step; readonly module: string; readonly version: string }>();
  #running = 0;
  #quiet: Disposable | null = null;
  #foresight: Promise<Foresight | null> | null = null;
  #hasRequirements = false;
  #hasZip = false;
  #isDisposed = false;

  constructor(ports: PrefetchPorts) {
    this.#ports = ports;
  }

  /** Returns what was fetched for the request, if it is on its way and comes within `ms`; null where go must be served anew. */
  async take(request: ServedRequest, ms: number): Promise<Prefetched | null> {
    const early = this.#remove(request);
    if (early === null) return null;
    const { step, answer: coming } = early;
    const { isBroken, clock } = this.#ports;
    const answer = coming === null || isBroken(step) ? null : await inTime(coming, ms, clock, () => null);
    // What was held may have broken meanwhile.
    if (answer === null || (answer.body instanceof Readable && answer.body.destroyed)) {
      this.#drop(early);
      return null;
    }
    this.#budget.used(heldBy(answer));
    this.#start();
    return { step, answer };
  }

  /** Tells that the request is answered from elsewhere. */
  dismiss(request: ServedRequest): void {
    const early = this.#remove(request);
    if (early !== null) this.#drop(early);
  }

  /** Tells that go has begun to ask for something: what belongs to it is asked for at the same time. */
  asked(request: ServedRequest): void {
    if (this.#isDisposed) return;
    // Within one run go asks for nothing twice.
    if (this.#asked.has(request.path)) this.#forget();
    this.#quiet?.dispose();
    this.#quiet = this.#ports.clock.after(QUIET, () => this.#forget());
    this.#asked.add(request.path);
    if (request.kind === 'mod') this.#foresight ??= this.#ports.foresee();
    if (request.kind === 'zip' && !this.#hasZip) {
      this.#hasZip = true;
      void this.#archives();
    }
  }

  /** Tells what a request was served with, and by whom. */
  served(request: ServedRequest, step: Step, answer: Served): void {
    this.#budget.served(sizeOf(answer));
    this.#learn(request, step, answer);
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#quiet?.dispose();
    this.#forget();
  }

  /** A .mod tells of its .info, and perhaps of its requirements. */
  #learn({ kind, module, version }: ServedRequest, step: Step, { body }: Served): void {
    if (kind !== 'mod' || module === null || version === null || !(body instanceof Uint8Array)) return;
    this.#seen.set(`${module}@${version}`, { step, module, version });
    this.#add(step, versionRequest('info', module, version));
    if (this.#hasZip) void this.#archive(module, version, step);
    void this.#further(body);
  }

  /** What the client's go.mod requires, once; and what a served one does, where go walks into it. */
  async #further(goMod: Uint8Array): Promise<void> {
    const known = await this.#foresight;
    const step = this.#ports.first();
    if (known === null || known === undefined || step === null) return;
    if (!this.#hasRequirements) {
      this.#hasRequirements = true;
      await this.#requirements(known.requires, step, known);
    }
    const { go, requires } = parseGoMod(Buffer.from(goMod).toString('utf8'));
    if (known.walksInto(go)) await this.#requirements(requires, step, known);
  }

  async #requirements(requires: Foresight['requires'], step: Step, known: Foresight): Promise<void> {
    for (const { module, version } of requires) {
      const request = versionRequest('mod', module, version);
      if (request === null || this.#isDisposed || this.#isDone(request) || known.isKept(module)) continue;
      if (!(await known.isCached(module, version, 'mod'))) this.#add(step, request);
    }
  }

  #isDone({ path }: ServedRequest): boolean {
    return this.#asked.has(path) || this.#added.has(path);
  }

  async #archives(): Promise<void> {
    for (const { step, module, version } of [...this.#seen.values()]) await this.#archive(module, version, step);
  }

  async #archive(module: string, version: string, step: Step): Promise<void> {
    const known = await this.#foresight;
    if (known?.hasZipSum(module, version) !== true || (await known.isCached(module, version, 'zip'))) return;
    this.#add(step, versionRequest('zip', module, version));
  }

  #add(step: Step, request: ServedRequest | null): void {
    if (request === null || this.#isDisposed || this.#isDone(request) || !this.#budget.allows(this.#early.size)) return;
    this.#added.add(request.path);
    const early: Early = { step, request, answer: null, life: new AbortController() };
    this.#early.set(request.path, early);
    this.#waiting.push(early);
    this.#start();
  }

  #start(): void {
    while (this.#running < AT_ONCE && this.#budget.hasRoom) {
      const early = this.#waiting.shift();
      if (early === undefined) return;
      this.#running += 1;
      early.answer = this.#fetch(early).finally(() => {
        this.#running -= 1;
        this.#start();
      });
    }
  }

  async #fetch({ step, request, life: { signal } }: Early): Promise<Served | null> {
    if (this.#ports.isBroken(step)) return null;
    try {
      if (await this.#ports.isHere(request)) return null;
      const result = await this.#ports.ask(step, request, signal);
      if (result.kind !== 'served' || signal.aborted) {
        discard(result);
        return null;
      }
      // The beginning of a large archive is here, the rest waits in the connection until go reads it.
      if (result.body instanceof Readable) result.body.once('error', () => undefined);
      this.#budget.held(heldBy(result));
      // A module that is here can lead to the next before go asks for it.
      this.#learn(request, step, result);
      return result;
    } catch {
      return null;
    }
  }

  #remove({ path }: ServedRequest): Early | null {
    const early = this.#early.get(path);
    if (early === undefined) return null;
    this.#early.delete(path);
    if (early.answer === null) this.#waiting.splice(this.#waiting.indexOf(early), 1);
    return early;
  }

  /** Nobody wants it any more, though the run goes on. */
  #drop(early: Early): void {
    letGo(early);
    void early.answer?.then((answer) => {
      if (answer !== null) this.#budget.dropped(heldBy(answer));
    });
  }

  /** The run of go is over: nothing is kept for the next one. */
  #forget(): void {
    this.#quiet = null;
    for (const early of this.#early.values()) letGo(early);
    this.#early.clear();
    this.#waiting.length = 0;
    this.#seen.clear();
    this.#asked.clear();
    this.#added.clear();
    this.#foresight = null;
    this.#hasRequirements = false;
    this.#hasZip = false;
    this.#budget.forget();
  }
}

function letGo({ life, answer }: Early): void {
  life.abort(OVER);
  void answer?.then((one) => (one === null ? undefined : discard(one)));
}

function sizeOf({ length }: Served): number {
  return length ?? 0;
}

/** Bytes in memory while it lies ready. */
function heldBy({ body }: Served): number {
  return body instanceof Readable ? HELD : body.length;
}
