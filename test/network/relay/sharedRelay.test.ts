/** The one relay of a user: it serves what windows assign, survives its own death, and ends when nobody holds it. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nodeWritableFiles } from '../../../src/base/writableFiles.ts';
import { newToken } from '../../../src/relay/admission.ts';
import type { Assignment } from '../../../src/relay/shared/assignment.ts';
import { RelayFolder } from '../../../src/relay/shared/relayFolder.ts';
import { runGo } from '../../lab/goRunner.ts';
import { type Lab, startLab } from '../../lab/lab.ts';
import { until } from '../../support/until.ts';
import { type BuiltBundles, buildBundles } from '../builtBundles.ts';

const LIST = 'example.test/a/@v/list';

describe('relay: the one for all windows', function () {
  this.timeout(60_000);
  let lab: Lab;
  let bundles: BuiltBundles;
  let home: string;
  let folder: RelayFolder;
  const running: ChildProcess[] = [];
  before(async () => {
    [lab, bundles] = await Promise.all([startLab(), buildBundles()]);
  });
  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'goproxy-shared-relay-'));
    folder = new RelayFolder(nodeWritableFiles, path.join(home, 'state', 'goproxy-doctor'));
    assert.equal(await folder.open(), null);
  });
  afterEach(async () => {
    for (const child of running.splice(0)) {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
    }
    await rm(home, { recursive: true, force: true });
    lab.reset();
  });
  after(() => Promise.all([lab.stop(), bundles.remove()]));

  function start(): ChildProcess {
    const env = {
      ...{ PATH: process.env.PATH, HOME: home, XDG_STATE_HOME: path.join(home, 'state') },
      ...{ GOENV: 'off', GOTOOLCHAIN: 'local', GOPROXY: 'off', GOSUMDB: 'off' },
    };
    const child = spawn(process.execPath, [bundles.cli, 'relay', '--shared'], { env, cwd: home, stdio: 'ignore' });
    running.push(child);
    return child;
  }

  const assignment = (list: string, more: Partial<Assignment> = {}): Assignment => ({
    ...{ token: newToken(), list, folder: home, publics: [lab.urls.silent, lab.urls.healthy], holders: [] },
    ...more,
  });
  /** The status of an answer, 0 where there is none. */
  const ask = async ({ token }: Assignment, port: number) =>
    fetch(`http://127.0.0.1:${port}/${token}/${LIST}`).then(
      ({ status }) => status,
      () => 0,
    );
  async function portOf(previous?: string): Promise<number> {
    await until(async () => ((await folder.state())?.owner ?? previous) !== previous, 'it says where it is');
    return (await folder.state())?.port ?? 0;
  }

  it('serves what is assigned, before and after its start; what is withdrawn no more', async () => {
    const one = assignment(`${lab.urls.silent},${lab.urls.healthy}`);
    await folder.assign(one);
    start();
    const port = await portOf();
    const run = await runGo(['mod', 'download', 'example.test/a@v1.0.0'], {
      goproxy: `http://127.0.0.1:${port}/${one.token}`,
    });
    assert.equal(run.code, 0, run.stderr);
    const two = assignment(lab.urls.healthy, { folder: tmpdir() });
    assert.equal(await ask(two, port), 403);
    await folder.assign(two);
    await until(async () => (await ask(two, port)) === 200, 'the second list is served');
    await until(async () => (await folder.report()) !== null, 'it tells of circuits');
    const report = await folder.report();
    assert.equal(report?.circuits.find(({ entry }) => entry === lab.urls.silent)?.state, 'open');
    await folder.withdraw(two.folder);
    await until(async () => (await ask(two, port)) === 403, 'the second list is gone');
    assert.equal(await ask(one, port), 200);
  });

  it('a changed list is served under the same token', async () => {
    const one = assignment(lab.urls['status-500']);
    await folder.assign(one);
    start();
    const port = await portOf();
    assert.equal(await ask(one, port), 500);
    await folder.assign({ ...one, list: lab.urls.healthy });
    await until(async () => (await ask(one, port)) === 200, 'the new list is served');
  });

  it('killed: the next one has the same port and the same tokens', async () => {
    const one = assignment(lab.urls.healthy);
    await folder.assign(one);
    const first = start();
    const port = await portOf();
    const owner = (await folder.state())?.owner;
    first.kill('SIGKILL');
    await once(first, 'exit');
    assert.equal(await ask(one, port), 0);
    start();
    assert.equal(await portOf(owner), port);
    assert.equal(await ask(one, port), 200);
  });

  it('two at once: one serves, the other goes', async () => {
    await folder.assign(assignment(lab.urls.healthy));
    const both = [start(), start()];
    const port = await portOf();
    const [code] = (await Promise.race(both.map((child) => once(child, 'exit')))) as [number];
    assert.equal(code, 0);
    assert.equal(both.filter(({ exitCode }) => exitCode === null).length, 1);
    assert.ok(port > 0);
  });

  it('a window that holds it learns of its end at once', async () => {
    const one = assignment(lab.urls.healthy);
    await folder.assign(one);
    const child = start();
    const port = await portOf();
    const held = await fetch(`http://127.0.0.1:${port}/${one.token}/-/hold`);
    const reader = held.body?.getReader();
    assert.equal(Buffer.from((await reader?.read())?.value ?? '').toString(), 'held\n');
    child.kill('SIGTERM');
    await assert.rejects(async () => {
      while ((await reader?.read())?.done === false);
      throw new Error('ended');
    });
    await once(child, 'exit');
  });

  it('ends when nothing is left to be served', async () => {
    const one = assignment(lab.urls.healthy);
    await folder.assign(one);
    const child = start();
    await portOf();
    await folder.withdraw(one.folder);
    assert.deepEqual(await once(child, 'exit'), [0, null]);
  });

  it('its files are this user’s alone', async () => {
    await folder.assign(assignment(`https://user:secret@127.0.0.1:1`));
    start();
    await portOf();
    for (const place of [folder.path, folder.listsPath]) {
      assert.equal((await stat(place)).mode & 0o077, 0, place);
      for (const name of await readdir(place)) assert.equal((await stat(path.join(place, name))).mode & 0o077, 0, name);
    }
  });
});
