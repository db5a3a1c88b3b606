// `npm run play`: the real VS Code with the extension, in your browser, on a sample module beside a lab of broken module
// proxies. Nothing of it touches your own Go: cache, go env file and module proxies are throw-away.
// `npm run play -- floor` takes the oldest supported VS Code; `-- 8080` a port of your choice. Ctrl-C ends it all.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runOnNode24 } from './setup/runOnNode24.mjs';
import { runQuietly, runStep } from './setup/runStep.mjs';
import { setup } from './setup.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

async function main(args) {
  const version = args.includes('floor') ? 'floor' : 'newest';
  const port = Number(args.find((arg) => /^\d+$/.test(arg)) ?? 0);
  const [problem] = await setup({ vscode: [version] });
  if (problem) throw new Error(problem.reason);
  const elsewhere = await runOnNode24();
  if (elsewhere !== undefined) return elsewhere;
  const { startVsCodeServer } = await import('../test/editor/host/vsCodeServer.ts');
  const { startLab } = await import('../test/lab/lab.ts');

  await runStep('build', () => runQuietly(process.execPath, ['esbuild.mjs'], { cwd: root }));
  const work = mkdtempSync(join(tmpdir(), 'go-proxy-doctor-play-'));
  const lab = await startLab();
  const server = await startVsCodeServer({ version, port, env: environment(work, lab), loginShell: false });
  const interrupted = new Promise((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM']) process.on(name, resolve);
  });
  const folder = makeWorkspace(work, lab);
  process.stdout.write(guide(server.address({ folder, extensionPath: root }), lab));
  await interrupted;
  await Promise.all([server.stop(), lab.stop()]);
  rmSync(work, { recursive: true, force: true });
  return 0;
}

/** The lab's modules carry names of real ones: they must not get into anybody's own module cache. */
function environment(work, lab) {
  return {
    GOPROXY: undefined,
    GOENV: join(work, 'go-env'),
    GOPATH: join(work, 'go'),
    GOMODCACHE: join(work, 'mod'),
    GOFLAGS: '-modcacherw',
    GOTOOLCHAIN: 'local',
    GOSUMDB: `${lab.sumdbKey} ${lab.sumdbUrl}`,
    SSL_CERT_FILE: lab.caFile,
    XDG_STATE_HOME: join(work, 'state'),
  };
}

function makeWorkspace(work, lab) {
  const folder = join(work, 'sample');
  cpSync(join(root, 'examples', 'sample'), folder, { recursive: true });
  rmSync(join(folder, 'go.sum'), { force: true }); // it has the hashes of the real modules
  mkdirSync(join(folder, '.vscode'), { recursive: true });
  const goproxy = `${lab.urls.silent},${lab.urls.healthy},direct`;
  writeFileSync(join(folder, '.vscode', 'settings.json'), `${JSON.stringify({ 'go.goproxy': goproxy }, null, 2)}\n`);
  return folder;
}

function guide(address, { urls }) {
  const row = (name, what) => `    ${urls[name].padEnd(24)}${what}\n`;
  return `
  Open this in a browser:

    ${address}

  The first entry of the workspace's go.goproxy takes requests and never answers.
  - The status bar (left) says so; rest the mouse on it, or click it for a menu.
  - “Go Proxy: Diagnose” in the command palette (F1) opens the report.
  - Change go.goproxy in .vscode/settings.json and watch. Other entries to try:

${row('healthy', 'serves')}${row('status-404', 'answers 404: go asks the next entry')}${row('status-500', 'answers 500: go stops, unless “|” follows')}${row('black-hole', 'takes no connection: 30 s lost a request')}${row('tls-expired', 'an expired certificate')}${row('html-200', 'a captive portal: HTML for everything')}
  Ctrl-C ends it.
`;
}

process.exitCode = await main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`${error.message}\n`);
  return 1;
});
