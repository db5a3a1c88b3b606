// Runs in the extension host, in place of a test suite: times the extension's own code while VS Code activates it.
//
// The window's folder has no go.mod, so that nothing has activated the extension before. VS Code itself loads and activates it,
// with a real context; we stand in the one place through which it loads a module, and take two times there: the evaluation of
// dist/extension.js with all that it requires, and its activate() until that has returned (or what it returned has resolved).
// VS Code's own figure would include its waiting for others. The whole call is kept beside them for comparison.
const { appendFileSync, realpathSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const vscode = require('vscode');

const ID = 'go-proxy-doctor.go-proxy-doctor';

exports.run = async () => {
  const extension = vscode.extensions.getExtension(ID);
  if (!extension) throw new Error(`${ID} is not in this window`);
  if (extension.isActive) throw new Error(`${ID} was activated before it could be watched`);
  const main = realpathSync(path.join(extension.extensionPath, extension.packageJSON.main));
  const times = watchLoading(main);
  const begin = performance.now();
  await extension.activate();
  const whole = performance.now() - begin;
  if (times.load === null || times.activate === null) throw new Error('VS Code loaded the extension by another door');
  appendFileSync(process.env.BENCH_RESULTS, `${JSON.stringify({ ...times, whole, vscode: vscode.version })}\n`);
};

/** Returns an object whose times, in ms, are filled in when `main` is loaded and activated. */
function watchLoading(main) {
  const times = { load: null, activate: null };
  const load = Module._load;
  Module._load = function (request, ...rest) {
    if (!path.isAbsolute(request) || realpathSync(request) !== main) return load.call(this, request, ...rest);
    Module._load = load;
    const begin = performance.now();
    const loaded = load.call(this, request, ...rest);
    times.load = performance.now() - begin;
    const activate = async (context) => {
      const start = performance.now();
      const api = await loaded.activate(context);
      times.activate = performance.now() - start;
      return api;
    };
    return { ...loaded, activate };
  };
  return times;
}
