/**
 * A mirror that answers as a real one did (recorded/): sum.golang.org's look-ups and tiles, and the files of the modules. Of each tile
 * only the widest answer is kept: a narrower one is its front.
 */
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, relative } from 'node:path';
import { failure, success } from '../../../src/base/result.ts';
import type { SumdbSource } from '../../../src/integrity/sumdb/sources.ts';

export const RECORDED: string = join(import.meta.dirname, 'recorded');
/** Where a mirror passes the database on. */
export const SUMDB_PATH = '/sumdb/sum.golang.org';

const HASH_SIZE = 32;

export interface RecordedMirror {
  /** Returns the body of a 200; null for a 404. Paths as go sends them, `!` plain. */
  answer(path: string): Buffer | null;
  /** The database without any network. */
  readonly source: SumdbSource;
}

export interface ServedMirror {
  /** A GOPROXY entry. */
  readonly url: string;
  /** Paths, oldest first. */
  readonly requests: readonly string[];
  stop(): Promise<void>;
}

export async function readRecordedMirror(): Promise<RecordedMirror> {
  const files = new Map<string, Buffer>();
  for (const entry of await readdir(RECORDED, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    files.set(tileOf(`/${relative(RECORDED, file).replaceAll('\\', '/')}`).path, await readFile(file));
  }
  const answer = (asked: string) => {
    if (asked === `${SUMDB_PATH}/supported`) return Buffer.alloc(0);
    const { path, width } = tileOf(asked);
    const body = files.get(path);
    if (body === undefined || width === null) return body ?? null;
    return body.length < width * HASH_SIZE ? null : body.subarray(0, width * HASH_SIZE);
  };
  return {
    answer,
    source: {
      async read(path) {
        const body = answer(`${SUMDB_PATH}${path}`);
        return body === null ? failure({ kind: 'status', url: path, status: 404 }) : success(Buffer.from(body));
      },
    },
  };
}

/** Serves on loopback what `change` makes of the bodies; it may write into them. */
export async function serveMirror(
  mirror: Pick<RecordedMirror, 'answer'>,
  change = (_path: string, body: Buffer) => body,
): Promise<ServedMirror> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '');
    requests.push(path);
    const body = mirror.answer(path);
    response.writeHead(body === null ? 404 : 200).end(body === null ? 'not found\n' : change(path, Buffer.from(body)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Takes the width off a tile's path; null for what is no tile. */
export function tileOf(path: string): { readonly path: string; readonly width: number | null } {
  const [, tile, width = '256'] = /^(.*\/tile\/8\/\d+\/(?:x\d{3}\/)*\d{3})(?:\.p\/(\d+))?$/.exec(path) ?? [];
  return tile === undefined ? { path, width: null } : { path: tile, width: Number(width) };
}
