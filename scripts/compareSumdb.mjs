// `node scripts/compareSumdb.mjs`: asks the live sum.golang.org, through the mirror of this machine's go, for what is recorded in
// test/network/sumdb/recorded/, proves it, and holds it against the recording. Exit code 1 where a record differs or a tree is forked.
import { runOnNode24 } from './setup/runOnNode24.mjs';

async function main() {
  const elsewhere = await runOnNode24();
  if (elsewhere !== undefined) return elsewhere;
  const { compareSumdb } = await import('./record/sumdb/compareSumdb.ts');
  return compareSumdb((line) => process.stdout.write(`${line}\n`));
}

process.exitCode = await main().catch((error) => {
  process.stderr.write(`compareSumdb: ${error.message}\n`);
  return 1;
});
