// Bundles the three roots: the extension (with vscode left out), the command line and the probe worker; and the pages of webviews. dist/NAME.js is what is
// loaded at once; what it asks for by import() lies in dist/NAME/, is loaded when it is needed, and costs nothing at the start.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import path from 'node:path/posix';
import { build } from 'esbuild';
import { homesOf } from './scripts/build/homesOf.mjs';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/** @type {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  platform: 'node',
  // The floor is the command line's Node 20; VS Code 1.103 has Node 22.
  target: 'node20',
  minify: !process.argv.includes('--readable'),
  legalComments: 'none',
  logLevel: 'warning',
  write: false,
};

/**
 * Two steps. esbuild splits ES modules: the parts that are asked for, and a chunk for whatever the same parts have in common, some
 * dozens for a dozen parts. Then they are put together again, as CommonJS, to few files: both VS Code and Node are quicker to load
 * these. Nothing is there twice, neither bytes nor state (the language of @vscode/l10n, a class).
 */
async function bundle(/** @type {string} */ name, /** @type {string} */ entry, head = '') {
  const { outputFiles, metafile } = await build({
    ...shared,
    entryPoints: { [name]: entry },
    outdir: 'dist',
    chunkNames: `${name}/[name]-[hash]`,
    splitting: true,
    format: 'esm',
    metafile: true,
    external: ['vscode'],
    // jsonc-parser's other build finds its parts at run time, where a bundle has none.
    mainFields: ['module', 'main'],
    define: { VERSION: JSON.stringify(version) },
  });
  const modules = new Map(outputFiles.map(({ path: file, text }) => [relative('', file).replaceAll(sep, '/'), text]));
  const root = `dist/${name}.js`;
  const homes = homesOf(metafile.outputs, root);
  rmSync(`dist/${name}`, { recursive: true, force: true });
  mkdirSync(`dist/${name}`, { recursive: true });
  let bytes = 0;
  const files = new Set(homes.values());
  for (const file of files) {
    if (metafile.outputs[file].exports.includes('default')) throw new Error(`${file}: a default export would be lost`);
    const whole = `${file === root ? head : ''}"use strict";${await joined(file, modules, homes)}`;
    writeFileSync(file, whole);
    bytes += Buffer.byteLength(whole);
  }
  console.log(`${root} and ${files.size - 1} files in dist/${name}/  ${(bytes / 1000).toFixed(0)} kB`);
}

/**
 * Returns a file as CommonJS, with the chunks that go to it. It exports its own names, and each of these by the name of its file.
 *
 * @param {string} home
 * @param {Map<string, string>} modules
 * @param {Map<string, string>} homes
 */
async function joined(home, modules, homes) {
  const chunks = [...homes].filter(([file, its]) => its === home && file !== home).map(([file]) => file);
  const exported = chunks.map((file) => `export * as ${nameOf(file)} from './${file}';`);
  /** @type {import('esbuild').Plugin} */
  const fromModules = {
    name: 'from modules',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\./ }, ({ path: wanted, importer }) => {
        const file = path.join(importer === '<stdin>' ? '' : path.dirname(importer), wanted);
        if (homes.get(file) === home) return { path: file, namespace: 'module' };
        return { path: `./${path.relative(path.dirname(home), file)}`, external: true };
      });
      onResolve({ filter: /^[^.]/ }, () => ({ external: true }));
      onLoad({ filter: /./, namespace: 'module' }, ({ path: file }) => ({
        // VS Code's API as it is: for every file that imports it esbuild would copy its six hundred names.
        contents: modules
          .get(file)
          ?.replace(/\bimport ?\* ?as ([\w$]+) from ?"vscode"/g, 'const $1 = require("vscode")'),
      }));
    },
  };
  const { outputFiles } = await build({
    ...shared,
    stdin: { contents: [`export * from './${home}';`, ...exported].join('\n') },
    format: 'cjs',
    // By require: the loader of ES modules would have to be started first, and VS Code has that ask another thread.
    supported: { 'dynamic-import': false },
    plugins: [fromModules],
  });
  return outputFiles[0].text.replace(/\brequire\("(\.[^"]+)"\)/g, (call, wanted) => {
    const file = path.join(path.dirname(home), wanted);
    const its = homes.get(file) ?? file;
    return its === file ? call : `require("./${path.relative(path.dirname(home), its)}").${nameOf(file)}`;
  });
}

function nameOf(/** @type {string} */ file) {
  return path.basename(file, '.js').replace(/\W/g, '_');
}

/** The pages of webviews: one file each, with its style, for a browser. They are loaded when one is opened. */
async function bundlePage(/** @type {string} */ name) {
  const { outputFiles } = await build({
    ...shared,
    entryPoints: [`src/editor/webview/${name}.ts`, `src/editor/webview/${name}.css`],
    outdir: 'dist',
    platform: 'browser',
    // VS Code 1.103 has Chromium 138; a browser that opens it remotely may be somewhat older.
    target: 'chrome120',
    format: 'iife',
  });
  for (const { path: file, contents } of outputFiles) writeFileSync(file, contents);
  const bytes = outputFiles.reduce((sum, { contents }) => sum + contents.length, 0);
  console.log(`dist/${name}.js and dist/${name}.css  ${(bytes / 1000).toFixed(0)} kB`);
}

mkdirSync('dist', { recursive: true });
// The sources are ES modules; what is bundled from them is not.
writeFileSync('dist/package.json', '{ "type": "commonjs" }\n');
// The translations: dist/ alone is all that the command line needs.
cpSync(new URL('l10n', import.meta.url), 'dist/l10n', { recursive: true });

await Promise.all([
  bundle('extension', 'src/editor/extension.ts'),
  bundle('cli', 'src/cli/main.ts', '#!/usr/bin/env node\n'),
  bundle('worker', 'src/worker/main.ts'),
  bundlePage('dashboard'),
]);
