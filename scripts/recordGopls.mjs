// `node scripts/recordGopls.mjs [CASE…]`: records what gopls says of a workspace whose list is in trouble, into
// test/editor/gopls/recorded/. In a namespace where only the lab exists (Linux, as root); two minutes for building gopls, which
// comes through the machine's own GOPROXY (GOPLS=PATH takes one that is there), and one for all cases.
import { runOnNode24 } from './setup/runOnNode24.mjs';

async function main(names) {
  const elsewhere = await runOnNode24();
  if (elsewhere !== undefined) return elsewhere;
  const { recordGopls } = await import('../test/editor/gopls/record/recordGopls.ts');
  await recordGopls(names, (line) => process.stderr.write(`${line}\n`));
  return 0;
}

process.exitCode = await main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`recordGopls: ${error.message}\n`);
  return 1;
});
