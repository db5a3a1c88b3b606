/**
 * Lays a checksum database's answers beside staged modules, where go looks for them in a `file://` GOPROXY: it then verifies the
 * modules without a network. Layout: `supported`, `lookup/M@V`, `tile/8/…` below `STAGE/sumdb/NAME`.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Result } from '../../base/result.ts';
import type { ProvedRecord } from './provedRecord.ts';
import { lookUpPath, type SharedProof, type SumdbClient } from './sumdbClient.ts';
import type { SumdbFault } from './sumdbFault.ts';

export interface StagedProof {
  readonly module: string;
  readonly version: string;
  /** Where it failed, go will find no look-up of the version. */
  readonly outcome: Result<ProvedRecord, SumdbFault>;
}

/** Look-ups under way at a time. */
const AT_ONCE = 8;

/**
 * One outcome a module, in their order. Look-ups come under heads of several sizes; they are staged under the newest of them alone,
 * so that the tiles that prove the records are all that go asks for. That holds for a go that remembers neither heads (GOPATH) nor
 * look-ups (GOMODCACHE) of the database: from older ones the way to this head needs more tiles. Into a cache that is in use, let go
 * take what it has proved in a fresh one by a go.sum with the proved hashes. `supported` is there even where nothing is proved, so
 * that go asks nobody else. Rejects when aborted, or where `folder` cannot be written.
 */
export async function stageProofs(
  client: SumdbClient,
  modules: readonly { readonly module: string; readonly version: string }[],
  folder: string,
  signal: AbortSignal,
): Promise<readonly StagedProof[]> {
  const staged = await lookUpAll(client, modules, signal);
  await write(folder, '/supported', '');
  const records = staged.flatMap(({ outcome }) => (outcome.ok ? [outcome.value] : []));
  if (records.length === 0) return staged;
  const shared = await client.proveTogether(records, signal);
  if (!shared.ok) return staged.map((one) => (one.outcome.ok ? { ...one, outcome: shared } : one));
  for (const [tile, { bytes }] of shared.value.tiles) await write(folder, tile, bytes);
  for (const { module, version, outcome } of staged) {
    const lookUp = lookUpPath(module, version);
    if (outcome.ok && lookUp !== null) await write(folder, lookUp, lookUpAnswer(outcome.value, shared.value));
  }
  return staged;
}

async function lookUpAll(
  client: SumdbClient,
  modules: readonly { readonly module: string; readonly version: string }[],
  signal: AbortSignal,
): Promise<StagedProof[]> {
  const staged: StagedProof[] = [];
  const waiting = modules.entries();
  const work = async () => {
    for (const [at, { module, version }] of waiting) {
      staged[at] = { module, version, outcome: await client.lookUp(module, version, signal) };
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return staged;
}

function lookUpAnswer({ id, text }: ProvedRecord, { head }: SharedProof): Uint8Array {
  return Buffer.concat([Buffer.from(`${id}\n${text}\n`), head]);
}

/** `at` is a path as the database is asked for it: escaped, so that each of its parts is a file's name everywhere. */
async function write(folder: string, at: string, content: string | Uint8Array): Promise<void> {
  const file = path.join(folder, ...at.split('/'));
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
}
