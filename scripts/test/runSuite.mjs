// Runs one suite as a child process and counts what passed.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants, setPriority, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Mocha bounds each test; this bounds what mocha does not, such as a handle that keeps it from ending. */
const deadlineMs = 40 * 60_000;
const graceMs = 5000;
const reporter = join(dirname(fileURLToPath(import.meta.url)), 'countingReporter.cjs');

/**
 * Runs a suite, its output going to the terminal as it comes, or as a whole to `collect`: that one runs with less of the processor.
 * A suite that breaks without a count (a syntax error, a time-out) counts as one failure, a single check as one either way; one
 * without test files as nothing.
 *
 * @param {string} root the checkout
 * @param {import('./suites.mjs').suites[number]} suite
 * @param {((output: string) => void) | null} [collect]
 * @returns {Promise<{ passed: number, failed: number, skipped: number }>}
 */
export async function runSuite(root, suite, collect = null) {
  if (suite.command) {
    const ok = await run(root, suite.command, collect);
    return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
  }
  const files = testFiles(root, suite);
  return files.length === 0 ? { passed: 0, failed: 0, skipped: 0 } : runMocha(root, files, suite, collect);
}

async function runMocha(root, files, { jobs = 1, timeout, env = {} }, collect) {
  const work = mkdtempSync(join(tmpdir(), 'go-proxy-doctor-test-'));
  const [config, counts] = [join(work, 'mocharc.json'), join(work, 'counts.json')];
  const common = JSON.parse(readFileSync(join(root, '.mocharc.json'), 'utf8'));
  if (timeout !== undefined) common.timeout = timeout;
  // In a file: Windows bounds the length of a command line.
  writeFileSync(config, JSON.stringify({ ...common, parallel: jobs > 1, jobs, spec: files }));
  const options = ['--config', config, '--reporter', reporter, '--reporter-option', `counts=${counts}`];
  const ok = await run(root, ['mocha', ...options], collect, env);
  const result = existsSync(counts) ? JSON.parse(readFileSync(counts, 'utf8')) : { passed: 0, failed: 0, skipped: 0 };
  rmSync(work, { recursive: true, force: true });
  return ok || result.failed > 0 ? result : { ...result, failed: 1 };
}

/** Resolves with whether the command ended with exit code 0. */
function run(root, [command, ...args], collect, env = {}) {
  const PATH = [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter); // Node 24 first
  const output = collect === null ? 'inherit' : 'pipe';
  const pieces = [];
  const say = (text) => void (collect === null ? process.stdout.write(text) : pieces.push(Buffer.from(text)));
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      // Whoever runs the tests reads their own language; the programs under test speak English unless a test says otherwise.
      env: { ...process.env, ...env, PATH, LC_ALL: 'C.UTF-8' },
      stdio: ['ignore', output, output],
      shell: process.platform === 'win32', // commands of node_modules/.bin are .cmd files there
    });
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (piece) => pieces.push(piece));
    if (collect !== null && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    const late = setTimeout(() => {
      say(`${command} did not end within ${deadlineMs / 60_000} minutes\n`);
      // The second interrupt makes mocha exit at once, so that its processes end theirs.
      child.kill('SIGINT');
      child.kill('SIGINT');
      setTimeout(() => child.kill('SIGKILL'), graceMs).unref();
    }, deadlineMs);
    const end = (ok) => {
      clearTimeout(late);
      collect?.(Buffer.concat(pieces).toString());
      resolve(ok);
    };
    child.once('error', (error) => {
      say(`${command}: ${error.message}\n`);
      end(false);
    });
    child.once('close', (code) => end(code === 0));
  });
}

/** Those of the suite in the order in which they are begun, relative to `root`. */
function testFiles(root, { folders, except = [], first = [] }) {
  const below = (folder) => {
    if (except.includes(folder) || !existsSync(join(root, folder))) return [];
    return readdirSync(join(root, folder), { withFileTypes: true })
      .sort((one, other) => (one.name < other.name ? -1 : 1))
      .flatMap((entry) => {
        const path = `${folder}/${entry.name}`;
        return entry.isDirectory() ? below(path) : path.endsWith('.test.ts') ? [path] : [];
      });
  };
  const files = folders.flatMap(below);
  return [...first.filter((file) => files.includes(file)), ...files.filter((file) => !first.includes(file))];
}
