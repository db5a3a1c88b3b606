// Bundles the three roots into dist/: the extension (with vscode left out), the command line and the probe worker.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/** @type {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  format: 'cjs',
  platform: 'node',
  // The floor is the command line's Node 20; VS Code 1.103 has Node 22.
  target: 'node20',
  // jsonc-parser's other build finds its parts at run time, where a bundle has none.
  mainFields: ['module', 'main'],
  minify: !process.argv.includes('--readable'),
  legalComments: 'none',
  define: { VERSION: JSON.stringify(version) },
  logLevel: 'warning',
  metafile: true,
};

mkdirSync('dist', { recursive: true });
// The sources are ES modules; what is bundled from them is not.
writeFileSync('dist/package.json', '{ "type": "commonjs" }\n');

const results = await Promise.all([
  build({ ...shared, entryPoints: ['src/editor/extension.ts'], outfile: 'dist/extension.js', external: ['vscode'] }),
  build({ ...shared, entryPoints: ['src/cli/main.ts'], outfile: 'dist/cli.js', banner: { js: '#!/usr/bin/env node' } }),
  build({ ...shared, entryPoints: ['src/worker/main.ts'], outfile: 'dist/worker.js' }),
]);

for (const { metafile } of results) {
  for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
    console.log(`${file}  ${(bytes / 1000).toFixed(0)} kB`);
  }
}
