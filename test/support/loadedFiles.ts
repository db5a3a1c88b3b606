/** What a bundle loads at once: itself and the parts that it requires before anything has happened. */
import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

export interface LoadedFiles {
  readonly names: readonly string[];
  readonly bytes: number;
}

/** In a process of its own, with something in VS Code's place that has every name and can be extended and called. */
const LOAD = `
const Module = require('node:module');
const load = Module._load;
const vscode = new Proxy(function () {}, { get: (target, name) => (name === 'prototype' ? target.prototype : vscode) });
Module._load = (name, ...rest) => (name === 'vscode' ? vscode : load(name, ...rest));
const before = new Set(Object.keys(require.cache));
require(process.argv[1]);
console.log(JSON.stringify(Object.keys(require.cache).filter((file) => !before.has(file))));
`;

export async function loadedFiles(bundle: string): Promise<LoadedFiles> {
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', LOAD, bundle]);
  const files = JSON.parse(stdout) as string[];
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  return { names: files.map((file) => path.basename(file)), bytes: sizes.reduce((sum, size) => sum + size, 0) };
}
