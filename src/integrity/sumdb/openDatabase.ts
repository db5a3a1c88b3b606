/** The checksum database that the user's go would ask, with the tree heads that earlier runs have seen. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type Result, success } from '../../base/result.ts';
import { nodeWritableFiles } from '../../base/writableFiles.ts';
import { skipsSumdb } from '../../goproxy/module/patterns.ts';
import type { Session } from '../../net/exchange.ts';
import { type DatabaseWay, databaseSources } from './database.ts';
import { type DatabaseKey, type KeyFault, readDatabaseKey } from './databaseKey.ts';
import { FileTreeHeads } from './fileTreeHeads.ts';
import { SumdbClient } from './sumdbClient.ts';
import { MemoryTreeHeads, type TreeHeads } from './treeHeads.ts';

/** Which database and by which way, as plain data: it crosses to the worker. */
export interface DatabaseQuestion extends DatabaseWay {
  /** As `go env` prints them. */
  readonly settings: Readonly<Record<'GOSUMDB' | 'GOPRIVATE' | 'GONOSUMDB', string>>;
  /** Our own state folder, where tree heads outlive a run; null where there is no place for it. */
  readonly stateFolder: string | null;
}

export interface Database {
  readonly key: DatabaseKey;
  /** Of earlier runs, which show when a database goes back behind them; of this run where there is no place for them. */
  readonly heads: TreeHeads;
  /** Reports whether go does not ask it about the module (GONOSUMDB, GOPRIVATE). */
  skips(module: string): boolean;
  /** Returns clients in the order to ask them, the next only where one cannot be reached. */
  clients(heads: TreeHeads): readonly SumdbClient[];
}

/** Fails where GOSUMDB is off or cannot be used. Nothing is asked yet; `session` is the caller's, and closed by it. */
export async function openDatabase(question: DatabaseQuestion, session: Session): Promise<Result<Database, KeyFault>> {
  const { settings, stateFolder } = question;
  const key = readDatabaseKey(settings.GOSUMDB || 'sum.golang.org');
  if (!key.ok) return key;
  const sources = databaseSources(key.value, question, session);
  return success({
    key: key.value,
    heads: (await keptHeads(stateFolder)) ?? new MemoryTreeHeads(),
    skips: (module) => skipsSumdb(module, settings),
    clients: (heads) => sources.map((source) => new SumdbClient(key.value, source, heads)),
  });
}

/** Returns null where there is no place for them. */
async function keptHeads(folder: string | null): Promise<TreeHeads | null> {
  if (folder === null) return null;
  const isThere = await mkdir(folder, { recursive: true, mode: 0o700 }).then(
    () => true,
    () => false,
  );
  return isThere ? new FileTreeHeads(path.join(folder, 'sumdb'), nodeWritableFiles) : null;
}
