// The relay and what it stands beside, each a process of its own: the graph's server, a pass-through, the shipped relay.
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { makeGraph, writeGraphConsumer } from '../../test/lab/graph/graph.ts';
import { type GraphServer, runGraphServer } from '../../test/lab/graph/runGraphServer.ts';
import { type Finished, runCommand } from '../command.ts';
import { cpuOf, memoryOf } from '../process.ts';
import type { Stage } from '../stage.ts';

export interface RunningRelay {
  readonly url: string;
  readonly goproxy: string;
  /** Bytes that its process holds. */
  memory(): Promise<number>;
  /** CPU of its process so far, in ms. */
  cpu(): Promise<number>;
  stop(): Promise<void>;
}

export interface RelayStage {
  readonly server: GraphServer;
  readonly passThrough: string;
  /** Bytes that its process holds. */
  passThroughMemory(): Promise<number>;
  /** A folder with a module that lists a graph of that size. */
  consumer(size: number): string;
  /** Starts the shipped relay for a list, all of it counted as public mirrors. */
  relay(list: readonly string[], size: number): Promise<RunningRelay>;
  /** `go mod download` of the graph with an empty cache. */
  download(goproxy: string, size: number, timeout?: number): Promise<Finished>;
  stop(): Promise<void>;
}

export async function setRelayStage(stage: Stage, sizes: readonly number[]): Promise<RelayStage> {
  const work = await mkdtemp(join(tmpdir(), 'go-proxy-doctor-relay-'));
  const children: ChildProcess[] = [];
  const own = <T extends ChildProcess>(child: T): T => {
    children.push(child);
    return child;
  };
  for (const size of sizes) await writeGraphConsumer(join(work, `g${size}`), await makeGraph(size));
  const server = await runGraphServer(sizes);
  const passing = own(fork(join(import.meta.dirname, 'passThrough.ts'), [server.urls.healthy]));
  const [{ url: passThrough }] = (await once(passing, 'message')) as [{ url: string }];
  let runs = 0;
  return {
    server,
    passThrough,
    passThroughMemory: () => memoryOf(passing.pid ?? 0),
    consumer: (size) => join(work, `g${size}`),
    async relay(list, size) {
      const publics = list.flatMap((url) => ['--public', url]);
      const args = ['relay', '--json', '--goproxy', list.join(','), ...publics, '--cwd', join(work, `g${size}`)];
      const env = { ...stage.env, GOMODCACHE: join(work, 'nothing') };
      const child = own(
        spawn(process.execPath, [join(stage.root, 'dist', 'cli.js'), ...args], {
          env,
          stdio: ['ignore', 'pipe', 'inherit'],
        }),
      );
      const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
      const told = JSON.parse(line) as { url: string; goproxy: string };
      return {
        ...told,
        memory: () => memoryOf(child.pid ?? 0),
        cpu: () => cpuOf(child.pid ?? 0),
        stop: () => end(child),
      };
    },
    async download(goproxy, size, timeout) {
      const home = join(work, `run${++runs}`);
      const env = {
        ...stage.env,
        GOPATH: join(home, 'go'),
        GOMODCACHE: join(home, 'mod'),
        GOPROXY: goproxy,
        GOSUMDB: 'off',
        GOMAXPROCS: '2',
      };
      try {
        const options = { env, cwd: join(work, `g${size}`), signal: stage.signal };
        return await runCommand('go', ['mod', 'download'], timeout === undefined ? options : { ...options, timeout });
      } finally {
        await rm(home, { recursive: true, force: true });
      }
    },
    async stop() {
      await Promise.all([...children.map(end), server.stop()]);
      await rm(work, { recursive: true, force: true });
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
