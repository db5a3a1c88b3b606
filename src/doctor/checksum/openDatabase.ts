/** The checksum database that the user's go would ask, with the tree heads that earlier runs have seen. */
import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { type Result, success } from '../../base/result.ts';
import { nodeWritableFiles } from '../../base/writableFiles.ts';
import type { Environment } from '../../gocmd/env/environmentVariable.ts';
import { skipsSumdb } from '../../goproxy/module/patterns.ts';
import { type DatabaseWay, databaseSources } from '../../integrity/sumdb/database.ts';
import { type DatabaseKey, type KeyFault, readDatabaseKey } from '../../integrity/sumdb/databaseKey.ts';
import { FileTreeHeads } from '../../integrity/sumdb/fileTreeHeads.ts';
import { SumdbClient } from '../../integrity/sumdb/sumdbClient.ts';
import { MemoryTreeHeads, type TreeHeads } from '../../integrity/sumdb/treeHeads.ts';
import type { Session } from '../../net/exchange.ts';
import { stateFolder } from '../../remedies/change/stateFolder.ts';
import type { GoView } from '../goView.ts';

export interface Database {
  readonly key: DatabaseKey;
  /** Of earlier runs, which show when a database goes back behind them; of this run where there is no place for them. */
  readonly heads: TreeHeads;
  /** Reports whether go does not ask it about the module (GONOSUMDB, GOPRIVATE). */
  skips(module: string): boolean;
  /** Returns clients in the order to ask them, the next only where one cannot be reached. */
  clients(heads: TreeHeads): readonly SumdbClient[];
}

/** What is used of the machine. */
export interface DatabaseMachine {
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
  /** The caller's, and closed by it. */
  readonly session: Session;
}

/** Fails where GOSUMDB is off or cannot be used. Nothing is asked yet. */
export async function openDatabase(
  view: Pick<GoView, 'value'>,
  way: DatabaseWay,
  { env, platform, session }: DatabaseMachine,
): Promise<Result<Database, KeyFault>> {
  const key = readDatabaseKey(view.value('GOSUMDB') || 'sum.golang.org');
  if (!key.ok) return key;
  const sources = databaseSources(key.value, way, session);
  const setting = { GOPRIVATE: view.value('GOPRIVATE'), GONOSUMDB: view.value('GONOSUMDB') };
  return success({
    key: key.value,
    heads: (await keptHeads(env, platform)) ?? new MemoryTreeHeads(),
    skips: (module) => skipsSumdb(module, setting),
    clients: (heads) => sources.map((source) => new SumdbClient(key.value, source, heads)),
  });
}

/** Returns null where there is no place for them. */
async function keptHeads(env: Environment, platform: NodeJS.Platform): Promise<TreeHeads | null> {
  const folder = stateFolder({ HOME: homedir(), ...env }, platform);
  if (folder === null) return null;
  const isThere = await mkdir(folder, { recursive: true, mode: 0o700 }).then(
    () => true,
    () => false,
  );
  return isThere ? new FileTreeHeads(path.join(folder, 'sumdb'), nodeWritableFiles) : null;
}
