/** `watch`: the monitor without an editor, while an entry dies and recovers. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type Lab, startLab } from '../lab/lab.ts';
import { until } from '../support/until.ts';
import { type BuiltBundles, buildBundles } from './builtBundles.ts';
import { type CliRunner, startCliRunner } from './cliRunner.ts';

interface Line {
  readonly schema: number;
  readonly at: string;
  readonly state: string;
  readonly entry: number | null;
  readonly value: string | null;
  readonly from: string | null;
  readonly to: string;
  readonly code: string | null;
  readonly p50?: number | null;
}

describe('command line: watch', function () {
  this.timeout(60_000);
  let lab: Lab;
  let cli: CliRunner;
  let bundles: BuiltBundles;
  const running: ChildProcess[] = [];
  before(async () => {
    [lab, cli, bundles] = await Promise.all([startLab(), startCliRunner(), buildBundles()]);
  });
  afterEach(() => {
    for (const child of running.splice(0)) child.kill('SIGKILL');
    lab.reset();
  });
  after(() => Promise.all([cli.stop(), lab.stop(), bundles.remove()]));

  const list = () => `${lab.urls.healthy.replace('//', '//me:s3cr3t@')}|${lab.urls['status-404']}|${lab.urls.silent}`;

  function start(args: readonly string[]) {
    const env = {
      PATH: process.env.PATH,
      HOME: cli.home,
      GOENV: 'off',
      GOTOOLCHAIN: 'local',
      GOPROXY: 'off',
      GOSUMDB: 'off',
    };
    const all = [bundles.cli, 'watch', '--interval', '1', '--timeout', '700', ...args, '--cwd', cli.workspace];
    const child = spawn(process.execPath, all, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    running.push(child);
    const lines: string[] = [];
    createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
    return { child, lines };
  }

  it('prints a line a change, the first ones at the first look', async () => {
    const { urls } = lab;
    const { child, lines } = start(['--json', '--goproxy', `${urls.healthy}|${urls['status-404']}`]);
    const read = () => lines.map((line) => JSON.parse(line) as Line);
    const told = () => read().map(({ entry, from, to, code }) => [entry, from, to, code]);
    await until(() => lines.length >= 3, 'the first look');
    assert.deepEqual(told(), [
      [null, null, 'healthy', null],
      [0, null, 'up', null],
      [1, null, 'up', null],
    ]);
    lab.delay(3_000);
    const isDown = () => read().some(({ entry, to }) => entry === 0 && to === 'down');
    await until(isDown, 'the first entry is down', 20_000);
    const down = read().find(({ entry, to }) => entry === 0 && to === 'down');
    assert.deepEqual([down?.code, down?.value, down?.schema], ['stall', urls.healthy, 1]);
    assert.ok(
      read().some(
        ({ entry, from, to, code }) => entry === null && from === 'healthy' && to !== 'healthy' && code === 'stall',
      ),
    );
    lab.delay(0);
    const isUp = () => read().at(-1)?.to === 'up' || read().at(-1)?.to === 'healthy';
    await until(() => isUp() && read().some(({ to }) => to === 'half-open'), 'it is up again', 20_000);
    await until(
      () => read().filter(({ entry, to }) => entry === 0 && to === 'up').length === 2,
      'up after two in a row',
    );
    const last = read()
      .filter(({ entry }) => entry === null)
      .at(-1);
    assert.equal(last?.to, 'healthy');
    for (const { at } of read()) assert.equal(new Date(at).toISOString(), at);
    child.kill('SIGTERM');
    assert.deepEqual(await once(child, 'exit'), [0, null]);
  });

  it('speaks to people too, gives away no secret, and leaves one book', async () => {
    const { child, lines } = start(['--goproxy', list()]);
    await until(() => lines.length >= 4, 'the first look');
    const text = lines.join('\n');
    assert.match(text, /^\d\d:\d\d:\d\d {2}\S/);
    assert.match(text, /127\.0\.0\.1:\d+ is up$/m);
    assert.match(text, /is degraded: it takes the request and never answers$/m);
    await until(() => / is down: it takes/.test(lines.join('\n')), 'the silent one is down');
    assert.doesNotMatch(lines.join('\n'), /s3cr3t/);
    child.kill('SIGINT');
    assert.deepEqual(await once(child, 'exit'), [130, null]);
    const books = readdirSync(path.join(cli.home, '.local', 'state', 'goproxy-doctor', 'watch'));
    assert.ok(books.length > 0 && books.every((name) => /^[0-9a-f]{32}\.json$/.test(name)), books.join());
  });

  it('ends when nobody reads it any more', async () => {
    const { child } = start(['--json', '--goproxy', lab.urls.healthy]);
    child.stdout.destroy();
    assert.deepEqual(await once(child, 'exit'), [0, null]);
  });

  it('says what is wrong with a call', async () => {
    for (const interval of ['0', '-1', 'x', '3601', '1.5']) {
      assert.equal((await cli.run(['watch', '--interval', interval])).code, 2, interval);
    }
  });
});
