/** A requirement of go.mod, told from the lab's entries; and what is said of it beside what the real go does. */
import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../../src/base/clock.ts';
import { nodeFiles } from '../../src/base/files.ts';
import { nodeProcesses } from '../../src/base/processes.ts';
import { Recently } from '../../src/base/recently.ts';
import { examineRequirement, type RequirementRequest } from '../../src/doctor/requirement/examineRequirement.ts';
import type { RequirementReport } from '../../src/doctor/requirement/requirementReport.ts';
import { DEADLINE } from '../../src/doctor/requirement/requirementReport.ts';
import { nodePrograms } from '../../src/gocmd/locate/programs.ts';
import { LocalProber } from '../../src/goproxy/probe/prober.ts';
import { writeConsumer } from '../lab/content/consumer.ts';
import { runGo } from '../lab/goRunner.ts';
import { type Lab, startLab } from '../lab/lab.ts';

const MODULE = 'example.test/d';
const REQUIRED = `${MODULE}@v1.0.0`;
/** As `go mod tidy` leaves it. */
const GO_MOD = `module consumer.test/app\n\ngo 1.19\n\nrequire ${MODULE} v1.0.0\n`;
const LINE = 5;
/** What is not on loopback ends at a port that nobody listens on, and no name is looked up. */
const NOWHERE = { HTTP_PROXY: 'http://127.0.0.1:9', HTTPS_PROXY: 'http://127.0.0.1:9' };

describe('a requirement of go.mod', function () {
  this.timeout(60_000);
  let lab: Lab;
  let root: string;
  let folder: string;
  before(async () => {
    lab = await startLab();
    root = await mkdtemp(path.join(tmpdir(), 'go-proxy-requirement-'));
  });
  after(async () => {
    await lab.stop();
    await rm(root, { recursive: true, force: true });
  });
  beforeEach(async () => {
    lab.reset();
    folder = await mkdtemp(path.join(root, 'app-'));
    await writeConsumer(folder, { requires: [REQUIRED] });
    await writeFile(path.join(folder, 'go.mod'), GO_MOD);
  });

  const memory = () => ({
    answers: new Recently<never>(systemClock, 60_000),
    graphs: new Recently<never>(systemClock, 60_000),
  });
  const ports = (kept = memory()) => ({
    ...{ files: nodeFiles, processes: nodeProcesses, programs: nodePrograms, platform: process.platform },
    ...{ clock: systemClock, prober: new LocalProber(systemClock, nodeFiles), ...kept },
  });
  const examine = async (
    goproxy: string,
    env: Readonly<Record<string, string>> = {},
    more: Partial<RequirementRequest> = {},
    kept = memory(),
    signal = new AbortController().signal,
  ): Promise<RequirementReport> => {
    const file = path.join(folder, 'go.mod');
    const request: RequirementRequest = {
      ...{ file, text: await readFile(file, 'utf8'), line: LINE, goproxy, goPath: '', envTrusted: true },
      ...{ trusted: true, unasked: null, look: null },
      env: {
        PATH: process.env.PATH,
        HOME: root,
        GOENV: 'off',
        GOTOOLCHAIN: 'local',
        GOSUMDB: 'off',
        ...NOWHERE,
        ...env,
      },
      ...more,
    };
    return (await examineRequirement(request, ports(kept), signal)) ?? assert.fail('no requirement');
  };
  const goAsks = (fault: 'healthy' | 'sumdb-good', part: string) =>
    lab.requests(fault).some(({ path }) => path.includes(part));

  describe('who serves it', () => {
    const lists = [
      ['healthy', (urls: Lab['urls']) => urls.healthy],
      ['not found, then healthy', (urls: Lab['urls']) => `${urls['status-404']},${urls.healthy}`],
      ['refused, then healthy behind a bar', (urls: Lab['urls']) => `${urls.refused}|${urls.healthy}`],
      ['refused, then healthy behind a comma', (urls: Lab['urls']) => `${urls.refused},${urls.healthy}`],
      ['not found', (urls: Lab['urls']) => `${urls['status-404']},off`],
    ] as const;
    for (const [name, listOf] of lists) {
      it(`${name}: the entry that the real go takes it from`, async () => {
        const { answer } = await examine(listOf(lab.urls));
        lab.reset();
        const run = await runGo(['mod', 'download', REQUIRED], { goproxy: listOf(lab.urls), env: NOWHERE });
        assert.equal(answer?.servedBy !== null, run.code === 0, run.stderr);
        const server = answer?.servedBy == null ? null : listOf(lab.urls).split(/[,|]/)[answer.servedBy];
        assert.equal(server === lab.urls.healthy, goAsks('healthy', `${MODULE}/@v/v1.0.0.zip`));
      });
    }

    it('tells when it was made, what the latest is, and asks each entry once a minute', async () => {
      const kept = memory();
      const { answer } = await examine(lab.urls.healthy, {}, {}, kept);
      assert.match(answer?.time ?? '', /^\d{4}-\d\d-\d\dT/);
      assert.deepEqual([answer?.latest?.version, answer?.latest?.entry], ['v1.1.0', 0]);
      const before = lab.requests('healthy').length;
      assert.equal(before, 2);
      await examine(lab.urls.healthy, {}, {}, kept);
      assert.equal(lab.requests('healthy').length, before);
    });

    it('a silent entry: within the time, and the connection is given up when nobody waits', async () => {
      const begin = performance.now();
      const { answer } = await examine(`${lab.urls.silent},${lab.urls.healthy}`);
      assert.ok(performance.now() - begin < DEADLINE + 1_000, `${performance.now() - begin}`);
      assert.deepEqual(
        answer?.steps.map(({ result, cause }) => [result, cause?.code]),
        [['hang', 'stall']],
      );
      const controller = new AbortController();
      const asking = examine(lab.urls.silent, {}, {}, memory(), controller.signal);
      setImmediate(() => controller.abort(new Error('moved on')));
      await assert.rejects(asking, /moved on/);
    });

    it('nobody is asked where that is not allowed, nor for what go asks no entry', async () => {
      const { answer, unasked } = await examine(lab.urls.healthy, {}, { unasked: 'untrusted', trusted: false });
      assert.deepEqual([answer, unasked], [null, 'untrusted']);
      const covered = await examine(lab.urls.healthy, { GOPRIVATE: 'example.test' });
      assert.deepEqual([covered.facts.isPrivate, covered.answer, covered.unasked], [true, null, null]);
      assert.equal(lab.requests('healthy').length, 0);
    });
  });

  it('what looks private is named to no public mirror, unless the database has vouched for it', async () => {
    const inHouse = { module: 'git.shop.test/lib', version: 'v1.0.0' };
    await writeFile(path.join(folder, 'go.mod'), GO_MOD.replace(`${MODULE} v1.0.0`, 'git.shop.test/lib v1.0.0'));
    const cache = path.join(folder, 'cache');
    // The way to the mirror ends at a port that nobody listens on.
    const examined = () => examine('https://goproxy.cn,direct', { GOMODCACHE: cache });
    const { facts, answer, unasked } = await examined();
    assert.deepEqual([facts.fetched, answer, unasked], [inHouse, null, 'exposed']);
    const records = path.join(cache, 'cache', 'download', 'sumdb', 'sum.golang.org', 'lookup', 'git.shop.test');
    await mkdir(records, { recursive: true });
    await writeFile(path.join(records, 'lib@v1.0.0'), 'a record');
    assert.deepEqual(
      (await examined()).answer?.steps.map(({ entry, cause }) => [entry, cause?.code]),
      [[0, 'forward-proxy']],
    );
    // Who has it in house may be asked.
    assert.equal((await examine(`${lab.urls.healthy},https://goproxy.cn`)).unasked, null);
  });

  describe('what it is held against', () => {
    const tidy = (env: Readonly<Record<string, string>>) =>
      runGo(['mod', 'tidy'], { goproxy: lab.urls['sumdb-good'], cwd: folder, env: { ...NOWHERE, ...env } });
    const isLookedUp = () => goAsks('sumdb-good', '/lookup/');
    const cases = [
      ['what is missing is looked up before it is written', {}, true, 'asked'],
      ['not where GONOSUMDB covers it', { GONOSUMDB: 'example.test' }, false, 'covered'],
      ['nor with GOSUMDB=off', { GOSUMDB: 'off' }, false, 'off'],
    ] as const;
    for (const [name, more, isAsked, kind] of cases) {
      it(name, async () => {
        const env = { GOSUMDB: lab.sumdbKey, ...more };
        const { facts } = await examine(lab.urls['sumdb-good'], env);
        assert.deepEqual([facts.sums.zip, facts.sums.mod, facts.sums.database.kind], [false, false, kind]);
        lab.reset();
        const run = await tidy(env);
        assert.equal(run.code, 0, run.stderr);
        assert.equal(isLookedUp(), isAsked);
        const after = await examine(lab.urls['sumdb-good'], env);
        assert.deepEqual([after.facts.sums.zip, after.facts.sums.mod], [true, true]);
      });
    }

    it('what is there is not looked up', async () => {
      await writeFile(path.join(folder, 'go.sum'), lab.modules.goSum());
      const { facts } = await examine(lab.urls['sumdb-good']);
      assert.deepEqual([facts.sums.zip, facts.sums.mod], [true, true]);
      const run = await tidy({ GOSUMDB: lab.sumdbKey });
      assert.equal(run.code, 0, run.stderr);
      assert.equal(isLookedUp(), false);
    });
  });

  it('a folder in its place: go asks nobody', async () => {
    const copy = path.join(folder, 'd');
    await mkdir(copy);
    await writeFile(path.join(copy, 'go.mod'), `module ${MODULE}\n`);
    await writeFile(path.join(copy, 'd.go'), 'package d\n');
    await writeFile(path.join(folder, 'go.mod'), `${GO_MOD}\nreplace ${MODULE} => ./d\n`);
    const { facts } = await examine(lab.urls.healthy);
    assert.deepEqual([facts.taken, facts.fetched], ['replacement', null]);
    const run = await runGo(['list', '-deps', './...'], { goproxy: lab.urls.healthy, cwd: folder, env: NOWHERE });
    assert.equal(run.code, 0, run.stderr);
    assert.equal(lab.requests('healthy').length, 0);
  });

  it('vendor/: go asks nobody', async () => {
    await writeFile(path.join(folder, 'go.sum'), lab.modules.goSum());
    const vendored = await runGo(['mod', 'vendor'], { goproxy: lab.urls.healthy, cwd: folder, env: NOWHERE });
    assert.equal(vendored.code, 0, vendored.stderr);
    lab.reset();
    const { facts } = await examine(lab.urls.healthy);
    assert.deepEqual([facts.taken, facts.fetched], ['vendor', null]);
    const run = await runGo(['list', '-deps', './...'], { goproxy: lab.urls.healthy, cwd: folder, env: NOWHERE });
    assert.equal(run.code, 0, run.stderr);
    assert.equal(lab.requests('healthy').length, 0);
  });

  it('a version that its author took back, as the module cache knows', async () => {
    const mirror = path.join(folder, 'mirror', 'old.test', '@v');
    await mkdir(mirror, { recursive: true });
    const goMods = {
      'v1.0.0': 'module old.test\n',
      'v1.1.0': '// Deprecated: use new.test\nmodule old.test\n\nretract v1.0.0 // broken\n',
    };
    for (const [version, text] of Object.entries(goMods)) {
      await writeFile(path.join(mirror, `${version}.info`), JSON.stringify({ Version: version }));
      await writeFile(path.join(mirror, `${version}.mod`), text);
    }
    await writeFile(path.join(mirror, 'list'), 'v1.0.0\nv1.1.0\n');
    const cache = path.join(folder, 'cache');
    await cp(path.join(folder, 'mirror'), path.join(cache, 'cache', 'download'), { recursive: true });
    await writeFile(path.join(folder, 'go.mod'), 'module shop.test\n\ngo 1.21\n\nrequire old.test v1.0.0\n');
    const { withdrawn } = await examine('off', { GOMODCACHE: cache, GOFLAGS: '-modcacherw' });
    assert.deepEqual(
      withdrawn.map(({ detail, facts }) => [detail, facts.reason]),
      [
        ['retracted', 'broken'],
        ['deprecated', 'use new.test'],
      ],
    );
  });
});
