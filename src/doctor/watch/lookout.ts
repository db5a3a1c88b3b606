/** Looks at the list when the monitor says so, keeps its book, and leaves the looking to another process that does it already. */
import type { Clock } from '../../base/clock.ts';
import { once } from '../../base/once.ts';
import type { GoproxyList } from '../../goproxy/list/list.ts';
import { leadingMirrors } from '../../goproxy/list/mirrorRun.ts';
import { isPublicMirror } from '../../goproxy/list/mirrors.ts';
import { type Book, expectations, type Limits, withCircuits, withDeed, withSight } from '../../health/book.ts';
import type { CircuitTold, Deed } from '../../health/history/incidents.ts';
import { afterLook, type Hysteresis, UNSEEN } from '../../health/listState.ts';
import { keepOff } from '../../health/refusal.ts';
import { nextLook, type Pace } from '../../health/schedule.ts';
import { capsFor, type Traffic, waitFor } from '../../health/usage.ts';
import { assess } from '../assess.ts';
import type { Examination } from '../examination.ts';
import { EMPTY_PAGE, type Page, type Shelf } from './bookShelf.ts';
import { entryStates, gist, healthView } from './healthView.ts';
import { isHeld } from './lease.ts';
import { bookKeyOf, keyOf, sightOf, urlsOf } from './sight.ts';
import { type Snapshot, UNSEEN_SNAPSHOT, unknown } from './snapshot.ts';

export interface LookoutPorts {
  readonly clock: Clock;
  /** Null where nothing is kept across sessions, nor shared. */
  readonly shelf: Shelf | null;
  /** In [0, 1). */
  random(): number;
  /** A quick one. Resolves to null where there is no list to be found. */
  examine(signal: AbortSignal): Promise<Examination | null>;
  /** Reports whether this machine has a network beyond itself. */
  isConnected(): boolean;
  limits(): Limits;
  /** Returns the list in the user's own order, of which `list` may be one with another entry put first. */
  ownList(list: GoproxyList): GoproxyList;
}

export interface Look {
  readonly snapshot: Snapshot;
  /** Whether there is something to be drawn anew. */
  readonly isNews: boolean;
  /** ms until the next one. */
  readonly next: number;
}

/** The list that is looked at, and its book's key. */
interface Subject {
  readonly key: string;
  readonly list: GoproxyList;
  readonly own: GoproxyList;
}

/** ms that a look is given before another process may make it. */
const LOOK = 10_000;
/** ms after which it is seen whether another process knows more, while nobody may be asked. */
const AGAIN = 5 * 60_000;
/** ms for giving a lease back. */
const REST = 2_000;

export class Lookout {
  readonly #ports: LookoutPorts;
  #hysteresis: Hysteresis = UNSEEN;
  /** What the relay has told last. */
  #circuits: ReadonlyMap<string, CircuitTold> = new Map();
  #shown: Snapshot = UNSEEN_SNAPSHOT;
  #subject: Subject | null = null;
  #caps: Traffic = { bytes: 0, requests: 0 };
  /** The subject's, as it was last seen; all there is where nothing is shared. */
  #page: Page & { readonly key: string } = { ...EMPTY_PAGE, key: '' };
  readonly #self = once(async () => (await this.#ports.shelf?.owners.own()) ?? '');

  constructor(ports: LookoutPorts) {
    this.#ports = ports;
  }

  /** What was seen may be of another list: the next look is a first one. */
  forget(): void {
    this.#hysteresis = UNSEEN;
    this.#shown = UNSEEN_SNAPSHOT;
    this.#subject = null;
  }

  /** Looks, or reads what another process has seen. Rejects when aborted, and where the prober was lost. */
  async look(pace: Pace, signal: AbortSignal): Promise<Look> {
    const { isConnected, examine } = this.#ports;
    this.#caps = capsFor(pace.trouble);
    if (this.#shown.reason === 'offline' && !isConnected()) return this.#show(this.#shown, pace.trouble);
    const wait = this.#subject === null ? null : await this.#waitFor(this.#subject, pace, signal);
    if (wait !== null) return this.#show(this.#shown, wait);
    const examination = await examine(signal);
    signal.throwIfAborted();
    if (examination !== null) return this.note(examination, pace, signal);
    this.#hysteresis = afterLook(this.#hysteresis, 'unknown');
    this.#subject = null;
    return this.#show(unknown('no-list'), pace.trouble);
  }

  /** Takes an examination for a look. */
  async note(examination: Examination, pace: Pace, signal: AbortSignal): Promise<Look> {
    const seen = assess(examination);
    this.#caps = capsFor(pace.trouble);
    this.#hysteresis = afterLook(this.#hysteresis, seen);
    const subject = this.#subjectOf(examination);
    this.#subject = subject;
    const next = subject === null ? pace.trouble : await this.#enter(subject, examination, pace, signal);
    // A suspicion is kept from the eye with its evidence: state and rows must tell the same story.
    if (this.#hysteresis.suspected !== null) return this.#show(this.#shown, next);
    const reason = seen === 'unknown' ? 'offline' : null;
    return this.#show({ state: seen, reason, examination, health: null, passage: null }, next);
  }

  /** Notes what was done about an entry that is, or was, in trouble: its number is that in the user's own list. */
  async did(deed: Deed, entry: number): Promise<void> {
    const at = this.#ports.clock.now();
    const url = urlsOf(this.#subject?.own).find(({ index }) => index === entry);
    if (this.#subject === null || url === undefined) return;
    const noted = async (page: Page) => ({ ...page, book: withDeed(page.book, keyOf(url), { at, deed }) });
    await this.#change(this.#subject, noted, AbortSignal.timeout(REST));
  }

  /** Notes what the relay tells of its circuits, by the entry's URL: now, or with the next look where none was made yet. */
  async relayed(circuits: ReadonlyMap<string, CircuitTold>): Promise<void> {
    this.#circuits = circuits;
    const subject = this.#subject;
    if (subject === null) return;
    const noted = async (page: Page) => {
      const book = this.#withCircuits(page.book, subject);
      return book === page.book ? page : { ...page, book };
    };
    await this.#change(subject, noted, AbortSignal.timeout(REST));
  }

  /** Lets another process look from now on. */
  async rest(): Promise<void> {
    const self = await this.#self();
    if (this.#subject === null || this.#page.lease?.owner !== self) return;
    const given = async (page: Page) => (page.lease?.owner === self ? { ...page, lease: null } : page);
    await this.#change(this.#subject, given, AbortSignal.timeout(REST));
  }

  /** Returns the ms to wait because this look is not ours to make; null where it is. */
  async #waitFor(subject: Subject, pace: Pace, signal: AbortSignal): Promise<number | null> {
    const self = await this.#self();
    let wait: number | null = null;
    await this.#change(
      subject,
      async (before) => {
        const { book, lease } = before;
        const now = this.#ports.clock.now();
        const usual = this.#next(subject, book, pace);
        const isOthers = await this.#isOthers(lease, now, usual);
        const forbidden = Math.max(keepOff(book.refusal, now), waitFor(book.usage, now, this.#caps));
        if (isOthers && this.#isKnown(subject, book)) wait = usual;
        else if (forbidden > 0) wait = Math.min(forbidden, AGAIN);
        return wait !== null || isOthers ? before : { book, lease: { owner: self, due: now + LOOK } };
      },
      signal,
    );
    return wait;
  }

  /** Enters what was seen into the book; returns the ms until the next look. */
  async #enter(subject: Subject, examination: Examination, pace: Pace, signal: AbortSignal): Promise<number> {
    const { clock, limits } = this.#ports;
    const self = await this.#self();
    const { publicMirrors } = examination.environment;
    const candidates = leadingMirrors(subject.own, ({ url }) => isPublicMirror(url, publicMirrors));
    const now = clock.now();
    const sight = sightOf(examination, candidates, now);
    let next = pace.trouble;
    await this.#change(
      subject,
      async ({ book: before, lease }) => {
        const book = this.#withCircuits(withSight(before, sight, limits()), subject);
        next = this.#next(subject, book, pace);
        const isOthers = await this.#isOthers(lease, now, next);
        return { book, lease: isOthers ? lease : { owner: self, due: now + next } };
      },
      signal,
    );
    return next;
  }

  #withCircuits(book: Book, { own }: Subject): Book {
    const told = urlsOf(own).flatMap((entry) => {
      const circuit = this.#circuits.get(entry.url);
      return circuit === undefined ? [] : [[keyOf(entry), circuit] as const];
    });
    return withCircuits(book, new Map(told));
  }

  /** Changes the subject's page for all, or for us alone where nothing is shared. */
  async #change({ key }: Subject, change: (page: Page) => Promise<Page>, signal: AbortSignal): Promise<void> {
    const shared = await this.#ports.shelf?.change(key, change, signal);
    const own = this.#page.key === key ? this.#page : EMPTY_PAGE;
    this.#page = { ...(shared ?? (await change(own))), key };
  }

  async #isOthers(lease: Page['lease'], now: number, patience: number): Promise<boolean> {
    if (lease === null || lease.owner === (await this.#self())) return false;
    const isRunning = (await this.#ports.shelf?.owners.isRunning(lease.owner)) ?? null;
    return isHeld(lease, isRunning, now, patience);
  }

  /** Reports whether what another process saw is what is shown here, so that there is no need to see for oneself. */
  #isKnown(subject: Subject, book: Book): boolean {
    const { state, health } = this.#shown;
    if (this.#hysteresis.suspected !== null || health === null) return false;
    // What ails the list but none of its entries, as a repository behind `direct`, only we know of.
    const isExplained =
      state === 'healthy' || state === 'off' || health.entries.some((one) => one.health.state !== 'up');
    const now = this.#ports.clock.now();
    return isExplained && entryStates(health) === entryStates(healthView(book, subject, this.#caps, now));
  }

  #next({ list }: Subject, book: Book, pace: Pace): number {
    const { clock, limits, random } = this.#ports;
    const expected = expectations(book, urlsOf(list).map(keyOf), limits());
    const look = { hysteresis: this.#hysteresis, keepOff: keepOff(book.refusal, clock.now()), ...expected };
    return nextLook(look, pace, random());
  }

  #subjectOf({ list, environment }: Examination): Subject | null {
    if (list === null) return null;
    return { key: bookKeyOf(list, environment.sample), list, own: this.#ports.ownList(list) };
  }

  #show(snapshot: Snapshot, next: number): Look {
    const before = this.#shown;
    const subject = this.#subject;
    const now = this.#ports.clock.now();
    const health = subject === null ? null : healthView(this.#page.book, subject, this.#caps, now);
    this.#shown = { ...snapshot, health };
    const isNews =
      before.state !== snapshot.state ||
      before.reason !== snapshot.reason ||
      before.examination !== snapshot.examination ||
      gist(before.health) !== gist(health);
    return { snapshot: this.#shown, isNews, next };
  }
}
