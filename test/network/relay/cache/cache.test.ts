/** The relay's cache with the real go: what it is for, and what must never come out of it. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CacheTrouble } from '../../../../src/relay/cache/keptFiles.ts';
import { writeConsumer } from '../../../lab/content/consumer.ts';
import type { FaultName } from '../../../lab/faults.ts';
import { type GoResult, runGo } from '../../../lab/goRunner.ts';
import { type Lab, startLab } from '../../../lab/lab.ts';
import { until } from '../../../support/until.ts';
import { type RelayOptions, type RunningRelay, runRelay } from '../runningRelay.ts';
import { startTurningEntry, type TurningEntry } from '../turningEntry.ts';
import type { TestCache } from './testCache.ts';

const REQUIRES = [
  'example.test/a@v1.1.0',
  'example.test/Upper/MixedCase@v1.0.0',
  'example.test/old@v2.0.0+incompatible',
];
const KEY = /^[0-9a-f]{64}$/;

describe('relay: the cache', function () {
  this.timeout(60_000);
  let lab: Lab;
  let home: string;
  let folder: string;
  let workspace: string;
  const running: RunningRelay[] = [];
  const entries: TurningEntry[] = [];
  before(async () => {
    lab = await startLab();
  });
  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'goproxy-relay-cache-'));
    [folder, workspace] = [path.join(home, 'cache', 'relay'), path.join(home, 'work')];
    await writeConsumer(workspace, { requires: REQUIRES, goSum: lab.modules.goSum() });
  });
  afterEach(async () => {
    for (const relay of running.splice(0)) await relay.close();
    for (const entry of entries.splice(0)) await entry.stop();
    await rm(home, { recursive: true, force: true });
    lab.reset();
  });
  after(() => lab.stop());

  async function relayOf(list: string, cache: Partial<TestCache> = {}, options: RelayOptions = {}) {
    const relay = await runRelay(lab, list, { ...options, cache: { folder, workspace, ...cache } });
    running.push(relay);
    return relay;
  }
  async function turning(after: FaultName, before: FaultName = 'healthy'): Promise<TurningEntry> {
    const entry = await startTurningEntry(lab.urls[before], lab.urls[after]);
    entries.push(entry);
    return entry;
  }
  const download = ({ goproxy }: RunningRelay, env: Readonly<Record<string, string>> = {}, cwd = workspace) =>
    runGo(['mod', 'download', '-json'], { goproxy, cwd, env });
  const sumsOf = ({ stdout }: GoResult) =>
    stdout.match(/"(?:GoMod)?Sum": "[^"]+"/g)?.sort() ?? assert.fail('no hash in what go says');
  const names = async () => (await readdir(folder).catch(() => [])).filter((name) => KEY.test(name));
  const settled = (count: number) => until(async () => (await names()).length >= count, `${count} files are kept`);
  /** Downloads once, and waits until all of it is kept: three files a module, or so many. */
  async function fill(relay: RunningRelay, env: Readonly<Record<string, string>> = {}, each = 3): Promise<GoResult> {
    const run = await download(relay, env);
    assert.equal(run.code, 0, run.stderr);
    await settled(each * REQUIRES.length);
    return run;
  }

  for (const after of ['silent', 'refused', 'status-500', 'body-stall'] as const) {
    it(`an entry that is ${after}: go ends well from the cache alone, with the same bytes`, async () => {
      const entry = await turning(after);
      const first = await fill(await relayOf(entry.url));
      entry.turn();
      lab.reset();
      const again = await download(await relayOf(entry.url));
      assert.equal(again.code, 0, again.stderr);
      assert.deepEqual(sumsOf(again), sumsOf(first));
      assert.ok(again.ms < 5_000, `${again.ms} ms`);
      assert.deepEqual(
        lab.requests(after).map(({ path: asked }) => asked),
        [],
      );
    });
  }

  it('without it go fails there', async () => {
    const entry = await turning('status-500');
    await fill(await relayOf(entry.url));
    entry.turn();
    assert.equal((await download(await runRelayWithout(entry.url))).code, 1);
  });

  async function runRelayWithout(list: string): Promise<RunningRelay> {
    const relay = await runRelay(lab, list);
    running.push(relay);
    return relay;
  }

  it('what go.sum does not name is kept where the database proves it, and given to who would ask that database', async () => {
    const settings = { GOSUMDB: lab.sumdbKey };
    const env = { GOSUMDB: lab.sumdbKey };
    const entry = await turning('status-500', 'sumdb-good');
    await rm(path.join(workspace, 'go.sum'));
    await fill(await relayOf(entry.url, { settings }), env, 4);
    entry.turn();
    const relay = await relayOf(`${entry.url},${lab.urls['sumdb-good']}`, { settings });
    lab.reset();
    const run = await download(relay, env);
    assert.equal(run.code, 0, run.stderr);
    const asked = lab.requests('sumdb-good').map(({ path: one }) => one);
    assert.deepEqual(
      asked.filter((one) => /\.(?:zip|mod|info)$/.test(one)),
      [],
    );
    assert.ok(
      asked.some((one) => one.includes('/lookup/')),
      'go itself asks the database',
    );
    const other = await relayOf(lab.urls.healthy, { settings: { GOSUMDB: 'off' } });
    lab.reset();
    assert.equal((await download(other)).code, 0);
    assert.ok(
      lab.requests('healthy').some(({ path: one }) => one.endsWith('.zip')),
      'who asks no database is served anew',
    );
  });

  describe('what is not kept', () => {
    const MODULE = 'example.test/d@v1.0.0';
    /** Downloads it in a folder without a go.sum, then, for the sake of the queue, a module that is kept; returns the number of files. */
    async function keptOf(relay: RunningRelay, env: Readonly<Record<string, string>> = {}): Promise<number> {
      const { goproxy } = relay;
      for (const module of [MODULE, MODULE]) {
        const run = await runGo(['mod', 'download', module], { goproxy, env });
        assert.equal(run.code, 0, run.stderr);
      }
      await writeConsumer(workspace, { requires: [], goSum: lab.modules.goSum(['example.test/e@v1.0.0']) });
      assert.equal((await runGo(['mod', 'download', 'example.test/e@v1.0.0'], { goproxy, env })).code, 0);
      await settled(3);
      return (await names()).length;
    }
    const databaseRequests = () => lab.requests('sumdb-good').filter(({ path: one }) => one.includes('/sumdb/'));
    beforeEach(() => rm(path.join(workspace, 'go.sum')));

    it('what nobody proves: no go.sum, and no database', async () => {
      assert.equal(await keptOf(await relayOf(lab.urls.healthy)), 3);
    });

    it('what go asks no database about, which is not asked about it', async () => {
      const settings = { GOSUMDB: lab.sumdbKey, GONOSUMDB: '*.test' };
      assert.equal(await keptOf(await relayOf(lab.urls['sumdb-good'], { settings }), settings), 3);
      assert.deepEqual(databaseRequests(), []);
    });

    it('what only a private entry had, about which no database is asked', async () => {
      const settings = { GOSUMDB: lab.sumdbKey };
      const relay = await relayOf(lab.urls['sumdb-good'], { settings }, { isPublic: () => false });
      assert.equal(await keptOf(relay), 3);
      assert.deepEqual(databaseRequests(), []);
    });

    it('what the database cannot prove', async () => {
      const settings = { GOSUMDB: lab.sumdbKey };
      assert.equal(await keptOf(await relayOf(lab.urls['sumdb-410'], { settings })), 3);
    });
  });

  it('an archive with other bytes is not kept', async () => {
    const hashed: string[] = [];
    const relay = await relayOf(lab.urls['altered-zip'], { hashed });
    const run = await download(relay);
    assert.equal(run.code, 1);
    assert.match(run.stdout + run.stderr, /checksum mismatch/);
    await until(() => hashed.length > 0, 'it is found out');
    await until(async () => !(await readdir(folder)).some((name) => name.endsWith('.tmp')), 'it is dropped');
    const next = await relayOf(lab.urls.healthy);
    lab.reset();
    const good = await download(next);
    assert.equal(good.code, 0, good.stdout);
    assert.ok(lab.requests('healthy').some(({ path: one }) => one.endsWith('.zip')));
  });

  it('one workspace lays nothing before another: what its own go.sum names is for who names the same', async () => {
    const evil = path.join(home, 'evil');
    const { stdout } = await runGo(['mod', 'download', '-json', 'example.test/a@v1.1.0'], {
      goproxy: lab.urls['altered-zip'],
    });
    const { Sum = '', GoModSum = '' } = JSON.parse(stdout) as { Sum?: string; GoModSum?: string };
    const forged = `example.test/a v1.1.0 ${Sum}\nexample.test/a v1.1.0/go.mod ${GoModSum}\n`;
    await writeConsumer(evil, { requires: REQUIRES, goSum: forged });
    const first = await relayOf(lab.urls['altered-zip'], { workspace: evil });
    const taken = await runGo(['mod', 'download', '-json', 'example.test/a@v1.1.0'], { goproxy: first.goproxy });
    assert.equal(taken.code, 0, taken.stdout);
    await settled(2);
    const second = await relayOf(lab.urls.healthy);
    const run = await download(second);
    assert.equal(run.code, 0, run.stdout + run.stderr);
    const sum = lab.modules.find('example.test/a', 'v1.1.0')?.zipHash;
    assert.notEqual(sum, Sum);
    assert.ok(run.stdout.includes(`"${sum}"`));
  });

  it('a damaged, a cut and a mixed-up file are dropped, and asked for anew', async () => {
    const told: CacheTrouble[] = [];
    const relay = await relayOf(lab.urls.healthy, { told });
    const first = await fill(relay);
    const all = await names();
    for (const [at, name] of all.entries()) {
      const file = path.join(folder, name);
      if (at % 3 === 0) {
        const bytes = await readFile(file);
        const flipped = Math.floor(bytes.length / 3);
        bytes.writeUInt8(bytes.readUInt8(flipped) ^ 4, flipped);
        await writeFile(file, bytes);
      } else if (at % 3 === 1) {
        await truncate(file, Math.floor((await stat(file)).size / 2));
      } else {
        await writeFile(file, await readFile(path.join(folder, all[(at + 1) % all.length] ?? '')));
      }
    }
    lab.reset();
    const again = await download(relay);
    assert.equal(again.code, 0, again.stderr);
    assert.deepEqual(sumsOf(again), sumsOf(first));
    assert.ok(lab.requests('healthy').length > 0);
    assert.ok(told.every(({ kind }) => kind === 'damaged') && told.length > 0);
  });

  it('a list that comes to a private entry first is served by that', async () => {
    const isPublic = (url: string) => url === lab.urls.healthy;
    await fill(await relayOf(lab.urls.healthy, {}, { isPublic }));
    const corporate = await relayOf(`${lab.urls['status-403']},${lab.urls.healthy}`, {}, { isPublic });
    const run = await download(corporate);
    assert.equal(run.code, 1);
    assert.match(run.stdout + run.stderr, /403/);
    const behind = await relayOf(`${lab.urls.healthy},${lab.urls['status-403']}`, {}, { isPublic });
    lab.reset();
    assert.equal((await download(behind)).code, 0);
    assert.deepEqual(
      lab.requests('healthy').map(({ path: one }) => one),
      [],
    );
  });

  it('an .info is the word of its entry: go believes it whatever it says, and another list gets its own', async () => {
    const [liar, honest] = [path.join(home, 'liar'), path.join(home, 'honest')];
    const Time = '2001-01-01T00:00:00Z';
    for (const [folderOf, told] of [
      [liar, { Version: 'v1.0.0', Time, Origin: { VCS: 'git', URL: 'https://liar.test' } }],
      [honest, { Version: 'v1.0.0' }],
    ] as const)
      await writeModule(folderOf, told);
    const of = (tree: string) => relayOf(pathToFileURL(tree).href);
    const list = ({ goproxy }: RunningRelay) =>
      runGo(['mod', 'download', '-json', 'example.test/e@v1.0.0'], { goproxy, cwd: workspace });
    const relay = await of(liar);
    const first = await list(relay);
    assert.match(first.stdout, /liar\.test/);
    await settled(3);
    await rm(liar, { recursive: true });
    const { stdout } = await runGo(['list', '-m', '-json', 'example.test/e@v1.0.0'], {
      ...{ goproxy: relay.goproxy, cwd: workspace },
      env: { GOFLAGS: '-mod=mod' },
    });
    assert.ok(stdout.includes(Time), stdout);
    const again = await list(relay);
    assert.equal(again.code, 0, again.stdout);
    assert.match(again.stdout, /liar\.test/);
    assert.doesNotMatch((await list(await of(honest))).stdout, /liar\.test/);
  });

  async function writeModule(tree: string, told: object): Promise<void> {
    const { goMod, zip } = lab.modules.find('example.test/e', 'v1.0.0') ?? assert.fail();
    const base = path.join(tree, 'example.test/e/@v');
    await mkdir(base, { recursive: true });
    await writeFile(path.join(base, 'v1.0.0.info'), JSON.stringify(told));
    await writeFile(path.join(base, 'v1.0.0.mod'), goMod);
    await writeFile(path.join(base, 'v1.0.0.zip'), zip);
  }

  it('what a private entry served is for lists that ask it', async () => {
    const isPublic = () => false;
    const entry = await turning('status-500');
    await fill(await relayOf(entry.url, {}, { isPublic }));
    entry.turn();
    assert.equal((await download(await relayOf(lab.urls['status-500'], {}, { isPublic }))).code, 1);
    assert.equal((await download(await relayOf(entry.url, {}, { isPublic }))).code, 0);
  });

  it('keeps to its size: what was not used for longest goes first', async () => {
    await fill(await relayOf(lab.urls.healthy));
    const before = await sizes();
    const limit = Math.floor(total(before) * 0.6);
    const told: CacheTrouble[] = [];
    const relay = await relayOf(lab.urls.healthy, { limit, told });
    await download(relay);
    await until(async () => total(await sizes()) <= limit, 'it is small enough');
    assert.equal((await download(relay)).code, 0);
    assert.deepEqual(told, []);
  });

  const sizes = async () =>
    Promise.all((await names()).map(async (name) => (await stat(path.join(folder, name))).size));
  const total = (all: readonly number[]) => all.reduce((sum, size) => sum + Math.ceil(size / 4096) * 4096, 0);

  it('two at once in one folder', async () => {
    const relays = await Promise.all([relayOf(lab.urls.healthy), relayOf(lab.urls.healthy)]);
    const runs = await Promise.all(relays.flatMap((relay) => [download(relay), download(relay)]));
    for (const run of runs) assert.equal(run.code, 0, run.stderr);
    const [first] = runs;
    for (const run of runs) assert.deepEqual(sumsOf(run), sumsOf(first as GoResult));
  });
});
