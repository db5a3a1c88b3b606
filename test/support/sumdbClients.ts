/** Clients of a checksum database, made from a GOSUMDB value that is known to be good. */
import { type DatabaseKey, readDatabaseKey } from '../../src/integrity/sumdb/databaseKey.ts';
import type { SumdbSource } from '../../src/integrity/sumdb/sources.ts';
import { SumdbClient } from '../../src/integrity/sumdb/sumdbClient.ts';
import { MemoryTreeHeads, type TreeHeads } from '../../src/integrity/sumdb/treeHeads.ts';

export function databaseKey(gosumdb: string): DatabaseKey {
  const key = readDatabaseKey(gosumdb);
  if (!key.ok) throw new Error(`${gosumdb}: ${key.error}`);
  return key.value;
}

/** A client that remembers nothing unless `heads` do. */
export function sumdbClient(
  gosumdb: string,
  source: SumdbSource,
  heads: TreeHeads = new MemoryTreeHeads(),
): SumdbClient {
  return new SumdbClient(databaseKey(gosumdb), source, heads);
}
