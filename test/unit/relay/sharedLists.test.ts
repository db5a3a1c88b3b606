/** The lists of several windows: one token a folder, and each list goes with the last window or shell that needs it. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nodeWritableFiles } from '../../../src/base/writableFiles.ts';
import { RelayFolder } from '../../../src/relay/shared/relayFolder.ts';
import { SharedLists } from '../../../src/relay/shared/sharedLists.ts';

const WORK = '/work';
const wanted = { list: 'https://pub1', choice: null, publics: [], cache: 0, folder: WORK };

describe('relay: the lists of several windows', () => {
  let home: string;
  let folder: RelayFolder;
  let running: Set<string>;
  let unknown: Set<string>;
  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'goproxy-shared-lists-'));
    folder = new RelayFolder(nodeWritableFiles, home);
    [running, unknown] = [new Set(), new Set()];
  });
  afterEach(() => rm(home, { recursive: true }));

  /** A window that runs until it is taken out of `running`. */
  const open = (name: string): SharedLists => {
    running.add(name);
    const isRunning = async (owner: string) => (unknown.has(owner) ? null : running.has(owner));
    return new SharedLists(nodeWritableFiles, { own: async () => name, of: async () => 'other', isRunning }, folder);
  };
  const assign = async (window: SharedLists, list = 'https://pub1') => {
    const assigned = await window.assign({ ...wanted, list });
    assert.ok(assigned.ok);
    return assigned.value;
  };
  const holders = async () => (await folder.assignment(WORK))?.holders ?? null;

  it('two windows on one folder: whoever leaves first takes nothing away, in either order', async () => {
    for (const order of ['as they came', 'the other way round']) {
      const windows = [open('one'), open('two')];
      for (const window of windows) await assign(window);
      const [first, second] = order === 'as they came' ? windows : windows.reverse();
      await first?.release(WORK);
      assert.equal((await holders())?.length, 1, order);
      await second?.release(WORK);
      assert.equal(await holders(), null, order);
    }
  });

  it('windows that begin at the same time have the same token; the later list counts', async () => {
    const windows = Array.from({ length: 6 }, (_, at) => open(`window ${at}`));
    const tokens = await Promise.all(
      windows.map(async (window, at) => (await assign(window, `https://pub${at}`)).token),
    );
    assert.equal(new Set(tokens).size, 1);
    assert.equal((await holders())?.length, 6);
    await assign(windows[0] as SharedLists, 'https://last');
    assert.equal((await folder.assignment(WORK))?.list, 'https://last');
    await Promise.all(windows.map((window) => window.release(WORK)));
    assert.equal(await holders(), null);
  });

  it('a window that was killed holds nothing: the list goes with the last that lives', async () => {
    const [dead, alive] = [open('dead'), open('alive')];
    await assign(dead);
    await assign(alive);
    running.delete('dead');
    await alive.release(WORK);
    assert.equal(await holders(), null);
  });

  it('a terminal keeps what its shell has, after its window has left, and until it is closed', async () => {
    const window = open('window');
    const { token } = await assign(window);
    running.add('shell').add('other shell');
    await window.hold(WORK, 'shell');
    await window.hold(WORK, 'other shell');
    await window.release(WORK);
    assert.deepEqual(await holders(), ['shell', 'other shell']);
    assert.equal((await assign(window)).token, token, 'the terminals go on when it enters again');
    await window.release(WORK, 'other shell');
    assert.deepEqual(await holders(), ['shell', 'window']);
    await window.release(WORK);
    running.delete('shell');
    await window.prune(WORK);
    assert.equal(await holders(), null);
  });

  it('what a window assigned meanwhile is not pruned, and nothing is made of a list that has gone', async () => {
    const window = open('window');
    await assign(window);
    await window.prune(WORK);
    assert.deepEqual(await holders(), ['window']);
    await window.release(WORK);
    await window.hold(WORK, 'shell');
    await window.release(WORK);
    assert.equal(await holders(), null);
  });

  it('who cannot be asked whether they run are believed, but not without end', async () => {
    const window = open('window');
    await assign(window);
    for (let at = 0; at < 60; at++) {
      unknown.add(`elsewhere ${at}`);
      await window.hold(WORK, `elsewhere ${at}`);
    }
    const all = await holders();
    assert.equal(all?.length, 50);
    assert.equal(all?.at(-1), 'elsewhere 59');
  });
});
