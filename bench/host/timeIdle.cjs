// Runs in the extension host, in place of a test suite: what the window costs while nobody does anything.
//
// Where our extension is there, it is waited for until it has looked at the proxies and, in the mode `relay`, the relay is there.
const { appendFileSync } = require('node:fs');
const { setTimeout: pause } = require('node:timers/promises');
const v8 = require('node:v8');
const vm = require('node:vm');
const vscode = require('vscode');

const ID = 'go-proxy-doctor.go-proxy-doctor';
/** ms for VS Code itself to come to rest. */
const REST = 15_000;
/** ms that are watched. */
const WATCHED = 30_000;

exports.run = async () => {
  const extension = vscode.extensions.getExtension(ID);
  if (extension) await isReady(await extension.activate());
  await pause(REST);
  v8.setFlagsFromString('--expose-gc');
  vm.runInNewContext('gc')();
  const heap = process.memoryUsage().heapUsed;
  const before = process.cpuUsage();
  const started = performance.now();
  await pause(WATCHED);
  const { user, system } = process.cpuUsage(before);
  const cpu = (user + system) / 1000 / (performance.now() - started);
  appendFileSync(process.env.BENCH_RESULTS, `${JSON.stringify({ heap, cpu, isOurs: extension !== undefined })}\n`);
};

async function isReady(api) {
  await api.ready;
  const isRelay = vscode.workspace.getConfiguration('goProxy').get('failover.mode') === 'relay';
  for (;;) {
    const { state, relay } = api.snapshot();
    if (state === 'healthy' && (!isRelay || relay !== null)) return;
    await pause(100);
  }
}
