/** What a bundle loads at once: itself and the parts that it requires before anything has happened; and what it loads with further parts. */
import { execFile } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

export interface LoadedFiles {
  readonly names: readonly string[];
  readonly bytes: number;
}

/**
 * In a process of its own, with something in VS Code's place that has every name and can be extended and called. Throws where two files
 * need each other: the one that comes second would find nothing in the first.
 */
const LOAD = `
const Module = require('node:module');
const load = Module._load;
const vscode = new Proxy(function () {}, { get: (target, name) => (name === 'prototype' ? target.prototype : vscode) });
Module._load = (name, parent, ...rest) => {
  if (name === 'vscode') return vscode;
  const known = require.cache[Module._resolveFilename(name, parent)];
  if (known !== undefined && !known.loaded) throw new Error(parent.filename + ' and ' + known.filename + ' need each other');
  return load(name, parent, ...rest);
};
const before = new Set(Object.keys(require.cache));
for (const file of process.argv.slice(1)) require(file);
console.log(JSON.stringify(Object.keys(require.cache).filter((file) => !before.has(file))));
`;

/** `isWanted`: which of the parts, by the name of the file, are loaded after the bundle; none unless told. */
export async function loadedFiles(
  bundle: string,
  isWanted: (name: string) => boolean = () => false,
): Promise<LoadedFiles> {
  const folder = bundle.replace(/\.js$/, '');
  const later = (await readdir(folder)).filter(isWanted).map((name) => path.join(folder, name));
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', LOAD, bundle, ...later]);
  const files = JSON.parse(stdout) as string[];
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  return { names: files.map((file) => path.basename(file)), bytes: sizes.reduce((sum, size) => sum + size, 0) };
}
