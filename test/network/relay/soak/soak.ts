/**
 * The relay under random faults: three public mirrors that change what they do every few seconds, of which one is always well; every answer
 * is held against the right bytes. The relay is the shipped one, in its own process.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { runGo } from '../../../lab/goRunner.ts';
import { filesOf, makeGraph } from '../../../lab/graph/graph.ts';
import type { Met } from '../../../lab/graph/graphServer.ts';
import { CHANGING, MODES, type Mode } from '../../../lab/graph/modes.ts';
import { type GraphServer, runGraphServer } from '../../../lab/graph/runGraphServer.ts';
import type { MemorySample } from './memory.ts';

export interface SoakOptions {
  /** ms. */
  readonly duration: number;
  /** Path of the bundled command line. */
  readonly cli: string;
  readonly seed: number;
  /** Told now and then how it goes. */
  readonly onProgress?: (line: string) => void;
}

export interface SoakReport {
  readonly requests: number;
  /** Answers with wrong bytes, or none at all: a line each. */
  readonly wrong: readonly string[];
  /** Runs of the real go, and those that failed. */
  readonly runs: number;
  readonly failedRuns: readonly string[];
  /** RSS of the relay, from the start to the end. */
  readonly memory: readonly MemorySample[];
  /** How many requests met which fault, and whether they were for the graph or an archive. */
  readonly met: Met;
}

const SIZE = 20;
const WORKERS = 4;
/** ms between two requests of a worker, at the most: the machine has other things to do. */
const PAUSE = 40;
/** ms that a mirror stays as it is, at the least and at the most. */
const STAY = [1_000, 6_000] as const;
/** ms between two runs of go. */
const GO_EVERY = 5_000;
/** Samples of the memory. */
const SAMPLES = 120;

export async function soak({ duration, cli, seed, onProgress = () => undefined }: SoakOptions): Promise<SoakReport> {
  const random = generator(seed);
  const server = await runGraphServer([SIZE]);
  const home = await mkdtemp(path.join(tmpdir(), 'goproxy-relay-soak-'));
  const relay = await startRelay(cli, home, server.changing);
  const files = [...(await makeGraph(SIZE)).flatMap((module) => [...filesOf(module)])];
  const end = performance.now() + duration;
  const isOver = () => performance.now() >= end;
  const wrong: string[] = [];
  const failedRuns: string[] = [];
  let requests = 0;
  let runs = 0;
  const memory: MemorySample[] = [];
  const agent = new Agent({ keepAlive: true });

  const ask = async () => {
    while (!isOver()) {
      const [file, bytes] = files[Math.floor(random() * files.length)] as [string, Buffer];
      const told = await read(`${relay.url}${file}`, agent).catch((error: Error) => error.message);
      requests += 1;
      if (told !== sum(bytes)) wrong.push(`${file}: ${told}`);
      await rest(random() * PAUSE);
    }
  };
  const runAll = async () => {
    while (!isOver()) {
      const result = await runGo(['mod', 'download', `example.test/g${SIZE}/m0@v1.0.0`], { goproxy: relay.goproxy });
      runs += 1;
      if (result.code !== 0) failedRuns.push(result.stderr);
      await rest(Math.min(GO_EVERY, Math.max(0, end - performance.now())));
    }
  };
  const change = async () => {
    const now = Array<Mode>(CHANGING).fill('healthy');
    while (!isOver()) {
      const [port, mode] = nextChange(now, random);
      now[port] = mode;
      server.change(port, mode);
      onProgress(`${now.join(' ')}; ${requests} requests, ${wrong.length} wrong, ${runs} runs of go`);
      await rest(Math.min(end - performance.now(), STAY[0] + random() * (STAY[1] - STAY[0])));
    }
  };
  const watch = async () => {
    for (let at = 0; at <= SAMPLES; at++) {
      await rest(end - performance.now() - duration * (1 - at / SAMPLES));
      memory.push({ ms: (duration * at) / SAMPLES, bytes: await memoryOf(relay.child) });
    }
  };
  try {
    const asking = Array.from({ length: WORKERS }, ask);
    await Promise.all([...asking, runAll(), watch(), change()]);
    const { met } = await server.count();
    return { requests, wrong, runs, failedRuns, memory, met };
  } finally {
    agent.destroy();
    await stopAll(relay.child, server);
    await rm(home, { recursive: true, force: true });
  }
}

/**
 * Breaks the mirror that is likely to serve, the first that is well, or mends one that is broken. One is always well: else an error would be
 * the right answer.
 */
function nextChange(now: readonly Mode[], random: () => number): readonly [port: number, mode: Mode] {
  const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)] as T;
  const ports = now.map((_, port) => port);
  const broken = ports.filter((port) => now[port] !== 'healthy');
  const isMending = broken.length > 0 && (broken.length === now.length - 1 || random() < 0.4);
  if (isMending) return [pick(broken), 'healthy'];
  return [now.indexOf('healthy'), pick(MODES.filter((mode) => mode !== 'healthy'))];
}

async function startRelay(cli: string, home: string, urls: readonly string[]) {
  const publics = urls.flatMap((url) => ['--public', url]);
  const args = [cli, 'relay', '--json', '--goproxy', urls.join(','), ...publics];
  const env = {
    PATH: process.env.PATH,
    HOME: home,
    GOENV: 'off',
    GOPROXY: 'off',
    GOSUMDB: 'off',
    GOTOOLCHAIN: 'local',
  };
  const child = spawn(process.execPath, args, { env, cwd: home, stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, ...(JSON.parse(line) as { readonly url: string; readonly goproxy: string }) };
}

async function stopAll(relay: ChildProcess, server: GraphServer): Promise<void> {
  const ended = once(relay, 'exit');
  relay.kill('SIGTERM');
  await Promise.all([ended, server.stop()]);
}

/** Resolves with the hash of the body; what is no 200 with a whole body is told in words. */
function read(url: string, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.once('error', reject);
      response.once('end', () => {
        const body = Buffer.concat(pieces);
        resolve(response.statusCode === 200 ? sum(body) : `${response.statusCode} ${body.toString('utf8')}`);
      });
    }).once('error', reject);
  });
}

function sum(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function memoryOf({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
}

function rest(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
}

/** mulberry32: the same faults at the same times for the same seed, as far as the clock allows. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let word = Math.imul(state ^ (state >>> 15), 1 | state);
    word = (word + Math.imul(word ^ (word >>> 7), 61 | word)) ^ word;
    return ((word ^ (word >>> 14)) >>> 0) / 2 ** 32;
  };
}
