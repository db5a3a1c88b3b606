// `npm start`: installs and builds what is missing, and examines this machine's own GOPROXY from examples/sample.
// More arguments go to `diagnose` (`npm start -- --json`). A finding is an answer: exit code 0, as when all is well.
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runQuietly, runStep } from './setup/runStep.mjs';
import { setup } from './setup.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const node = join(root, 'node_modules', '.bin', 'node');
const bundle = join(root, 'dist', 'cli.js');
const sources = ['src', 'esbuild.mjs', 'package.json', 'package-lock.json'];

/** The time of the newest file in `path`, in ms; 0 where there is none. */
function newest(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return stat?.mtimeMs ?? 0;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

async function main(args) {
  await setup();
  if (newest(bundle) < Math.max(...sources.map((name) => newest(join(root, name))))) {
    await runStep('build', () => runQuietly(node, ['esbuild.mjs'], { cwd: root }));
  }
  const sample = join(root, 'examples', 'sample');
  const { status, error } = spawnSync(node, [bundle, 'diagnose', '--cwd', sample, ...args], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (error) throw error;
  // Findings (1) would drown in npm's own words about a failed script; a wrong call (2) and the rest are failures.
  return status === 1 ? 0 : (status ?? 130);
}

process.exitCode = await main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`${error.message}\n`);
  return 3;
});
