/** What is kept and to whom it is given: only what go would take no other in the place of. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { nodeLockOwners } from '../../../../src/base/shared/lockOwner.ts';
import { nodeWritableFiles } from '../../../../src/base/writableFiles.ts';
import { parseList, type UrlEntry } from '../../../../src/goproxy/list/list.ts';
import { parseRequest } from '../../../../src/goproxy/protocol/parseRequest.ts';
import { archiveSums } from '../../../../src/integrity/hash/archiveSums.ts';
import type { Served } from '../../../../src/relay/attempt.ts';
import { KeptFiles } from '../../../../src/relay/cache/keptFiles.ts';
import { ListCache } from '../../../../src/relay/cache/listCache.ts';
import { Origins } from '../../../../src/relay/cache/origins.ts';
import type { VersionHashes, Witness } from '../../../../src/relay/cache/witness.ts';
import { planOf } from '../../../../src/relay/steps.ts';
import { buildModules, type LabModule } from '../../../lab/content/modules.ts';
import { ManualClock } from '../../../support/manualClock.ts';

const OTHER = 'h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=';
const PATHS = {
  info: 'example.test/a/@v/v1.0.0.info',
  mod: 'example.test/a/@v/v1.0.0.mod',
  zip: 'example.test/a/@v/v1.0.0.zip',
};
type Kind = keyof typeof PATHS;

interface Told {
  readonly zip?: readonly string[];
  readonly mod?: readonly string[];
  /** The database's verifier key. */
  readonly database?: string | null;
  readonly proved?: VersionHashes | null;
}

describe('relay: the cache as a list sees it', () => {
  let home: string;
  let files: KeptFiles;
  let module: LabModule;
  const jobs: Promise<void>[] = [];
  const asked: string[] = [];
  before(async () => {
    module = (await buildModules()).find('example.test/a', 'v1.0.0') as LabModule;
  });
  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'goproxy-list-cache-'));
    const onTrouble = () => undefined;
    files = new KeptFiles(path.join(home, 'relay'), { files: nodeWritableFiles, owners: nodeLockOwners, onTrouble });
    files.resize(100 << 20);
    await files.has('0');
    jobs.length = 0;
    asked.length = 0;
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  const contents = () => ({
    info: Buffer.from('{"Version":"v1.0.0"}'),
    mod: Buffer.from(module.goMod),
    zip: module.zip,
  });
  const sums = (): Told => ({ zip: [module.zipHash], mod: [module.modHash] });
  const proof = () => ({ zip: module.zipHash, mod: module.modHash });

  /** Hosts that begin with `pub` are public mirrors. */
  function list(text: string, { zip = [], mod = [], database = null, proved = null }: Told) {
    const parsed = parseList(text);
    assert.ok(parsed.ok, text);
    const isPublic = ({ host }: UrlEntry) => host.startsWith('pub');
    const { steps } = planOf(parsed.value, isPublic);
    const witness: Witness = {
      named: async () => ({ zip, mod }),
      databaseOf: () => database,
      async prove(name) {
        asked.push(name);
        return proved;
      },
      dispose: () => undefined,
    };
    const background = {
      busy: () => undefined,
      add: (_bytes: number, run: () => Promise<void>) => jobs.push(run()) > 0,
    };
    const cache = new ListCache(
      { clock: new ManualClock(), hashArchive: archiveSums, files, background },
      new Origins(steps, isPublic),
      witness,
    );
    const request = (target: string) => parseRequest(target) ?? assert.fail(target);
    return {
      /** What the entry at that place serves; each of the three files unless told. */
      async keep(
        at = 0,
        served: Partial<Record<Kind, Uint8Array>> = contents(),
        paths: Readonly<Record<Kind, string>> = PATHS,
      ) {
        for (const [kind, body] of Object.entries(served) as [Kind, Buffer][]) {
          const answer: Served = { kind: 'served', contentType: null, length: body.length, body };
          assert.equal(cache.keep(request(paths[kind]), steps[at] ?? assert.fail(), answer), answer);
        }
        await Promise.all(jobs);
      },
      /** The kinds that are found, each with the host in whose place it is given. */
      async finds(paths: Readonly<Record<string, string>> = PATHS): Promise<string> {
        const found: string[] = [];
        for (const [kind, target] of Object.entries(paths)) {
          const kept = await cache.find(request(target));
          assert.equal(kept !== null, await cache.has(request(target)));
          if (kept === null) continue;
          assert.ok(Buffer.from(kept.answer.body as Uint8Array).equals(contents()[kind as Kind]));
          found.push(`${kind}:${kept.step.entry.host}`);
        }
        return found.join(' ');
      },
      cache,
    };
  }
  const count = async () => (await readdir(path.join(home, 'relay'))).length;

  it('what go.sum names is kept, and given to a list whose go.sum names it', async () => {
    await list('https://pub1', sums()).keep();
    assert.equal(await list('https://pub1', sums()).finds(), 'info:pub1 mod:pub1 zip:pub1');
    assert.deepEqual(asked, []);
  });

  it('other bytes than it names are not kept', async () => {
    const zip = Buffer.from(module.zip);
    const at = zip.indexOf('package a');
    zip.writeUInt8(zip.readUInt8(at) ^ 1, at);
    await list('https://pub1', sums()).keep(0, { zip, mod: Buffer.from(`${module.goMod}\n// more\n`) });
    assert.equal(await count(), 0);
    await list('https://pub1', { ...sums(), database: 'db', proved: proof() }).keep(0, { zip });
    assert.equal(await count(), 0);
  });

  it('a go.sum that names another hash gets nothing, nor one that names two', async () => {
    const two = { zip: [module.zipHash, OTHER], mod: [module.modHash, OTHER] };
    await list('https://pub1', two).keep();
    assert.equal(await count(), 0);
    await list('https://pub1', { ...sums(), database: 'db', proved: proof() }).keep();
    const others: readonly Told[] = [
      { zip: [OTHER], mod: [OTHER] },
      two,
      { zip: [OTHER, module.zipHash], mod: [OTHER, module.modHash], database: 'db', proved: proof() },
    ];
    for (const told of others) {
      const one = list('https://pub1', told);
      assert.equal(await one.finds(), '');
      const before = await count();
      await one.keep(0, { mod: contents().mod, zip: contents().zip });
      assert.equal(await count(), before, 'nor is anything kept for it');
    }
    assert.deepEqual(asked, []);
  });

  it('what the database proves is kept, asked about once, and given to who would ask the same database', async () => {
    await list('https://pub1', { database: 'db', proved: proof() }).keep();
    assert.deepEqual(asked, ['example.test/a']);
    const again = list('https://pub2', { database: 'db' });
    assert.equal(await again.finds(), 'mod:pub2 zip:pub2');
    for (const told of [{ database: null }, { database: 'another' }]) {
      assert.equal(await list('https://pub1', told).finds(), '');
    }
    assert.equal(await list('https://pub1', sums()).finds(), 'info:pub1 mod:pub1 zip:pub1');
  });

  it('nothing is kept of what nobody proves, or of what it proves to be something else', async () => {
    await list('https://pub1', {}).keep();
    await list('https://pub1', { database: 'db', proved: null }).keep();
    assert.equal(await count(), 0);
    await list('https://pub1', { database: 'db', proved: { zip: OTHER, mod: OTHER } }).keep(0, {
      mod: contents().mod,
      zip: contents().zip,
    });
    assert.equal(await list('https://pub1', { database: 'db' }).finds(), '');
    assert.equal(await list('https://pub1', sums()).finds(), '');
  });

  it('no database is asked about what a private entry had; go.sum counts for that too', async () => {
    await list('https://corp', { database: 'db', proved: proof() }).keep();
    assert.deepEqual(asked, []);
    assert.equal(await count(), 0);
    await list('https://corp', sums()).keep();
    assert.equal(await list('https://corp', sums()).finds(), 'info:corp mod:corp zip:corp');
    assert.equal(await list('https://pub1,https://corp', sums()).finds(), 'info:corp mod:corp zip:corp');
    assert.equal(await list('https://corp2,https://corp', sums()).finds(), '');
    assert.equal(await list('https://pub1', sums()).finds(), '');
  });

  it('an .info is the word of its entry: another mirror gets the files alone', async () => {
    await list('https://pub1,https://pub2', sums()).keep(1);
    assert.equal(await list('https://pub3', sums()).finds(), 'mod:pub3 zip:pub3');
    assert.equal(await list('https://pub3,https://pub2', sums()).finds(), 'info:pub2 mod:pub3 zip:pub3');
    assert.equal(await list('https://corp,https://pub2', sums()).finds(), '');
  });

  it('queries, lists and the database’s answers are not kept', async () => {
    const info = 'example.test/a/@v/master.info';
    const paths = { info, mod: 'example.test/a/@v/list', zip: 'example.test/a/@latest' };
    const one = list('https://pub1', sums());
    await one.keep(0, contents(), paths);
    await one.keep(0, { mod: contents().mod }, { ...paths, mod: 'sumdb/sum.test/lookup/example.test/a@v1.0.0' });
    assert.equal(await count(), 0);
    assert.equal(await one.finds(paths), '');
  });

  it('a copy of a stream is kept when it has passed', async () => {
    const { cache } = list('https://pub1', sums());
    const request = parseRequest(PATHS.zip) ?? assert.fail();
    const parsed = parseList('https://pub1');
    const { steps } = planOf(parsed.ok ? parsed.value : assert.fail(), () => true);
    const length = module.zip.length;
    const body = Readable.from([module.zip.subarray(0, 100), module.zip.subarray(100)]);
    const passed = cache.keep(request, steps[0] ?? assert.fail(), { kind: 'served', contentType: null, length, body });
    const bytes = Buffer.concat(await (passed.body as Readable).toArray());
    assert.ok(bytes.equals(module.zip));
    await Promise.all(jobs);
    assert.equal(await list('https://pub1', sums()).finds(), 'zip:pub1');
  });

  it('a disk that hangs is waited for once', async () => {
    const clock = new ManualClock();
    let reads = 0;
    const hanging = {
      ...{ has: async () => false, draft: () => null, keep: async () => undefined, failed: () => undefined },
      read: () => {
        reads += 1;
        return new Promise<never>(() => undefined);
      },
    };
    const parsed = parseList('https://pub1');
    const { steps } = planOf(parsed.ok ? parsed.value : assert.fail(), () => true);
    const witness = {
      ...{ named: async () => ({ zip: [module.zipHash], mod: [] }), databaseOf: () => null, prove: async () => null },
      dispose: () => undefined,
    };
    const cache = new ListCache(
      { clock, hashArchive: archiveSums, files: hanging, background: { busy: () => undefined, add: () => true } },
      new Origins(steps, () => true),
      witness,
    );
    const request = parseRequest(PATHS.zip) ?? assert.fail();
    const finding = cache.find(request);
    await clock.advance(10_000);
    assert.equal(await finding, null);
    assert.equal(await cache.find(request), null);
    assert.equal(reads, 1);
    assert.equal(clock.timers, 0);
  });
});
