// `npm run package [-- FILE]`: the .vsix that is published, from a fresh build. Links in the README stay relative: pictures and pages are
// inside, for readers whose network does not reach them elsewhere.
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setup } from './setup.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

async function main([file]) {
  await setup();
  const { createVSIX } = await import('@vscode/vsce');
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const packagePath = resolve(file ?? join(root, `${name}-${version}.vsix`));
  await createVSIX({ cwd: root, packagePath, dependencies: false, rewriteRelativeLinks: false });
  return 0;
}

process.exitCode = await main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`${error.message}\n`);
  return 1;
});
