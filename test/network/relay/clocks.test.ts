/** The shipped relay on a machine whose clock is set, which sleeps, and which moves, while the real go is at work. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { runGo } from '../../lab/goRunner.ts';
import { type GraphModule, makeGraph } from '../../lab/graph/graph.ts';
import { type GraphServer, runGraphServer } from '../../lab/graph/runGraphServer.ts';
import { until } from '../../support/until.ts';
import { type BuiltBundles, buildBundles } from '../builtBundles.ts';
import { startTurningEntry, type TurningEntry } from './turningEntry.ts';

const SIZE = 30;
const HOUR = 3_600_000;
/** ms for each answer, so that there is a midst. */
const DELAY = 40;
/** The same for the very first, which is to be under way when something happens. */
const LONG = 500;
/** Requests after which it happens. */
const FIRST = 1;
const MIDST = SIZE / 2;
/** ms that the machine sleeps by the relay's own timers: longer than each of them that runs while somebody else can be asked. */
const ASLEEP = 4_000;

/** Sets the relay's wall clock by the ms of a message. */
const CLOCK = `
  process.on('message', (ms) => {
    const { now } = Date;
    Date.now = () => now() + ms;
    process.send('set');
  });
  process.channel.unref();
`;

describe('relay: clocks', function () {
  this.timeout(60_000);
  let bundles: BuiltBundles;
  let server: GraphServer;
  let graph: readonly GraphModule[];
  let home: string;
  let relay: ChildProcess | null = null;
  const entries: TurningEntry[] = [];
  before(async () => {
    [bundles, server, graph] = await Promise.all([buildBundles(), runGraphServer([SIZE]), makeGraph(SIZE)]);
    home = await mkdtemp(path.join(tmpdir(), 'goproxy-relay-clocks-'));
  });
  afterEach(async () => {
    if (relay !== null) {
      relay.kill('SIGKILL');
      await once(relay, 'exit');
    }
    relay = null;
    for (const entry of entries.splice(0)) await entry.stop();
  });
  after(async () => {
    await Promise.all([server.stop(), bundles.remove()]);
    await rm(home, { recursive: true, force: true });
  });

  async function start(count: number): Promise<{ readonly child: ChildProcess; readonly goproxy: string }> {
    for (const url of server.changing.slice(0, count)) entries.push(await startTurningEntry(url, url));
    const urls = entries.map(({ url }) => url);
    const args = [bundles.cli, 'relay', '--json', '--goproxy', urls.join(',')];
    const settings = { GOENV: 'off', GOPROXY: 'off', GOSUMDB: 'off', GOTOOLCHAIN: 'local' };
    const preload = `--import data:text/javascript,${encodeURIComponent(CLOCK)}`;
    const child = spawn(process.execPath, [...args, ...urls.flatMap((url) => ['--public', url])], {
      env: { PATH: process.env.PATH, HOME: home, NODE_OPTIONS: preload, ...settings },
      cwd: home,
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    relay = child;
    assert.ok(child.stdout !== null);
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    return { child, goproxy: (JSON.parse(line) as { goproxy: string }).goproxy };
  }

  /** Runs go, and what happens to the machine after so many requests; then holds all that came against what is right. */
  async function download(goproxy: string, requests: number, meanwhile: () => Promise<void>): Promise<void> {
    await server.count();
    server.delay(requests === FIRST ? LONG : DELAY);
    const modules = graph.map(({ path: module }) => `${module}@v1.0.0`);
    const going = runGo(['mod', 'download', '-json', ...modules], { goproxy, timeoutMs: 40_000 });
    let asked = 0;
    await until(async () => {
      asked += (await server.count()).requests;
      return asked >= requests;
    }, 'go is at work');
    await meanwhile();
    server.delay(DELAY);
    const run = await going;
    assert.equal(run.code, 0, run.stdout + run.stderr);
    const sums = [...run.stdout.matchAll(/"Sum": "([^"]+)"/g)].map(([, sum]) => sum);
    const right = graph.map(({ sums: lines }) => lines.split('\n')[0]?.split(' ')[2]);
    assert.deepEqual(sums.sort(), right.sort());
    assert.ok(run.ms < 30_000, `${run.ms} ms`);
  }

  async function setClock(child: ChildProcess, ms: number): Promise<void> {
    const told = once(child, 'message');
    child.send(ms);
    await told;
  }

  it('set a day on and an hour back, time and again: go notices nothing', async () => {
    const { child, goproxy } = await start(2);
    await download(goproxy, MIDST, async () => {
      for (const ms of [24 * HOUR, -25 * HOUR, HOUR, -HOUR, 24 * HOUR, -24 * HOUR]) await setClock(child, ms);
    });
  });

  for (const count of [1, 2]) {
    it(`a sleep of the night, after which nobody knows a connection of before, ${count} in the list: go ends well`, async () => {
      const { child, goproxy } = await start(count);
      await download(goproxy, MIDST, async () => {
        child.kill('SIGSTOP');
        for (const entry of entries) entry.forget();
        await new Promise((resolve) => setTimeout(resolve, ASLEEP));
        const told = setClock(child, 8 * HOUR);
        child.kill('SIGCONT');
        await told;
      });
    });
  }

  it('another network, without a sleep, on which nobody knows a connection of before, one in the list: go ends well', async () => {
    const { goproxy } = await start(1);
    await download(goproxy, MIDST, async () => {
      for (const entry of entries) entry.forget();
    });
  });

  it('a sleep, after which every timer is late at once, and the answers are there: each is taken', async () => {
    const { child, goproxy } = await start(1);
    await download(goproxy, FIRST, async () => {
      child.kill('SIGSTOP');
      await new Promise((resolve) => setTimeout(resolve, ASLEEP));
      child.kill('SIGCONT');
    });
  });
});
