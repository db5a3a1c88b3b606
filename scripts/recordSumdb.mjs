// `node scripts/recordSumdb.mjs`: records into test/network/sumdb/recorded/ what the mirror of this machine's go answers about public
// modules, and what sum.golang.org has on record of them. Asks that mirror and nobody else; some seconds.
import { runOnNode24 } from './setup/runOnNode24.mjs';

async function main() {
  const elsewhere = await runOnNode24();
  if (elsewhere !== undefined) return elsewhere;
  const { recordSumdb } = await import('./record/sumdb/recordSumdb.ts');
  return recordSumdb((line) => process.stderr.write(`${line}\n`));
}

process.exitCode = await main().catch((error) => {
  process.stderr.write(`recordSumdb: ${error.message}\n`);
  return 1;
});
