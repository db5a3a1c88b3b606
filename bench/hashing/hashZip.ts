// Prints the hash of a module's archive, and nothing else of ours is in the process: bundled, beside the Go program that does the same.
//   node hashZip.cjs FILE M@V
import { hashZip } from '../../src/integrity/hash/zipHash.ts';

const [file = '', name = ''] = process.argv.slice(2);
void hashZip(file, name, new AbortController().signal).then((hash) => {
  if (!hash.ok) throw new Error(hash.error);
  process.stdout.write(`${hash.value.h1}\n`);
});
