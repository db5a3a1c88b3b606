// Runs in the extension host, in place of a test suite: which of our files are loaded once the proxies have been looked at and nobody has done anything.
const { appendFileSync, statSync } = require('node:fs');
const { basename, dirname, sep } = require('node:path');
const { setTimeout: pause } = require('node:timers/promises');
const vscode = require('vscode');

const ID = 'go-proxy-doctor.go-proxy-doctor';
/** ms for what follows a look by itself. */
const REST = 10_000;

exports.run = async () => {
  const extension = vscode.extensions.getExtension(ID);
  const api = await extension.activate();
  await api.ready;
  while (api.snapshot().state === 'checking') await pause(100);
  await pause(REST);
  const ours = extension.extensionPath + sep;
  const files = Object.keys(require.cache)
    .filter((file) => file.startsWith(ours) && dirname(file) !== __dirname)
    .map((file) => ({ name: basename(file), bytes: statSync(file).size }));
  const { state } = api.snapshot();
  appendFileSync(process.env.BENCH_RESULTS, `${JSON.stringify({ state, files })}\n`);
};
