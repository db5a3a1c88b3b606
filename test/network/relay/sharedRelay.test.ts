/** The one relay of a user: it serves what windows assign, survives its own death, and ends when nobody holds it. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmod, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { newToken } from '../../../src/relay/admission.ts';
import type { Assignment } from '../../../src/relay/shared/assignment.ts';
import { relayUrl } from '../../../src/relay/steps.ts';
import { writeConsumer } from '../../lab/content/consumer.ts';
import { runGo } from '../../lab/goRunner.ts';
import { type Lab, startLab } from '../../lab/lab.ts';
import { until } from '../../support/until.ts';
import { type BuiltBundles, buildBundles } from '../builtBundles.ts';
import { SharedRelays } from './sharedRelays.ts';

describe('relay: the one for all windows', function () {
  this.timeout(60_000);
  let lab: Lab;
  let bundles: BuiltBundles;
  let relays: SharedRelays;
  before(async () => {
    [lab, bundles] = await Promise.all([startLab(), buildBundles()]);
  });
  beforeEach(async () => {
    relays = await SharedRelays.open(bundles.cli);
  });
  afterEach(async () => {
    await relays.remove();
    lab.reset();
  });
  after(() => Promise.all([lab.stop(), bundles.remove()]));

  const assignment = (list: string, more: Partial<Assignment> = {}): Assignment => ({
    ...{ token: newToken(), list, choice: null, cache: 0, folder: relays.home, holders: [] },
    publics: [lab.urls.silent, lab.urls.healthy, lab.urls['status-500']],
    ...more,
  });
  /** Resolves with the relay that serves it, once it says where it is. */
  const serve = async (one: Assignment) => {
    await relays.folder.assign(one);
    const child = relays.start();
    return { child, port: await relays.port() };
  };
  /** Resolves with where a relay served it, and who that was: it was killed then. */
  const serveAndKill = async (one: Assignment) => {
    const { child, port } = await serve(one);
    const owner = (await relays.folder.state())?.owner;
    child.kill('SIGKILL');
    await once(child, 'exit');
    return { port, owner };
  };

  it('serves what is assigned, before and after its start; what is withdrawn no more', async () => {
    const one = assignment(`${lab.urls.silent},${lab.urls.healthy}`);
    const { port } = await serve(one);
    const run = await runGo(['mod', 'download', 'example.test/a@v1.0.0'], {
      goproxy: relayUrl(port, one.token),
    });
    assert.equal(run.code, 0, run.stderr);
    const two = assignment(lab.urls.healthy, { folder: tmpdir() });
    assert.equal(await relays.ask(two, port), 403);
    await relays.folder.assign(two);
    await until(async () => (await relays.ask(two, port)) === 200, 'the second list is served');
    const silent = async () =>
      (await relays.folder.report())?.circuits.find(({ entry }) => entry === lab.urls.silent)?.state;
    await until(async () => (await silent()) === 'open', 'it tells of circuits');
    await relays.folder.withdraw(two.folder);
    await until(async () => (await relays.ask(two, port)) === 403, 'the second list is gone');
    assert.equal(await relays.ask(one, port), 200);
  });

  it('a changed list is served under the same token', async () => {
    const one = assignment(lab.urls['status-500']);
    const { port } = await serve(one);
    assert.equal(await relays.ask(one, port), 500);
    await relays.folder.assign({ ...one, list: lab.urls.healthy });
    await until(async () => (await relays.ask(one, port)) === 200, 'the new list is served');
  });

  it('with a cache it serves what it has proved; the size may change while it runs', async () => {
    const cwd = path.join(relays.home, 'work');
    await writeConsumer(cwd, { requires: ['example.test/e@v1.0.0'], goSum: lab.modules.goSum() });
    const one = assignment(lab.urls.healthy, { folder: cwd, cache: 100 });
    const { port } = await serve(one);
    const goproxy = relayUrl(port, one.token);
    assert.equal((await runGo(['mod', 'download'], { goproxy, cwd })).code, 0);
    const kept = path.join(relays.home, '.cache', 'goproxy-doctor', 'relay');
    await until(async () => (await readdir(kept)).filter((name) => !name.endsWith('.tmp')).length === 3, 'it is kept');
    lab.reset();
    assert.equal((await runGo(['mod', 'download'], { goproxy, cwd })).code, 0);
    assert.deepEqual(lab.requests('healthy'), []);
    await relays.folder.assign({ ...one, cache: 0 });
    await until(async () => {
      assert.equal((await fetch(`${goproxy}/example.test/e/@v/v1.0.0.mod`)).status, 200);
      return lab.requests('healthy').length > 0;
    }, 'it asks its entries again');
  });

  it('an order that is held: nobody is asked in another’s place, until it is released', async () => {
    const list = `${lab.urls['status-500']},${lab.urls.healthy}`;
    const one = assignment(list);
    const { port } = await serve(one);
    assert.equal(await relays.ask(one, port), 200);
    await relays.folder.assign({ ...one, choice: { at: 1, isHeld: true } });
    await until(async () => (await relays.ask(one, port)) === 500, 'its error is told');
    await relays.folder.assign({ ...one, choice: { at: 2, isHeld: false } });
    await until(async () => (await relays.ask(one, port)) === 200, 'the other is asked again');
  });

  it('who is chosen is asked again at once, whatever ailed it', async () => {
    const list = `${lab.urls['status-500']},${lab.urls.healthy}`;
    const one = assignment(list);
    const { port } = await serve(one);
    const first = async () =>
      (await relays.folder.report())?.circuits.find(({ entry }) => entry === lab.urls['status-500']) ?? null;
    for (const _ of [1, 2]) assert.equal(await relays.ask(one, port), 200);
    await until(async () => (await first())?.state === 'open', 'it is left alone');
    assert.deepEqual((await first())?.failure, { code: 'server-error', detail: '500' });
    await relays.folder.assign({ ...one, choice: { at: 1, isHeld: false } });
    await until(async () => (await first())?.state === 'closed', 'it is trusted again');
  });

  it('killed: the next one has the same port and the same tokens', async () => {
    const one = assignment(lab.urls.healthy);
    const { port, owner } = await serveAndKill(one);
    assert.equal(await relays.ask(one, port), 0);
    relays.start();
    assert.equal(await relays.port(owner), port);
    assert.equal(await relays.ask(one, port), 200);
  });

  it('killed, and slow to come back: its tokens are known from the first connection on', async () => {
    const one = assignment(lab.urls.healthy);
    const { port } = await serveAndKill(one);
    // What a list needs of go takes its time, on a machine that is busy.
    const NEXT = process.env.PATH;
    const slow = path.join(relays.home, 'slow');
    await mkdir(slow);
    await writeFile(path.join(slow, 'go'), '#!/bin/sh\nsleep 1\nPATH="$NEXT" exec go "$@"\n');
    await chmod(path.join(slow, 'go'), 0o755);
    relays.start({ ...relays.environment(), PATH: `${slow}${path.delimiter}${NEXT}`, NEXT });
    const seen = new Set<number>();
    await until(async () => seen.add(await relays.ask(one, port)).has(200), 'it serves again');
    assert.deepEqual([...seen].sort(), [0, 200]);
  });

  it('the port is let go of a moment later, as by threads of one that was killed: it is waited for', async () => {
    const one = assignment(lab.urls.healthy);
    const { port, owner } = await serveAndKill(one);
    const last = createServer().listen(port, '127.0.0.1');
    await once(last, 'listening');
    const lock = path.join(relays.folder.path, 'lock');
    await rm(lock);
    relays.start();
    await until(() => stat(lock).then(Boolean, () => false), 'the next one is at work');
    setTimeout(() => last.close(), 400);
    assert.equal(await relays.port(owner), port);
  });

  it('the port is taken meanwhile: it serves on another, and says so', async () => {
    const one = assignment(lab.urls.healthy);
    const { port, owner } = await serveAndKill(one);
    const stranger = createServer((socket) => socket.destroy()).listen(port, '127.0.0.1');
    await once(stranger, 'listening');
    try {
      relays.start();
      const other = await relays.port(owner);
      assert.notEqual(other, port);
      assert.equal(await relays.ask(one, other), 200);
    } finally {
      stranger.close();
    }
  });

  it('a folder that is gone, or a list that is none, spoils no other', async () => {
    const gone = path.join(relays.home, 'gone');
    const folders = ['aa', 'bb', 'cc', 'dd'].map((name) => path.join(relays.home, name));
    await Promise.all(folders.map((folder) => mkdir(folder)));
    const well = folders.map((folder) => assignment(lab.urls.healthy, { folder }));
    for (const one of well) await relays.folder.assign(one);
    await relays.folder.assign(assignment(lab.urls.healthy, { folder: gone }));
    await relays.folder.assign(assignment('no list at all', { folder: `${gone}-too` }));
    await writeFile(path.join(relays.folder.listsPath, `${'0'.repeat(32)}.json`), '{"schema":1,"token":');
    relays.start();
    const port = await relays.port();
    for (const one of well) assert.equal(await relays.ask(one, port), 200);
  });

  it('a list that leads back to the relay, as a window started from its terminal finds it: what is behind it, and no loop', async () => {
    const one = assignment(lab.urls.healthy);
    const { port } = await serve(one);
    const [two, three] = ['two', 'three'].map((name) => assignment('', { folder: path.join(relays.home, name) }));
    assert.ok(two !== undefined && three !== undefined);
    const urlOf = ({ token }: Assignment) => relayUrl(port, token);
    await relays.folder.assign({ ...two, list: `${urlOf(one)}|direct` });
    await until(async () => (await relays.ask(two, port)) === 200, 'what is behind it is served');
    assert.equal(lab.requests('healthy').length, 1);
    await relays.folder.assign({ ...two, list: `${urlOf(three)},off` });
    await relays.folder.assign({ ...three, list: `${urlOf(two)}|direct` });
    await until(async () => (await relays.ask(two, port)) === 403, 'a loop is not served');
    assert.equal(await relays.ask(three, port), 403);
    assert.equal(await relays.ask(one, port), 200);
  });

  it('two at once: one serves, the other goes', async () => {
    await relays.folder.assign(assignment(lab.urls.healthy));
    const both = [relays.start(), relays.start()];
    const port = await relays.port();
    const [code] = (await Promise.race(both.map((child) => once(child, 'exit')))) as [number];
    assert.equal(code, 0);
    assert.equal(both.filter(({ exitCode }) => exitCode === null).length, 1);
    assert.ok(port > 0);
  });

  it('a window that holds it learns of its end at once', async () => {
    const one = assignment(lab.urls.healthy);
    const { child, port } = await serve(one);
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
    const { child } = await serve(one);
    await relays.folder.withdraw(one.folder);
    assert.deepEqual(await once(child, 'exit'), [0, null]);
  });

  it('its files are this user’s alone', async () => {
    await serve(assignment('https://user:secret@127.0.0.1:1'));
    for (const place of [relays.folder.path, relays.folder.listsPath]) {
      assert.equal((await stat(place)).mode & 0o077, 0, place);
      for (const name of await readdir(place)) assert.equal((await stat(path.join(place, name))).mode & 0o077, 0, name);
    }
  });
});
