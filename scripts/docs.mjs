// `npm run docs`: the pages of docs/ that list what the code knows, in each language: failures, settings, commands. They are made from
// the catalogue, the manifest and the program itself. With --check nothing is written, and stale pages are named (exit code 1).
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runOnNode24 } from './setup/runOnNode24.mjs';
import { setup } from './setup.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

async function main(args) {
  const isCheck = args.includes('--check');
  if (!isCheck) await setup();
  const elsewhere = await runOnNode24();
  if (elsewhere !== undefined) return elsewhere;
  const { allPages } = await import('./docs/pages.mjs');
  const stale = [];
  for (const [name, text] of allPages(root)) {
    const file = join(root, 'docs', name);
    if (textOf(file) !== text) stale.push([name, file, text]);
  }
  if (isCheck) {
    for (const [name] of stale) process.stderr.write(`docs/${name} is not what the code says: run npm run docs\n`);
    return stale.length > 0 ? 1 : 0;
  }
  for (const [name, file, text] of stale) {
    writeFileSync(file, text);
    process.stdout.write(`docs/${name}\n`);
  }
  return 0;
}

/** Returns null where there is no such file yet. */
function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

process.exitCode = await main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`${error.message}\n`);
  return 1;
});
