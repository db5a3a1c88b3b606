// `node scripts/recordTexts.mjs [NAME…]`: records what five versions of the real go command say when things go wrong, into
// test/texts/recorded/. All of it happens in namespaces where only the lab exists (Linux, as root); three minutes for all.
// Go versions that the module cache does not hold are fetched once, as toolchains, through the machine's own GOPROXY.
import { runOnNode24 } from './setup/runOnNode24.mjs';

async function main(names) {
  const elsewhere = await runOnNode24();
  if (elsewhere !== undefined) return elsewhere;
  const { recordTexts } = await import('./record/recordTexts.ts');
  return recordTexts(names, (line) => process.stderr.write(`${line}\n`));
}

process.exitCode = await main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`recordTexts: ${error.message}\n`);
  return 1;
});
