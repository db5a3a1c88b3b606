// Bundles the three roots into dist/: the extension (with vscode left out), the command line and the probe worker.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
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

/** What `import()` asks for, by its name in dist/lazy/: it is loaded when it is needed, and costs nothing at the start. */
const lazyParts = new Map();

/** @type {import('esbuild').Plugin} */
const lazy = {
  name: 'lazy',
  setup({ onResolve, resolve, initialOptions }) {
    onResolve({ filter: /./ }, async ({ path: wanted, kind, resolveDir, pluginData }) => {
      if (kind !== 'dynamic-import' || pluginData === lazy) return undefined;
      const { path: file } = await resolve(wanted, { kind, resolveDir, pluginData: lazy });
      const name = wanted.startsWith('.') ? path.basename(file, '.ts') : wanted;
      if ((lazyParts.get(name) ?? file) !== file) throw new Error(`two lazy parts are called ${name}`);
      lazyParts.set(name, file);
      return { path: `${initialOptions.outfile.includes('lazy') ? '.' : './lazy'}/${name}.js`, external: true };
    });
  },
};

rmSync('dist/lazy', { recursive: true, force: true });
mkdirSync('dist', { recursive: true });
// The sources are ES modules; what is bundled from them is not.
writeFileSync('dist/package.json', '{ "type": "commonjs" }\n');

const results = await Promise.all([
  build({
    ...shared,
    entryPoints: ['src/editor/extension.ts'],
    outfile: 'dist/extension.js',
    external: ['vscode'],
    plugins: [lazy],
  }),
  build({ ...shared, entryPoints: ['src/cli/main.ts'], outfile: 'dist/cli.js', banner: { js: '#!/usr/bin/env node' } }),
  build({ ...shared, entryPoints: ['src/worker/main.ts'], outfile: 'dist/worker.js', plugins: [lazy] }),
]);
// A part may ask for further ones.
for (const [name, file] of lazyParts) {
  results.push(await build({ ...shared, entryPoints: [file], outfile: `dist/lazy/${name}.js`, plugins: [lazy] }));
}

for (const { metafile } of results) {
  for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
    console.log(`${file}  ${(bytes / 1000).toFixed(0)} kB`);
  }
}
