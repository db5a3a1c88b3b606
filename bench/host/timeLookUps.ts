// Looks modules up in the checksum database behind a mirror, with all proofs, and prints the CPU time of each as JSON: the first of the
// process, then the others, each by a client of its own that has no tiles yet.
//   node bench/host/timeLookUps.ts URL M@V…
import { nodeFiles } from '../../src/base/files.ts';
import { readDatabaseKey } from '../../src/integrity/sumdb/databaseKey.ts';
import { throughEntry } from '../../src/integrity/sumdb/sources.ts';
import { SumdbClient } from '../../src/integrity/sumdb/sumdbClient.ts';
import { MemoryTreeHeads } from '../../src/integrity/sumdb/treeHeads.ts';
import { createNetwork } from '../../src/net/network.ts';

const [url = '', ...names] = process.argv.slice(2);
const key = readDatabaseKey('sum.golang.org');
if (!key.ok) throw new Error(key.error);
const session = createNetwork({ environment: {}, files: nodeFiles }).open();
const { signal } = new AbortController();

/** ms. */
const times: number[] = [];
for (const name of names) {
  const [module = '', version = ''] = name.split('@');
  const before = process.cpuUsage();
  const client = new SumdbClient(key.value, throughEntry(session, url, key.value.name), new MemoryTreeHeads());
  const found = await client.lookUp(module, version, signal);
  const { user, system } = process.cpuUsage(before);
  if (!found.ok) throw new Error(`${name}: ${JSON.stringify(found.error)}`);
  times.push((user + system) / 1000);
}
session.close();
process.stdout.write(JSON.stringify(times));
