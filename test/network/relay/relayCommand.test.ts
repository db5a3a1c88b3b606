/** `relay` on the command line: one line when it listens, a GOPROXY until it is ended. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { runGo } from '../../lab/goRunner.ts';
import { type Lab, startLab } from '../../lab/lab.ts';
import { type BuiltBundles, buildBundles } from '../builtBundles.ts';
import { type CliRunner, startCliRunner } from '../cliRunner.ts';

describe('command line: relay', function () {
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

  /** Starts it, and resolves with its first line. */
  async function start(args: readonly string[]): Promise<{ readonly child: ChildProcess; readonly line: string }> {
    const settings = { GOENV: 'off', GOTOOLCHAIN: 'local', GOPROXY: 'off', GOSUMDB: 'off' };
    const env = { PATH: process.env.PATH, HOME: cli.home, ...settings };
    const child = spawn(process.execPath, [bundles.cli, 'relay', ...args, '--cwd', cli.workspace], {
      env,
      stdio: 'pipe',
    });
    running.push(child);
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    return { child, line };
  }

  it('serves go at once, and ends cleanly when it is told to', async () => {
    const { silent, healthy } = lab.urls;
    const list = `${silent},${healthy},off`;
    const { child, line } = await start(['--json', '--goproxy', list, '--public', silent, '--public', healthy]);
    const ready = JSON.parse(line) as { url: string; goproxy: string };
    assert.match(ready.url, /^http:\/\/127\.0\.0\.1:\d+\/gpd-[\w-]{43}$/);
    assert.equal(ready.goproxy, `${ready.url}|off`);
    const run = await runGo(['mod', 'download', 'example.test/a@v1.0.0'], { goproxy: ready.goproxy });
    assert.equal(run.code, 0, run.stderr);
    child.kill('SIGTERM');
    assert.deepEqual(await once(child, 'exit'), [0, null]);
    const after = await runGo(['mod', 'download', 'example.test/a@v1.0.0'], { goproxy: ready.goproxy });
    assert.equal(after.code, 1, 'go ends at once, well or not');
    assert.ok(after.ms < 5_000, `${after.ms} ms`);
  });

  it('killed in the middle: go ends at once, and the next relay takes the same port', async () => {
    const { healthy } = lab.urls;
    const { child, line } = await start(['--json', '--goproxy', healthy, '--public', healthy]);
    const { url, goproxy } = JSON.parse(line) as { url: string; goproxy: string };
    const { port } = new URL(url);
    lab.delay(1_000);
    const going = runGo(['mod', 'download', 'example.test/a@v1.0.0'], { goproxy });
    const isAsked = () => lab.requests('healthy').length > 0;
    while (!isAsked()) await new Promise((resolve) => setImmediate(resolve));
    child.kill('SIGKILL');
    const run = await going;
    assert.equal(run.timedOut, false);
    assert.ok(run.ms < 5_000, `${run.ms} ms`);
    lab.delay(0);
    const next = await start(['--json', '--port', port, '--goproxy', healthy, '--public', healthy]);
    const again = JSON.parse(next.line) as { goproxy: string };
    assert.equal((await runGo(['mod', 'download', 'example.test/a@v1.0.0'], { goproxy: again.goproxy })).code, 0);
  });

  it('says what is wrong with a call', async () => {
    const run = (args: readonly string[]) => cli.run(['relay', ...args]);
    assert.equal((await run(['--port', '99999'])).code, 2);
    assert.equal((await run(['--goproxy', 'direct'])).code, 2);
    assert.equal((await run(['--goproxy', 'foo'])).code, 2);
    const taken = await start(['--json', '--goproxy', lab.urls.healthy]);
    const { port } = new URL((JSON.parse(taken.line) as { url: string }).url);
    const second = await run(['--port', port, '--goproxy', lab.urls.healthy]);
    assert.equal(second.code, 3);
    assert.match(second.stderr, /EADDRINUSE/);
  });
});
