// The relay beside plain go and beside a pass-through that does nothing: broken primaries, latency, archives, many requests.
import { createHash } from 'node:crypto';
import { Agent, get } from 'node:http';
import { GRAPH_VERSION, HUGE_PATH } from '../../test/lab/graph/graph.ts';
import { type RelayStage, type RunningRelay, setRelayStage } from '../relay/relayStage.ts';
import { type BenchRow, measured } from '../row.ts';
import type { Stage } from '../stage.ts';
import { median, quantile } from '../statistics.ts';

const SMALL = 10;
const LARGE = 50;
/** ms that plain go is watched before it counts as not ending. */
const PATIENCE = 30_000;
const FIRST_TIME = 3_000;
const DELAY = 50;

export async function relay(stage: Stage): Promise<readonly BenchRow[]> {
  const relayStage = await setRelayStage(stage, [SMALL, LARGE]);
  try {
    return [
      ...(await healthyGraph(stage, relayStage)),
      ...(await latencyGraph(stage, relayStage)),
      ...(await smallRequests(stage, relayStage)),
      ...(await hugeArchive(stage, relayStage)),
      ...(await brokenPrimaries(stage, relayStage)),
    ];
  } finally {
    await relayStage.stop();
  }
}

/** Fifty modules, no latency: in turns, direct, through the pass-through, through the relay. */
async function healthyGraph({ quick }: Stage, on: RelayStage): Promise<BenchRow[]> {
  const relaying = await on.relay([on.server.urls.healthy], LARGE);
  const idle = await relaying.memory();
  const runs = [];
  // The first run of each is for the file system's and the compiler's sake.
  for (let run = 0; run <= (quick ? 3 : 9); run++) {
    const direct = await download(on, on.server.urls.healthy, LARGE);
    const passed = await download(on, on.passThrough, LARGE);
    const relayed = await download(on, relaying.goproxy, LARGE);
    if (run > 0) runs.push({ direct, passed, relayed });
  }
  const memory = await relaying.memory();
  await relaying.stop();
  return [
    measured({
      name: 'relay, healthy, 50 modules, no latency',
      unit: 'ms',
      ours: median(runs.map(({ relayed }) => relayed)),
      peer: { name: 'pass-through', value: median(runs.map(({ passed }) => passed)) },
      ratio: median(runs.map(({ relayed, passed }) => relayed / passed)),
      met: median(runs.map(({ relayed, passed }) => relayed / passed)) <= 1.1,
      note: `median of pairs, bound 1.10; direct ${median(runs.map(({ direct }) => direct)).toFixed(0)} ms`,
      samples: runs,
    }),
    measured({ name: '  its process before the first request, RSS', unit: 'bytes', ours: idle, bound: 80e6 }),
    measured({ name: '  its process after the last, RSS', unit: 'bytes', ours: memory, bound: 80e6 }),
  ];
}

/** Fifty modules, 50 ms an answer: what asking early brings, and what it costs. */
async function latencyGraph({ quick }: Stage, on: RelayStage): Promise<BenchRow[]> {
  const runs = [];
  for (let run = 0; run < (quick ? 1 : 3); run++) {
    on.server.delay(DELAY);
    const relaying = await on.relay([on.server.urls.healthy], LARGE);
    await on.server.count();
    const direct = await download(on, on.server.urls.healthy, LARGE);
    const plain = await on.server.count();
    const relayed = await download(on, relaying.goproxy, LARGE);
    const early = await on.server.count();
    runs.push({ direct, relayed, plain, early });
    await relaying.stop();
  }
  on.server.delay(0);
  const ratio = median(runs.map(({ relayed, direct }) => relayed / direct));
  const more = Math.max(...runs.map(({ early, plain }) => early.bytes / plain.bytes));
  return [
    measured({
      name: 'relay, healthy, 50 modules, 50 ms an answer',
      unit: 'ms',
      ours: median(runs.map(({ relayed }) => relayed)),
      peer: { name: 'go, direct', value: median(runs.map(({ direct }) => direct)) },
      ratio,
      met: ratio <= 0.35,
      note: 'bound 0.35 of direct',
      samples: runs,
    }),
    measured({
      name: '  bytes that it takes, of those of direct',
      unit: 'percent',
      ours: more * 100,
      bound: 105,
      note: `${runs[0]?.early.requests} requests, direct ${runs[0]?.plain.requests}`,
    }),
  ];
}

/** Two thousand .info files one after another, and five thousand 32 at a time. */
async function smallRequests({ quick }: Stage, on: RelayStage): Promise<BenchRow[]> {
  const relaying = await on.relay([on.server.urls.healthy], SMALL);
  const path = `/example.test/g${SMALL}/m0/@v/${GRAPH_VERSION}.info`;
  const ways = { direct: on.server.urls.healthy, passed: on.passThrough, relayed: relaying.url };
  const times: Record<keyof typeof ways, number[]> = { direct: [], passed: [], relayed: [] };
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  for (let block = 0; block < (quick ? 6 : 40); block++) {
    for (const [name, url] of Object.entries(ways) as [keyof typeof ways, string][]) {
      for (let at = 0; at < 50; at++) {
        const started = performance.now();
        await read(`${url}${path}`, agent);
        // The first blocks warm the compiler up.
        if (block >= 3) times[name].push(performance.now() - started);
      }
    }
  }
  let lost = 0;
  const all = 5_000;
  const started = performance.now();
  const worker = async () => {
    for (let at = 0; at < all / 32; at++) {
      const { status } = await read(`${relaying.url}${path}`, agent).catch(() => ({ status: 0 }));
      if (status !== 200) lost += 1;
    }
  };
  await Promise.all(Array.from({ length: 32 }, worker));
  const ms = performance.now() - started;
  agent.destroy();
  await relaying.stop();
  const added = (name: keyof typeof ways, share: number) =>
    quantile(times[name], share) - quantile(times.direct, share);
  return [
    measured({
      name: 'relay, latency added to a small request, p50',
      unit: 'ms',
      ours: added('relayed', 0.5),
      peer: { name: 'pass-through', value: added('passed', 0.5) },
      bound: added('passed', 0.5) + 0.3,
      note: `p99: ${added('relayed', 0.99).toFixed(1)} ms, pass-through ${added('passed', 0.99).toFixed(1)} ms`,
    }),
    measured({
      name: 'relay, 5,000 small requests, 32 at a time',
      unit: 'ms',
      ours: ms,
      met: lost === 0,
      note: `${lost} lost`,
    }),
  ];
}

/** A 100 MB archive twelve times, in turns with the pass-through. */
async function hugeArchive({ quick }: Stage, on: RelayStage): Promise<BenchRow[]> {
  const relaying = await on.relay([on.server.urls.healthy], SMALL);
  const agent = new Agent({ keepAlive: true });
  const before = { relayed: await relaying.memory(), passed: await on.passThroughMemory() };
  const runs = [];
  const sums = new Set<string>();
  for (let run = 0; run < (quick ? 3 : 12); run++) {
    const passed = await read(`${on.passThrough}${HUGE_PATH}`, agent);
    const relayed = await read(`${relaying.url}${HUGE_PATH}`, agent);
    for (const { sum } of [passed, relayed]) sums.add(sum);
    runs.push({ passed: passed.ms, relayed: relayed.ms });
  }
  agent.destroy();
  const growth = {
    relayed: (await relaying.memory()) - before.relayed,
    passed: (await on.passThroughMemory()) - before.passed,
  };
  await relaying.stop();
  const ratio = median(runs.map(({ relayed, passed }) => relayed / passed));
  return [
    measured({
      name: 'relay, a 100 MB archive',
      unit: 'ms',
      ours: median(runs.map(({ relayed }) => relayed)),
      peer: { name: 'pass-through', value: median(runs.map(({ passed }) => passed)) },
      ratio,
      met: ratio <= 1 && sums.size === 1,
      note: `bound 1.00, median of pairs; ${sums.size === 1 ? 'the same bytes' : 'OTHER BYTES'}`,
      samples: runs,
    }),
    measured({
      name: '  memory growth over all of them',
      unit: 'bytes',
      ours: growth.relayed,
      peer: { name: 'pass-through', value: growth.passed },
      met: growth.relayed <= growth.passed,
    }),
  ];
}

/** A broken primary in front of a healthy second: the first time, and when its circuit is open. */
async function brokenPrimaries(stage: Stage, on: RelayStage): Promise<BenchRow[]> {
  const { urls } = stage.lab;
  const kinds = {
    silent: on.server.urls.silent,
    'black hole': urls['black-hole'],
    'TLS silence': urls['tls-silent'],
    'stalled body': on.server.urls['body-stall'],
    'status 500': on.server.urls['status-500'],
    'HTML 200': on.server.urls['html-200'],
  };
  const rows: BenchRow[] = [];
  for (const size of stage.quick ? [SMALL] : [SMALL, LARGE]) {
    // Waiting costs nothing: all at the same time, before anything else is timed.
    const plain = await Promise.all(
      Object.values(kinds).map((url) => on.download(`${url}|${on.server.urls.healthy}`, size, PATIENCE)),
    );
    for (const [at, [name, url]] of Object.entries(kinds).entries()) {
      const relaying = await on.relay([url, on.server.urls.healthy], size);
      const healthy = await on.relay([on.server.urls.healthy], size);
      await download(on, healthy.goproxy, size);
      const before = await download(on, healthy.goproxy, size);
      const first = await download(on, relaying.goproxy, size);
      const pairs = [];
      for (let run = 0; run < 3; run++) pairs.push(await pair(on, relaying, healthy, size));
      await Promise.all([relaying.stop(), healthy.stop()]);
      const beside = plain[at];
      const ended = beside?.code === null ? { value: PATIENCE, unended: true } : { value: beside?.ms ?? 0 };
      rows.push(
        measured({
          name: `relay, ${size} modules, primary ${name}: first time`,
          unit: 'ms',
          ours: first,
          peer: { name: beside?.code === 1 ? 'go under “|” FAILS' : 'go under “|”', ...ended },
          bound: before + FIRST_TIME,
        }),
        measured({
          name: '  circuit open, beside a healthy list',
          unit: 'ms',
          ours: median(pairs.map(({ ours }) => ours)),
          peer: { name: 'healthy', value: median(pairs.map(({ healthy: one }) => one)) },
          ratio: median(pairs.map(({ ours, healthy: one }) => ours / one)),
          met: median(pairs.map(({ ours, healthy: one }) => ours / one)) <= 1.2,
          note: 'bound 1.20, median of pairs',
          samples: pairs,
        }),
      );
    }
  }
  return rows;
}

async function pair(on: RelayStage, relaying: RunningRelay, healthy: RunningRelay, size: number) {
  return { healthy: await download(on, healthy.goproxy, size), ours: await download(on, relaying.goproxy, size) };
}

async function download(on: RelayStage, goproxy: string, size: number): Promise<number> {
  const { ms, code, stderr } = await on.download(goproxy, size);
  if (code !== 0) throw new Error(`go mod download failed:\n${stderr}`);
  return ms;
}

function read(
  url: string,
  agent: Agent,
): Promise<{ readonly status: number; readonly ms: number; readonly sum: string }> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      const sum = createHash('sha1');
      response.on('data', (piece: Buffer) => sum.update(piece));
      response.once('error', reject);
      response.once('end', () => {
        resolve({ status: response.statusCode ?? 0, ms: performance.now() - started, sum: sum.digest('hex') });
      });
    }).once('error', reject);
  });
}
