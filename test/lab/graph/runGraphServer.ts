/** Starts a graph server, and ends it. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { FromServer, Met, ToServer } from './graphServer.ts';
import type { Mode } from './modes.ts';

export interface GraphServer {
  /** Base URLs, by how they behave. */
  readonly urls: Readonly<Record<Mode, string>>;
  /** Base URLs of the ports that can be told to change; healthy at first. */
  readonly changing: readonly string[];
  change(port: number, mode: Mode): void;
  /** ms before each healthy answer. */
  delay(ms: number): void;
  /** Requests and bytes of healthy answers since the last call; and what met how many requests. */
  count(): Promise<{ readonly requests: number; readonly bytes: number; readonly met: Met }>;
  stop(): Promise<void>;
}

export async function runGraphServer(sizes: readonly number[]): Promise<GraphServer> {
  const child = fork(join(import.meta.dirname, 'graphServer.ts'), sizes.map(String));
  const send = (message: ToServer) => void child.send(message);
  const [{ urls, changing }] = (await once(child, 'message')) as [Extract<FromServer, { type: 'ready' }>];
  return {
    urls,
    changing,
    change: (port, mode) => send({ type: 'mode', port, mode }),
    delay: (ms) => send({ type: 'delay', ms }),
    async count() {
      send({ type: 'count' });
      const [counted] = (await once(child, 'message')) as [Extract<FromServer, { type: 'count' }>];
      return counted;
    },
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}
