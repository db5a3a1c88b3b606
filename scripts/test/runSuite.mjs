// Runs one suite as a child process and counts what passed.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Mocha bounds each test; this bounds what mocha does not, such as a handle that keeps it from ending. */
const deadlineMs = 20 * 60_000;
const graceMs = 5000;
const reporter = join(dirname(fileURLToPath(import.meta.url)), 'countingReporter.cjs');

/**
 * Runs a suite, its output going to the terminal. A suite that breaks without a count (a syntax error, a time-out)
 * counts as one failure, a single check as one either way; one without test files as nothing.
 *
 * @param {string} root the checkout
 * @param {import('./suites.mjs').suites[number]} suite
 * @returns {Promise<{ passed: number, failed: number, skipped: number }>}
 */
export async function runSuite(root, suite) {
  if (suite.command) {
    const ok = await run(root, suite.command);
    return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
  }
  const except = (path) => (suite.except ?? []).includes(path);
  if (!suite.folders.some((folder) => hasTests(root, folder, except))) return { passed: 0, failed: 0, skipped: 0 };
  return runMocha(root, suite);
}

async function runMocha(root, { folders, except = [], jobs = 1 }) {
  const work = mkdtempSync(join(tmpdir(), 'go-proxy-doctor-test-'));
  const counts = join(work, 'counts.json');
  const files = folders.map((folder) => `${folder}/**/*.test.ts`);
  const ignored = except.flatMap((folder) => ['--ignore', `${folder}/**`]);
  const options = ['--config', '.mocharc.json', '--reporter', reporter, '--reporter-option', `counts=${counts}`];
  const sideBySide = jobs > 1 ? ['--parallel', '--jobs', String(jobs)] : [];
  const ok = await run(root, ['mocha', ...options, ...sideBySide, ...ignored, ...files]);
  const result = existsSync(counts) ? JSON.parse(readFileSync(counts, 'utf8')) : { passed: 0, failed: 0, skipped: 0 };
  rmSync(work, { recursive: true, force: true });
  return ok || result.failed > 0 ? result : { ...result, failed: 1 };
}

/** Resolves with whether the command ended with exit code 0. */
function run(root, [command, ...args]) {
  const PATH = [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter); // Node 24 first
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      // Whoever runs the tests reads their own language; the programs under test speak English unless a test says otherwise.
      env: { ...process.env, PATH, LC_ALL: 'C.UTF-8' },
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32', // commands of node_modules/.bin are .cmd files there
    });
    const late = setTimeout(() => {
      process.stdout.write(`${command} did not end within ${deadlineMs / 60_000} minutes\n`);
      // The second interrupt makes mocha exit at once, so that its processes end theirs.
      child.kill('SIGINT');
      child.kill('SIGINT');
      setTimeout(() => child.kill('SIGKILL'), graceMs).unref();
    }, deadlineMs);
    const end = (ok) => {
      clearTimeout(late);
      resolve(ok);
    };
    child.once('error', (error) => {
      process.stdout.write(`${command}: ${error.message}\n`);
      end(false);
    });
    child.once('close', (code) => end(code === 0));
  });
}

function hasTests(root, folder, except) {
  if (except(folder) || !existsSync(join(root, folder))) return false;
  return readdirSync(join(root, folder), { withFileTypes: true }).some((entry) =>
    entry.isDirectory() ? hasTests(root, `${folder}/${entry.name}`, except) : entry.name.endsWith('.test.ts'),
  );
}
