/** `relay --cache` in processes of its own: archives that are passed on in pieces, a process that dies, a disk that is full, two at once. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { writeConsumer } from '../../../lab/content/consumer.ts';
import { runGo } from '../../../lab/goRunner.ts';
import { canMakeNamespaces } from '../../../lab/namespace.ts';
import { until } from '../../../support/until.ts';
import { type BuiltBundles, buildBundles } from '../../builtBundles.ts';
import { LARGE, type LargeTree, writeLargeTree } from './largeTree.ts';

/** More than what is had whole before its client sees a byte, and than what lies in the buffers on the way. */
const SIZE = 48 << 20;
const KEY = /^[0-9a-f]{64}$/;

describe('command line: relay --cache', function () {
  this.timeout(60_000);
  let bundles: BuiltBundles;
  let home: string;
  let folder: string;
  let workspace: string;
  let tree: LargeTree;
  const running: ChildProcess[] = [];
  before(async () => {
    bundles = await buildBundles();
  });
  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'goproxy-cache-command-'));
    [folder, workspace] = [path.join(home, 'cache', 'goproxy-doctor', 'relay'), path.join(home, 'work')];
    tree = await writeLargeTree(path.join(home, 'tree'), SIZE);
    await writeConsumer(workspace, { requires: [LARGE], goSum: tree.goSum });
  });
  afterEach(async () => {
    for (const child of running.splice(0)) await kill(child);
    await rm(home, { recursive: true, force: true });
  });
  after(() => bundles.remove());

  async function kill(child: ChildProcess): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  interface Started {
    readonly child: ChildProcess;
    readonly url: string;
    readonly words: readonly string[];
  }

  /** `before` is a shell's line that comes first, in a mount namespace of its own. */
  async function start(before: string | null = null): Promise<Started> {
    const env = {
      ...{ PATH: process.env.PATH, HOME: home, XDG_CACHE_HOME: path.join(home, 'cache') },
      ...{ GOENV: 'off', GOTOOLCHAIN: 'local', GOPROXY: 'off', GOSUMDB: 'off' },
    };
    const own = ['relay', '--json', '--goproxy', tree.url, '--cache', '500', '--cwd', workspace];
    const command = [process.execPath, bundles.cli, ...own];
    const [program = '', ...args] =
      before === null ? command : ['unshare', '-m', 'sh', '-ec', `${before}\nexec "$@"`, 'sh', ...command];
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    running.push(child);
    const words: string[] = [];
    createInterface({ input: child.stderr }).on('line', (line) => words.push(line));
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    return { child, words, url: (JSON.parse(line) as { url: string }).url };
  }

  const download = (goproxy: string) => runGo(['mod', 'download', '-json'], { goproxy, cwd: workspace });
  const names = async () => readdir(folder).catch(() => []);
  const isThere = (ending: RegExp) => async () => (await names()).some((name) => ending.test(name));
  async function open(url: string): Promise<IncomingMessage> {
    const [response] = (await once(get(`${url}/${tree.archive}`), 'response')) as [IncomingMessage];
    return response;
  }
  /** Go never waits for the disk: what a busy one could not follow is kept another time. */
  async function fill(url: string): Promise<void> {
    const areKept = async () => (await names()).filter((name) => KEY.test(name)).length === 3;
    const isFilled = async () => {
      const run = await download(url);
      assert.equal(run.code, 0, run.stdout);
      return until(areKept, 'they are kept', 5_000).then(
        () => true,
        () => false,
      );
    };
    await until(isFilled, '.info, .mod and .zip are kept', 40_000);
  }

  it('an archive in pieces is kept, for this user alone, and given with the same bytes when its entry is gone', async () => {
    const { url } = await start();
    await fill(url);
    assert.equal((await stat(folder)).mode & 0o777, 0o700);
    for (const name of await names()) assert.equal((await stat(path.join(folder, name))).mode & 0o777, 0o600);
    await rename(path.join(home, 'tree'), path.join(home, 'gone'));
    const run = await download(url);
    assert.equal(run.code, 0, run.stdout);
    const pieces: Buffer[] = [];
    const response = await open(url);
    assert.equal(response.headers['content-length'], String(tree.zip.length));
    for await (const piece of response) pieces.push(piece as Buffer);
    assert.ok(Buffer.concat(pieces).equals(tree.zip));
  });

  it('killed in the middle: the next one sweeps, and nothing of it is ever given away', async () => {
    const first = await start();
    const response = await open(first.url);
    response.pause();
    await until(isThere(/\.tmp$/), 'it is being written');
    await kill(first.child);
    response.destroy();
    assert.deepEqual(
      (await names()).filter((name) => KEY.test(name)),
      [],
    );
    const second = await start();
    await fill(second.url);
    assert.deepEqual(
      (await names()).filter((name) => !KEY.test(name)),
      [],
    );
  });

  it('a client that goes away leaves nothing', async () => {
    const { url } = await start();
    const response = await open(url);
    response.pause();
    await until(isThere(/\.tmp$/), 'it is being written');
    response.destroy();
    await until(async () => (await names()).length === 0, 'it is dropped');
  });

  it('two at once in one folder: neither sweeps what the other writes', async () => {
    const first = await start();
    const response = await open(first.url);
    response.pause();
    await until(isThere(/\.tmp$/), 'it is being written');
    const second = await start();
    await fill(second.url);
    assert.ok((await names()).some((name) => name.endsWith('.tmp')));
    response.resume();
    await once(response, 'end');
    await until(async () => !(await isThere(/\.tmp$/)()), 'the first one is done too');
    await rename(path.join(home, 'tree'), path.join(home, 'gone'));
    for (const { url } of [first, second]) assert.equal((await download(url)).code, 0);
  });

  it('a full disk costs go nothing, and is told once', async function () {
    if (!canMakeNamespaces()) this.skip();
    await mkdir(path.join(home, 'cache'));
    const { url, words } = await start(`mount -t tmpfs -o size=8m,mode=700 tmpfs '${path.join(home, 'cache')}'`);
    for (let run = 0; run < 2; run++) assert.equal((await download(url)).code, 0);
    await until(() => words.length > 0, 'it is told');
    assert.deepEqual(words, ['Nothing more is kept on disk: ENOSPC.']);
  });

  it('a folder that others may write to is not used', async () => {
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o777);
    const { url, words } = await start();
    assert.equal((await download(url)).code, 0);
    assert.deepEqual(words, ['Nothing more is kept on disk: EPERM.']);
    assert.deepEqual(await names(), []);
  });
});
