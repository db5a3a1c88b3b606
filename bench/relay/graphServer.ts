// A module proxy of its own process that serves a graph: healthy after a delay, or broken in a way of its own. Speaks over IPC.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GRAPH_VERSION, makeGraph, noise } from './graph.ts';

export type Mode = 'healthy' | 'silent' | 'body-stall' | 'status-500' | 'html-200';
export const MODES: readonly Mode[] = ['healthy', 'silent', 'body-stall', 'status-500', 'html-200'];

export type ToServer = { readonly type: 'delay'; readonly ms: number } | { readonly type: 'count' };
export type FromServer =
  | { readonly type: 'ready'; readonly urls: Readonly<Record<Mode, string>> }
  | { readonly type: 'count'; readonly requests: number; readonly bytes: number };

const HUGE = 100 << 20;
const html = Buffer.from('<!DOCTYPE html><html><body>Log in</body></html>');

async function main(sizes: readonly number[]): Promise<void> {
  const files = new Map<string, Buffer>();
  for (const size of sizes) {
    for (const { path, goMod, zip } of await makeGraph(size)) {
      const base = `/${path}/@v/${GRAPH_VERSION}`;
      files.set(`${base}.info`, Buffer.from(`{"Version":"${GRAPH_VERSION}","Time":"2024-01-02T03:04:05Z"}`));
      files.set(`${base}.mod`, Buffer.from(goMod));
      files.set(`${base}.zip`, zip);
    }
  }
  // Only its beginning is a zip's: nobody opens it.
  let huge: Buffer | null = null;
  let delay = 0;
  let requests = 0;
  let bytes = 0;

  const find = (path: string) => {
    if (path !== `/example.test/huge/@v/${GRAPH_VERSION}.zip`) return files.get(path);
    huge ??= Buffer.concat([
      Buffer.from('PK\u0003\u0004', 'latin1'),
      ...Array<Buffer>(100).fill(noise('huge', HUGE / 100)),
    ]);
    return huge;
  };
  const answer = (mode: Mode, request: IncomingMessage, response: ServerResponse) => {
    requests += 1;
    const path = decodeURIComponent(request.url ?? '');
    const found = mode === 'html-200' ? html : find(path);
    const type = mode === 'html-200' ? 'text/html' : 'application/octet-stream';
    if (mode === 'silent') return;
    if (mode === 'status-500') {
      response.writeHead(500, { 'Content-Type': 'text/plain' }).end('broken\n');
    } else if (found === undefined) {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('not found: no such module\n');
    } else {
      bytes += found.length;
      response.writeHead(200, { 'Content-Type': type, 'Content-Length': found.length });
      if (mode === 'body-stall') response.write(found.subarray(0, found.length >> 1));
      else response.end(found);
    }
  };
  const urls = {} as Record<Mode, string>;
  for (const mode of MODES) {
    const server = createServer({ keepAlive: true }, (request, response) => {
      if (delay === 0 || mode !== 'healthy') answer(mode, request, response);
      else setTimeout(() => answer(mode, request, response), delay);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    urls[mode] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  process.on('message', (message: ToServer) => {
    if (message.type === 'delay') delay = message.ms;
    else {
      process.send?.({ type: 'count', requests, bytes } satisfies FromServer);
      requests = 0;
      bytes = 0;
    }
  });
  process.once('disconnect', () => process.exit());
  process.send?.({ type: 'ready', urls } satisfies FromServer);
}

void main(process.argv.slice(2).map(Number));
