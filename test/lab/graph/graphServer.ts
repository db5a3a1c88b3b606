/**
 * A module proxy in a process of its own that serves graphs of the sizes in its arguments: a port for each way to behave, and three ports
 * whose way can be changed. Speaks over IPC.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { filesOf, HUGE_PATH, makeGraph, noise } from './graph.ts';
import { CHANGING, MODES, type Mode } from './modes.ts';

export type ToServer =
  /** ms before each healthy answer. */
  | { readonly type: 'delay'; readonly ms: number }
  | { readonly type: 'mode'; readonly port: number; readonly mode: Mode }
  /** Asks for the numbers since the last time. */
  | { readonly type: 'count' };
export type FromServer =
  | { readonly type: 'ready'; readonly urls: Readonly<Record<Mode, string>>; readonly changing: readonly string[] }
  | { readonly type: 'count'; readonly requests: number; readonly bytes: number; readonly met: Met };
/** Requests by what met them and what they were for, as `silent archive`. */
export type Met = Readonly<Record<string, number>>;

const HUGE = 100 << 20;
const HTML = Buffer.from('<!DOCTYPE html><html><body>Log in</body></html>');

async function main(sizes: readonly number[]): Promise<void> {
  const files = new Map<string, Buffer>();
  for (const size of sizes) {
    for (const module of await makeGraph(size)) for (const [path, bytes] of filesOf(module)) files.set(path, bytes);
  }
  let huge: Buffer | null = null;
  let delay = 0;
  let requests = 0;
  let bytes = 0;
  let met: Record<string, number> = {};

  const find = (path: string) => {
    if (path !== HUGE_PATH) return files.get(path);
    const part = noise('huge', HUGE / 100);
    huge ??= Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), ...Array<Buffer>(100).fill(part)]);
    return huge;
  };
  const answer = (mode: Mode, request: IncomingMessage, response: ServerResponse) => {
    requests += 1;
    const way = `${mode} ${request.url?.endsWith('.zip') === true ? 'archive' : 'graph'}`;
    met[way] = (met[way] ?? 0) + 1;
    if (mode === 'silent') return;
    const found = mode === 'html-200' ? HTML : find(decodeURIComponent(request.url ?? ''));
    if (mode === 'status-500') response.writeHead(500, { 'Content-Type': 'text/plain' }).end('broken\n');
    else if (found === undefined)
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('not found: no such module\n');
    else {
      bytes += found.length;
      const type = mode === 'html-200' ? 'text/html' : 'application/octet-stream';
      response.writeHead(200, { 'Content-Type': type, 'Content-Length': found.length });
      if (mode === 'healthy' || mode === 'html-200') response.end(found);
      else
        response.write(
          found.subarray(0, found.length >> 1),
          () => mode === 'reset' && response.socket?.resetAndDestroy(),
        );
    }
  };
  const listen = async (modeNow: () => Mode) => {
    const server = createServer({ keepAlive: true }, (request, response) => {
      const mode = modeNow();
      if (delay === 0 || mode !== 'healthy') answer(mode, request, response);
      else setTimeout(() => answer(mode, request, response), delay);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const urls = {} as Record<Mode, string>;
  for (const mode of MODES) urls[mode] = await listen(() => mode);
  const modes = Array<Mode>(CHANGING).fill('healthy');
  const changing = await Promise.all(modes.map((_, at) => listen(() => modes[at] ?? 'healthy')));

  process.on('message', (message: ToServer) => {
    if (message.type === 'delay') delay = message.ms;
    else if (message.type === 'mode') modes[message.port] = message.mode;
    else {
      process.send?.({ type: 'count', requests, bytes, met } satisfies FromServer);
      requests = 0;
      bytes = 0;
      met = {};
    }
  });
  process.once('disconnect', () => process.exit());
  process.send?.({ type: 'ready', urls, changing } satisfies FromServer);
}

void main(process.argv.slice(2).map(Number));
