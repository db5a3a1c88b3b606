/** What is asked for early: only what go will ask for, only of whom it would ask, and never twice. */
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { parseList } from '../../../src/goproxy/list/list.ts';
import { parseRequest, type ServedRequest } from '../../../src/goproxy/protocol/parseRequest.ts';
import type { Served } from '../../../src/relay/attempt.ts';
import type { Foresight } from '../../../src/relay/prefetch/foresight.ts';
import { Prefetcher } from '../../../src/relay/prefetch/prefetcher.ts';
import { planOf, type Step } from '../../../src/relay/steps.ts';
import { ManualClock } from '../../support/manualClock.ts';

const parsed = parseList('https://pub1,https://pub2');
assert.ok(parsed.ok);
const [first, second] = planOf(parsed.value, () => true).steps as [Step, Step];

function request(path: string): ServedRequest {
  const found = parseRequest(path);
  assert.ok(found !== null, path);
  return found;
}

function served(text: string): Served {
  return { kind: 'served', contentType: null, length: text.length, body: Buffer.from(text) };
}

const KNOWN: Foresight = {
  requires: [
    { module: 'a.test/a', version: 'v1.0.0' },
    { module: 'a.test/b', version: 'v1.0.0' },
    { module: 'private.test/p', version: 'v1.0.0' },
    { module: 'a.test/cached', version: 'v1.0.0' },
  ],
  walksInto: () => false,
  hasZipSum: (module) => module !== 'a.test/b',
  isKept: (module) => module.startsWith('private.test/'),
  isCached: async (module) => module === 'a.test/cached',
};

interface Setting {
  readonly known?: Foresight | null;
  readonly first?: Step | null;
  readonly answer?: (path: string) => Served;
  /** Paths whose answers lie on this machine. */
  readonly here?: readonly string[];
}

function start({
  known = KNOWN,
  first: firstStep = first,
  answer = () => served('module x\n'),
  here = [],
}: Setting = {}) {
  const clock = new ManualClock();
  const asked: string[] = [];
  let gate: (path: string) => Promise<void> | undefined = () => undefined;
  const prefetcher = new Prefetcher({
    clock,
    ask: async ({ entry }, { path }) => {
      asked.push(`${entry.index} ${path}`);
      // No network answers at once.
      await new Promise((resolve) => setImmediate(resolve));
      await gate(path);
      return answer(path);
    },
    first: () => firstStep,
    isHere: async ({ path }) => here.includes(path),
    isBroken: () => false,
    foresee: async () => known,
  });
  /** Plays one request of go: what was fetched early, else the answer of `step`. */
  const play = async (path: string, step: Step = first, text = 'module x\n') => {
    const one = request(path);
    prefetcher.asked(one);
    const found = await prefetcher.take(one, 1_000);
    prefetcher.served(one, found?.step ?? step, found?.answer ?? served(text));
    await settled();
    return found === null || found === undefined ? 'asked' : `early from ${found.step.entry.index}`;
  };
  /** Makes answers wait for something, beside the event loop. */
  const gateOf = (next: typeof gate) => {
    gate = next;
  };
  return { asked, play, prefetcher, clock, gateOf };
}

/** Lets everything that waits for nothing but the event loop go on. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}

describe('relay: what is fetched early', () => {
  it('the .info of a .mod, from whoever served that', async () => {
    const { asked, play } = start({ known: null });
    assert.equal(await play('a.test/a/@v/v1.0.0.mod', second), 'asked');
    assert.deepEqual(asked, ['1 a.test/a/@v/v1.0.0.info']);
    assert.equal(await play('a.test/a/@v/v1.0.0.info'), 'early from 1');
    assert.equal(await play('a.test/a/@v/v1.0.0.zip'), 'asked', 'without a go.sum nothing is known of archives');
    assert.deepEqual(asked, ['1 a.test/a/@v/v1.0.0.info'], 'and nothing twice');
  });

  it('the .mod files that go.mod requires, but private and cached ones; their .info files; archives that go.sum knows', async () => {
    const { asked, play } = start();
    await play('a.test/a/@v/v1.0.0.mod');
    assert.deepEqual(asked.toSorted(), [
      '0 a.test/a/@v/v1.0.0.info',
      '0 a.test/b/@v/v1.0.0.info',
      '0 a.test/b/@v/v1.0.0.mod',
    ]);
    for (const path of ['a.test/b/@v/v1.0.0.mod', 'a.test/a/@v/v1.0.0.info', 'a.test/b/@v/v1.0.0.info'])
      assert.equal(await play(path), 'early from 0', path);
    asked.length = 0;
    await play('a.test/b/@v/v1.0.0.zip');
    assert.deepEqual(asked, ['0 a.test/a/@v/v1.0.0.zip'], 'b has no line of its archive, and is asked by go itself');
    assert.equal(await play('a.test/a/@v/v1.0.0.zip'), 'early from 0');
  });

  it('nothing that is on this machine already', async () => {
    const { asked, play } = start({ here: ['a.test/a/@v/v1.0.0.info', 'a.test/b/@v/v1.0.0.mod'] });
    await play('a.test/a/@v/v1.0.0.mod');
    assert.deepEqual(asked, []);
    assert.equal(await play('a.test/a/@v/v1.0.0.info'), 'asked');
  });

  it('nothing of modules that nobody was asked for, where the first entry is not known to be well', async () => {
    const { asked, play } = start({ first: null });
    await play('a.test/a/@v/v1.0.0.mod', second);
    assert.deepEqual(asked, ['1 a.test/a/@v/v1.0.0.info']);
  });

  it('the requirements of a served go.mod only where go walks into it', async () => {
    const text = 'module a.test/a\n\nrequire a.test/deep v1.0.0\n';
    const pruned = start();
    await pruned.play('a.test/a/@v/v1.0.0.mod', first, text);
    assert.ok(!pruned.asked.some((line) => line.includes('deep')));
    const walked = start({ known: { ...KNOWN, walksInto: () => true } });
    await walked.play('a.test/a/@v/v1.0.0.mod', first, text);
    assert.ok(walked.asked.includes('0 a.test/deep/@v/v1.0.0.mod'));
  });

  it('a second run of go begins anew, at once or later', async () => {
    const { asked, play, clock } = start({ known: null });
    await play('a.test/a/@v/v1.0.0.mod');
    await play('a.test/a/@v/v1.0.0.mod');
    assert.equal(asked.length, 2);
    await clock.advance(6_000);
    assert.equal(await play('a.test/a/@v/v1.0.0.info'), 'asked', 'what lay ready was thrown away');
  });

  it('no more guesses where they are wasted', async () => {
    const { asked, play, clock } = start({ known: null, answer: () => served('x'.repeat(100_000)) });
    for (const n of [1, 2, 3]) {
      await play(`a.test/m${n}/@v/v1.0.0.mod`);
      await clock.advance(6_000);
    }
    assert.equal(asked.length, 1, 'the first waste is more than a twentieth of what was served');
  });

  it('what was on this machine after all is a waste as well', async () => {
    const { asked, play, prefetcher } = start({ known: null, answer: () => served('x'.repeat(100_000)) });
    await play('a.test/m1/@v/v1.0.0.mod');
    prefetcher.dismiss(request('a.test/m1/@v/v1.0.0.info'));
    await settled();
    await play('a.test/m2/@v/v1.0.0.mod');
    assert.equal(asked.length, 1);
  });

  it('lets no more lie ready than it may, however much is foreseen; go on as go takes it', async () => {
    const size = 4 << 20;
    const most = 64 << 20;
    const modules = Array.from({ length: 100 }, (_, at) => `a.test/m${at}`);
    const known = { ...KNOWN, requires: modules.map((module) => ({ module, version: 'v1.0.0' })) };
    const small = 'module x\n';
    const large = served('x'.repeat(size));
    const { asked, play } = start({ known, answer: (path) => (path.endsWith('.zip') ? large : served(small)) });
    for (const module of modules) await play(`${module}/@v/v1.0.0.mod`);
    const zips = () => asked.filter((path) => path.endsWith('.zip')).length;
    await play(`${modules[0]}/@v/v1.0.0.zip`, first, small);
    assert.ok(zips() >= most / size, `${zips()} archives`);
    for (let taken = 1; taken < modules.length; taken++) {
      // What is on its way when the limit is reached comes to its end: sixteen at a time.
      assert.ok((zips() - taken) * size <= most + 16 * size, `${zips()} archives, ${taken} taken`);
      await play(`${modules[taken]}/@v/v1.0.0.zip`);
    }
    assert.ok(zips() >= modules.length / 2, `${zips()} archives`);
  });

  describe('an archive that is larger than what is read at once', () => {
    const size = 100 << 20;
    const large = () => {
      const bodies: Readable[] = [];
      const answer = (path: string): Served => {
        if (!path.endsWith('.zip')) return served('module x\n');
        const body = new Readable({ read: () => undefined });
        bodies.push(body);
        return { kind: 'served', contentType: null, length: size, body };
      };
      return { bodies, started: start({ answer }) };
    };
    const toSecondArchive = async ({ play }: ReturnType<typeof start>) => {
      await play('a.test/a/@v/v1.0.0.mod');
      await play('a.test/c/@v/v1.0.0.mod');
      await play('a.test/a/@v/v1.0.0.zip');
    };

    it('waits for its own request, and is asked for once', async () => {
      const { bodies, started } = large();
      await toSecondArchive(started);
      const early = await started.prefetcher.take(request('a.test/c/@v/v1.0.0.zip'), 1_000);
      assert.equal(early?.answer.body, bodies.at(-1));
      assert.equal(started.asked.filter((path) => path.endsWith('c/@v/v1.0.0.zip')).length, 1);
      await started.clock.advance(6_000);
      assert.equal(bodies.at(-1)?.destroyed, false, 'it is go’s now');
    });

    it('is let go of where it comes later than it is waited for', async () => {
      const { bodies, started } = large();
      let open = () => undefined as unknown;
      started.gateOf((path) =>
        path.endsWith('c/@v/v1.0.0.zip') ? new Promise((resolve) => (open = resolve)) : undefined,
      );
      await toSecondArchive(started);
      const taken = started.prefetcher.take(request('a.test/c/@v/v1.0.0.zip'), 1_000);
      await started.clock.advance(1_000);
      assert.equal(await taken, null);
      open();
      await settled();
      assert.ok(bodies.at(-1)?.destroyed);
    });

    it('is let go of where the answer was on this machine in the end', async () => {
      const { bodies, started } = large();
      await toSecondArchive(started);
      started.prefetcher.dismiss(request('a.test/c/@v/v1.0.0.zip'));
      await settled();
      assert.ok(bodies.at(-1)?.destroyed);
    });

    it('is let go of when nobody asks for it', async () => {
      const { bodies, started } = large();
      await toSecondArchive(started);
      await started.clock.advance(6_000);
      await settled();
      assert.ok(bodies.at(-1)?.destroyed);
    });

    it('is asked for anew where it broke while it waited', async () => {
      const { bodies, started } = large();
      await toSecondArchive(started);
      bodies.at(-1)?.destroy(new Error('cut'));
      await settled();
      assert.equal(await started.prefetcher.take(request('a.test/c/@v/v1.0.0.zip'), 1_000), null);
    });
  });

  it('sets no timer once a run of go is over', async () => {
    const { play, clock, prefetcher } = start();
    await play('a.test/a/@v/v1.0.0.mod');
    await clock.advance(6_000);
    assert.equal(clock.next, null);
    prefetcher.dispose();
  });
});
