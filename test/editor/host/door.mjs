#!/usr/bin/env node
// Takes VS Code's own command line for a test run and carries it out in the VS Code of `.vscode-test/`: hand this file to
// @vscode/test-electron's runTests() as `vscodeExecutablePath`. VSCODE_HOST=floor|newest says which one (default newest).
// Silent when all is well; else everything that the window and the extension host logged goes to stderr.
// Exit code: the test run's; 1 when VS Code did not come up or ran for more than five minutes; 2 for a wrong call.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runOnNode24 } from '../../../scripts/setup/runOnNode24.mjs';

const deadlineMs = 5 * 60_000;

function usage(line) {
  process.stderr.write(`door: ${line}\n`);
  return 2;
}

/** The flags that a test run needs; the others speak of Electron, of profiles and of welcome pages. */
function parse(args) {
  const value = (name) => args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
  const folder = args.find((arg) => !arg.startsWith('-'));
  return {
    folder: folder && resolve(folder),
    extensionPath: value('extensionDevelopmentPath'),
    extensionTestsPath: value('extensionTestsPath'),
    userDataDir: value('user-data-dir'),
    trusted: args.includes('--disable-workspace-trust'),
  };
}

async function main(args) {
  const { folder, extensionPath, extensionTestsPath, userDataDir, trusted } = parse(args);
  const version = process.env.VSCODE_HOST ?? 'newest';
  if (version !== 'floor' && version !== 'newest') return usage(`VSCODE_HOST is ${version}: floor or newest`);
  if (!folder || !extensionTestsPath) return usage('a folder and --extensionTestsPath=FILE are needed');
  const settingsFile = userDataDir && join(userDataDir, 'User', 'settings.json');
  const settings = settingsFile && existsSync(settingsFile) ? JSON.parse(readFileSync(settingsFile, 'utf8')) : {};

  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => stop.abort(name));
  const { runInHost } = await import('./testRun.ts');
  const lines = [];
  const code = await runInHost({
    version,
    settings,
    trusted,
    target: { folder, extensionPath, extensionTestsPath },
    onLine: ({ text }) => lines.push(`${text}\n`),
    signal: AbortSignal.any([stop.signal, AbortSignal.timeout(deadlineMs)]),
  }).catch((error) => {
    lines.push(`door: ${error.message}\n`);
    return 1;
  });
  if (code !== 0) process.stderr.write(lines.join(''));
  return code;
}

const elsewhere = await runOnNode24();
process.exitCode = elsewhere ?? (await main(process.argv.slice(2)));
