// Bundles the three roots into dist/: the extension (with vscode left out), the command line and the probe worker. What a root
// asks for by import() lies in dist/parts/: it is loaded when it is needed, and costs nothing at the start.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, transform } from 'esbuild';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/** @type {import('esbuild').TransformOptions} */
const shared = {
  platform: 'node',
  // The floor is the command line's Node 20; VS Code 1.103 has Node 22.
  target: 'node20',
  minify: !process.argv.includes('--readable'),
  legalComments: 'none',
  logLevel: 'warning',
};

/**
 * Two steps, because esbuild splits nothing but ES modules, and both VS Code and Node are quicker to start CommonJS. What two
 * parts have in common exists once, so that no state is there twice: neither the language of @vscode/l10n nor a class.
 */
async function bundle(/** @type {string} */ name, /** @type {string} */ entry, head = '') {
  const { outputFiles } = await build({
    ...shared,
    entryPoints: { [name]: entry },
    outdir: 'dist',
    chunkNames: 'parts/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    external: ['vscode'],
    // jsonc-parser's other build finds its parts at run time, where a bundle has none.
    mainFields: ['module', 'main'],
    define: { VERSION: JSON.stringify(version) },
    write: false,
  });
  let bytes = 0;
  for (const { path: file, text } of outputFiles) {
    // VS Code's API as it is: for every file that imports it esbuild would copy its six hundred names.
    const direct = text.replace(/\bimport ?\* ?as ([\w$]+) from ?"vscode"/g, 'const $1 = require("vscode")');
    // A part comes by require: the loader of ES modules would have to be started first, and VS Code asks a thread of its own there.
    const { code } = await transform(direct, { ...shared, format: 'cjs', supported: { 'dynamic-import': false } });
    const whole = `${path.basename(file) === `${name}.js` ? head : ''}"use strict";${code}`;
    writeFileSync(file, whole);
    bytes += Buffer.byteLength(whole);
  }
  console.log(`dist/${name}.js and its ${outputFiles.length - 1} parts  ${(bytes / 1000).toFixed(0)} kB`);
}

rmSync('dist/parts', { recursive: true, force: true });
mkdirSync('dist/parts', { recursive: true });
// The sources are ES modules; what is bundled from them is not.
writeFileSync('dist/package.json', '{ "type": "commonjs" }\n');

await Promise.all([
  bundle('extension', 'src/editor/extension.ts'),
  bundle('cli', 'src/cli/main.ts', '#!/usr/bin/env node\n'),
  bundle('worker', 'src/worker/main.ts'),
]);
