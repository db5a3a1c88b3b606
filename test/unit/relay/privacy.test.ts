/** Who is told which module's path: never anybody whom go's own walk, or the failover among mirrors, would not have told. */
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { parseList } from '../../../src/goproxy/list/list.ts';
import type { NetFault } from '../../../src/net/exchange.ts';
import type { Arrival } from '../../../src/net/upstream/arrival.ts';
import type { Upstream, UpstreamRequest } from '../../../src/net/upstream/upstream.ts';
import { newToken } from '../../../src/relay/admission.ts';
import { Circuits } from '../../../src/relay/circuits.ts';
import type { Foresight } from '../../../src/relay/prefetch/foresight.ts';
import { Relay } from '../../../src/relay/relay.ts';
import { ManualClock } from '../../support/manualClock.ts';

const MODULES = ['m.test/a', 'm.test/b', 'm.test/c'];
/** Those that go asks no proxy for. */
const KEPT = ['m.test/private', 'm.test/replaced'];
const KINDS = ['list', 'info', 'mod', 'zip'] as const;
type Kind = (typeof KINDS)[number];
const ANSWERS = ['served', 'served', 404, 500, 429, 'reset', 'silent'] as const;

interface Entry {
  readonly isPublic: boolean;
  readonly separator: ',' | '|';
}

/** What an entry does with a request for a module, each with its ms: in turns. */
type Behaviour = readonly (readonly [answer: (typeof ANSWERS)[number], ms: number])[];

interface Case {
  readonly entries: readonly Entry[];
  /** By entry and module. */
  readonly behaviours: readonly (readonly Behaviour[])[];
  /** Requests of go that begin `after` ms from the one before, or when that is over. */
  readonly requests: readonly { readonly module: number; readonly kind: Kind; readonly after: number }[];
  readonly requires: readonly string[];
  /** Whether go walks into what a served go.mod requires, which is m.test/c and a private module. */
  readonly walks: boolean;
}

const behaviour = fc.array(fc.tuple(fc.constantFrom(...ANSWERS), fc.constantFrom(5, 5, 300, 1_200, 2_200, 4_000)), {
  minLength: 1,
  maxLength: 3,
});

const anyCase: fc.Arbitrary<Case> = fc.integer({ min: 1, max: 4 }).chain((size) =>
  fc.record({
    entries: fc.array(fc.record({ isPublic: fc.boolean(), separator: fc.constantFrom<',' | '|'>(',', ',', '|') }), {
      minLength: size,
      maxLength: size,
    }),
    behaviours: fc.array(fc.array(behaviour, { minLength: MODULES.length, maxLength: MODULES.length }), {
      minLength: size,
      maxLength: size,
    }),
    requests: fc.array(
      fc.record({
        module: fc.integer({ min: 0, max: MODULES.length - 1 }),
        kind: fc.constantFrom(...KINDS),
        after: fc.constantFrom(-1, -1, 0, 700, 6_000, 15_000),
      }),
      { minLength: 1, maxLength: 7 },
    ),
    requires: fc.subarray([...MODULES, ...KEPT]),
    walks: fc.boolean(),
  }),
);

/** One request of go, and what the entries have said to it. */
interface Going {
  readonly path: string;
  readonly module: string;
  /** By entry; null while it has not answered. Of what was asked since this request began. */
  readonly said: Map<number, 'not-found' | 'other' | null>;
  isOver: boolean;
}

class World implements Upstream {
  readonly clock = new ManualClock();
  readonly wrong: string[] = [];
  readonly #case: Case;
  readonly #going = new Set<Going>();
  /** `entry module` that have been told. */
  readonly #told = new Set<string>();
  readonly #turns = new Map<string, number>();

  constructor(one: Case) {
    this.#case = one;
  }

  begin(path: string, module: string): Going {
    const going: Going = { path, module, said: new Map(), isOver: false };
    this.#going.add(going);
    return going;
  }

  end(going: Going): void {
    going.isOver = true;
    this.#going.delete(going);
  }

  /** Whether a failure of the entry may be passed: the user's own `|`, or failover among mirrors. */
  #passes(at: number): boolean {
    const { entries } = this.#case;
    const [one, next] = [entries[at], entries[at + 1]];
    return one?.separator === '|' || (one?.isPublic === true && next?.isPublic === true);
  }

  /** Whether go's walk for that request may have come to the entry by now. */
  #isReached(at: number, { said }: Going): boolean {
    for (let before = 0; before < at; before++) {
      if (this.#passes(before)) continue;
      if (said.get(before) !== 'not-found') return false;
      // go goes on to there only when everybody before has answered.
      for (let one = 0; one < before; one++) if (said.get(one) === null) return false;
    }
    return true;
  }

  /** Whether the entry may be asked early for what go has asked nobody for. */
  #isForeseeable(at: number, module: string): boolean {
    const isFirst = Array.from({ length: at }, (_, before) => this.#passes(before)).every(Boolean);
    const { requires, walks } = this.#case;
    return isFirst && (requires.includes(module) || (walks && module === 'm.test/c')) && !KEPT.includes(module);
  }

  async ask(url: string, { deadline, signal }: UpstreamRequest): Promise<Arrival | NetFault> {
    const [, host = '', module = '', kind = ''] =
      /^https:\/\/e(\d)\.test\/(.+?)\/@v\/(?:v1\.0\.0\.)?(\w+)$/.exec(url) ?? [];
    const at = Number(host);
    const path = url.slice(url.indexOf('.test/') + 6);
    const concerned = [...this.#going].filter((going) => going.path === path);
    const mayBe =
      this.#told.has(`${at} ${module}`) ||
      this.#isForeseeable(at, module) ||
      concerned.some((going) => this.#isReached(at, going));
    if (!mayBe) this.wrong.push(`${at} is told of ${path}`);
    this.#told.add(`${at} ${module}`);
    // What was asked early at the same time takes nothing back.
    const note = (word: 'not-found' | 'other' | null) => {
      for (const { said } of concerned) if (said.get(at) !== 'not-found') said.set(at, word);
    };
    note(null);
    const [answer, ms] = this.#next(at, module);
    const isLate = answer === 'silent' || ms > deadline;
    await new Promise<void>((resolve, reject) => {
      const timer = this.clock.after(isLate ? deadline : ms, resolve);
      signal.addEventListener('abort', () => {
        timer.dispose();
        reject(signal.reason);
      });
    });
    note(answer === 404 && !isLate ? 'not-found' : 'other');
    if (isLate) return { kind: 'no-headers', phase: 'first-byte', detail: 'no-headers', message: '' };
    if (answer === 'reset') return { kind: 'cut', phase: 'first-byte', detail: 'reset', message: '' };
    const status = answer === 'served' ? 200 : (answer as number);
    const body = Readable.from(status === 200 ? [bodyOf(kind as Kind, module)] : []);
    return { status, headers: new Map(), body, url };
  }

  close(): void {}

  #next(at: number, module: string): Behaviour[number] {
    const turns = this.#case.behaviours[at]?.[MODULES.indexOf(module)] ?? [];
    const key = `${at} ${module}`;
    const turn = this.#turns.get(key) ?? 0;
    this.#turns.set(key, turn + 1);
    return turns[turn % turns.length] ?? ['served', 5];
  }
}

function bodyOf(kind: Kind, module: string): Buffer {
  if (kind === 'info') return Buffer.from('{"Version":"v1.0.0","Time":"2024-01-02T03:04:05Z"}');
  if (kind === 'mod')
    return Buffer.from(`module ${module}\n\nrequire m.test/c v1.0.0\nrequire m.test/private v1.0.0\n`);
  if (kind === 'list') return Buffer.from('v1.0.0\n');
  return Buffer.concat([Buffer.from('PK\u0005\u0006'), Buffer.alloc(18)]);
}

/** Plays a case, and returns what was wrong. */
async function play(one: Case): Promise<readonly string[]> {
  const world = new World(one);
  const { clock } = world;
  const text = one.entries.map(({ separator }, at) => `https://e${at}.test${separator}`).join('');
  const parsed = parseList(`${text}off`);
  assert.ok(parsed.ok);
  const foresight: Foresight = {
    requires: one.requires.map((module) => ({ module, version: 'v1.0.0' })),
    walksInto: () => one.walks,
    hasZipSum: () => true,
    isKept: (module) => KEPT.includes(module),
    isCached: async () => false,
  };
  const relay = new Relay({
    clock,
    circuits: new Circuits(clock, () => 0.5),
    upstream: world,
    explain: () => 'failed',
  });
  const token = newToken();
  relay.serve(token, {
    list: parsed.value,
    isPublic: ({ index }) => one.entries[index]?.isPublic === true,
    credentials: () => [],
    foresee: async () => foresight,
  });
  const pending = new Set<Going>();
  const begin = (path: string, module: string) => {
    const going = world.begin(path, module);
    pending.add(going);
    const asked = { method: 'GET', target: `/${token}/${path}`, host: '127.0.0.1:1' };
    void relay.respond({ ...asked, signal: new AbortController().signal }, 1).then(({ status, body }) => {
      if (body instanceof Readable) body.destroy();
      const isAbsentEverywhere = one.entries.every((_, at) => going.said.get(at) === 'not-found');
      if (status === 404 && !isAbsentEverywhere) world.wrong.push(`an outage is told as an absence: ${path}`);
      world.end(going);
      pending.delete(going);
    });
  };
  const turn = async () => {
    for (let at = 0; at < 3; at++) await new Promise((resolve) => setImmediate(resolve));
  };
  for (const { module, kind, after } of one.requests) {
    const name = MODULES[module] as string;
    const path = `${name}/@v/${kind === 'list' ? 'list' : `v1.0.0.${kind}`}`;
    // go never asks for the same thing twice at a time.
    if ([...pending].every((going) => going.path !== path)) begin(path, name);
    await turn();
    if (after >= 0) await clock.advance(after);
    else for (let step = 0; pending.size > 0 && step < 200; step++) await forward(clock, turn);
  }
  for (let step = 0; pending.size > 0 && step < 400; step++) await forward(clock, turn);
  for (const { path } of pending) world.wrong.push(`no end: ${path}`);
  relay.dispose();
  return world.wrong;
}

async function forward(clock: ManualClock, turn: () => Promise<void>): Promise<void> {
  if (clock.next !== null) await clock.advance(clock.next);
  await turn();
}

describe('relay: who is told what', function () {
  this.timeout(120_000);

  it('only whom go’s walk or the failover among mirrors may tell, whatever the entries do', async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, async (one) => {
        assert.deepEqual(await play(one), []);
      }),
      { numRuns: 2_000, seed: 20_261_130 },
    );
  });
});
