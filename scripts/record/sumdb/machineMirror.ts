/** The mirror that this machine's go is configured to ask, which passes on sum.golang.org. Its address stands in no file of ours. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { nodeFiles } from '../../../src/base/files.ts';
import { parseList } from '../../../src/goproxy/list/list.ts';
import { requestUrl } from '../../../src/goproxy/protocol/protocol.ts';
import { type DatabaseKey, readDatabaseKey } from '../../../src/integrity/sumdb/databaseKey.ts';
import { type SumdbSource, throughEntry } from '../../../src/integrity/sumdb/sources.ts';
import type { Session } from '../../../src/net/exchange.ts';
import { createNetwork } from '../../../src/net/network.ts';

export interface MachineMirror {
  readonly key: DatabaseKey;
  readonly source: SumdbSource;
  /** Returns a file of the GOPROXY protocol; rejects where there is none. */
  read(path: string): Promise<Uint8Array>;
  /** Reports whether bytes name the mirror. */
  isNamedIn(bytes: Uint8Array): boolean;
  close(): void;
}

const DEADLINE_MS = 30_000;
const MAX_BODY = 1 << 20;

export async function openMachineMirror(): Promise<MachineMirror> {
  const { stdout } = await promisify(execFile)('go', ['env', 'GOPROXY']);
  const url = urlOf(stdout.trim());
  const key = readDatabaseKey('sum.golang.org');
  if (!key.ok) throw new Error(key.error);
  const session: Session = createNetwork({ environment: process.env, files: nodeFiles }).open();
  const { signal } = new AbortController();
  return {
    key: key.value,
    source: throughEntry(session, url, key.value.name, [], DEADLINE_MS),
    async read(path) {
      const options = { deadline: DEADLINE_MS, maxBody: MAX_BODY, signal };
      const { status, body, bodyComplete } = await session.get(requestUrl(url, path), options);
      if (status !== 200 || !bodyComplete) throw new Error(`${path}: ${status}`);
      return body;
    },
    isNamedIn: (bytes) => Buffer.from(bytes).includes(new URL(url).hostname),
    close: () => session.close(),
  };
}

function urlOf(goproxy: string): string {
  const list = parseList(goproxy);
  const entry = list.ok ? list.value.entries.find(({ kind }) => kind === 'url') : undefined;
  if (entry?.kind !== 'url') throw new Error('GOPROXY names no mirror');
  return entry.url;
}
