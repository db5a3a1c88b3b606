/** The process runner against real processes: results, caps, deadlines, and trees that must not outlive them. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nodeProcesses, type ProcessResult, type RunOptions } from '../../../src/base/processes.ts';

const never = new AbortController().signal;

function node(program: string, options: Partial<RunOptions> = {}): Promise<ProcessResult> {
  return nodeProcesses.run(process.execPath, ['-e', program], { env: {}, deadline: 8000, signal: never, ...options });
}

describe('nodeProcesses', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'processes-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('returns status and both streams', async () => {
    const result = await node('console.log("out"); console.error("err"); process.exitCode = 3');
    assert.deepEqual(result, { kind: 'exited', code: 3, stdout: 'out\n', stderr: 'err\n' });
  });

  it('gives the child its arguments, directory and environment as they are, and no input', async () => {
    const program = `process.stdin.on('data', () => {}).on('end', () =>
      console.log(JSON.stringify([process.argv.slice(1), process.cwd(), process.env.A, process.env.B ?? null])))`;
    const args = ['$HOME', '"; echo x', '*', ''];
    const result = await nodeProcesses.run(process.execPath, ['-e', program, '--', ...args], {
      cwd: folder,
      env: { A: '中', B: undefined },
      deadline: 8000,
      signal: never,
    });
    assert.equal(result.kind, 'exited');
    assert.deepEqual(JSON.parse('stdout' in result ? result.stdout : ''), [args, folder, '中', null]);
  });

  it('keeps characters whole that arrive in pieces', async () => {
    const program = `const all = Buffer.from('中文🙂'); let i = 0;
      const next = () => i < all.length && process.stdout.write(all.subarray(i, ++i), next); next();`;
    assert.deepEqual(await node(program), { kind: 'exited', code: 0, stdout: '中文🙂', stderr: '' });
  });

  it('says why something was not started', async () => {
    const code = async (file: string, args: string[], options: Partial<RunOptions> = {}) => {
      const result = await nodeProcesses.run(file, args, { env: {}, deadline: 8000, signal: never, ...options });
      return result.kind === 'not-started' ? result.code : result.kind;
    };
    assert.equal(await code(path.join(folder, 'missing'), []), 'ENOENT');
    if (process.platform !== 'win32') assert.equal(await code(folder, []), 'EACCES');
    assert.equal(await code(process.execPath, ['a\0b']), 'ERR_INVALID_ARG_VALUE');
    assert.equal(await code(process.execPath, [], { cwd: path.join(folder, 'missing') }), 'ENOENT');
  });

  it('stops a flood at the cap, without half a character', async () => {
    const program =
      'process.stdout.on("error", () => {}); setInterval(() => process.stdout.write("中".repeat(50000)), 0)';
    const result = await node(program, { maxOutput: 100_000 });
    assert.equal(result.kind, 'too-much-output');
    assert.equal('stdout' in result ? result.stdout : '', '中'.repeat(33_333));
  });

  it('takes both streams together for the cap', async () => {
    const program = 'process.stdout.write("a".repeat(600)); process.stderr.write("b".repeat(600))';
    assert.equal((await node(program, { maxOutput: 1200 })).kind, 'exited');
    assert.equal((await node(program, { maxOutput: 1199 })).kind, 'too-much-output');
  });

  it('ends at once when the deadline is over or the signal has fired', async () => {
    assert.equal((await node('', { deadline: 0 })).kind, 'timed-out');
    assert.equal((await node('', { deadline: Number.NaN })).kind, 'timed-out');
    assert.equal((await node('', { signal: AbortSignal.abort() })).kind, 'aborted');
    assert.equal((await node('', { deadline: Number.MAX_SAFE_INTEGER })).kind, 'exited');
  });

  it('shows a signal as a shell does', async function () {
    if (process.platform === 'win32') this.skip();
    const result = await node('process.kill(process.pid, "SIGTERM"); setInterval(() => {}, 1000)');
    assert.equal(result.kind === 'exited' && result.code, 143);
  });

  it('kills the whole tree at the deadline', async function () {
    if (process.platform === 'win32') this.skip();
    const file = path.join(folder, 'deadline.pid');
    const result = await node(tree(file), { deadline: 1500 });
    assert.deepEqual(result, { kind: 'timed-out', stdout: 'started\n', stderr: '' });
    await gone(Number(readFileSync(file, 'utf8')));
  });

  it('kills the whole tree when the signal fires', async function () {
    if (process.platform === 'win32') this.skip();
    const file = path.join(folder, 'abort.pid');
    const controller = new AbortController();
    const running = node(tree(file), { signal: controller.signal });
    await until(() => existsSync(file) && readFileSync(file, 'utf8') !== '');
    controller.abort();
    assert.equal((await running).kind, 'aborted');
    await gone(Number(readFileSync(file, 'utf8')));
  });

  it('does not wait for a grandchild that holds the pipes', async function () {
    if (process.platform === 'win32') this.skip();
    const file = path.join(folder, 'daemon.pid');
    const started = performance.now();
    const result = await nodeProcesses.run('/bin/sh', ['-c', 'sleep 600 & echo $! > "$1"; echo done', 'sh', file], {
      env: { PATH: process.env.PATH },
      deadline: 8000,
      signal: never,
    });
    assert.deepEqual(result, { kind: 'exited', code: 0, stdout: 'done\n', stderr: '' });
    assert.ok(performance.now() - started < 4000);
    process.kill(Number(readFileSync(file, 'utf8')), 'SIGKILL');
  });
});

/** A program that starts a child which ignores polite signals, writes its pid, and waits for ever. */
function tree(file: string): string {
  const child = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)';
  return `const child = require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'inherit' });
    require('node:fs').writeFileSync(${JSON.stringify(file)}, String(child.pid)); console.log('started'); setInterval(() => {}, 1000);`;
}

async function until(condition: () => boolean): Promise<void> {
  const limit = performance.now() + 8000;
  while (!condition()) {
    assert.ok(performance.now() < limit, 'condition not met in time');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Waits until a process is dead; one that nobody has reaped yet counts as dead. */
function gone(pid: number): Promise<void> {
  return until(() => {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    return existsSync('/proc/self/stat') && / Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  });
}
