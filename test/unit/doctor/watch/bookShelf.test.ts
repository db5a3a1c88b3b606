/** The books on the disk: private, without a name in them, whole whatever happens, and kept by one process of several. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nodeLockOwners } from '../../../../src/base/shared/lockOwner.ts';
import { nodeWritableFiles } from '../../../../src/base/writableFiles.ts';
import { BookShelf, EMPTY_PAGE, type Page } from '../../../../src/doctor/watch/bookShelf.ts';
import { EMPTY_BOOK } from '../../../../src/health/book.ts';
import { examined } from '../../../support/examinations.ts';
import { until } from '../../../support/until.ts';
import { WatchBench } from './watchBench.ts';

const PACE = { calm: 300_000, trouble: 30_000 };
const NEVER = new AbortController().signal;
const KEY = 'c'.repeat(32);

describe('the books on the disk', function () {
  this.timeout(30_000);
  let root: string;
  let folder: string;
  let shelf: BookShelf;
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'shelf-'));
    folder = path.join(root, 'goproxy-doctor', 'watch');
    shelf = new BookShelf(nodeWritableFiles, nodeLockOwners, folder);
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const read = () => shelf.change(KEY, async (page) => page, NEVER);
  const page = (at: number): Page => ({ book: { ...EMPTY_BOOK, at }, lease: { owner: 'x', due: 1 } });

  it('outlive a session, in files that are this user’s alone and name nobody', async () => {
    const list = 'https://user:s3cr3t@private-host.test/path?token=t0ken,https://b.test';
    const bench = new WatchBench([], shelf);
    await bench.lookout.note(examined(list, ['failing', 'healthy']), PACE, NEVER);
    const [file = ''] = readdirSync(folder);
    assert.match(file, /^[0-9a-f]{32}\.json$/);
    const at = path.join(folder, file);
    assert.deepEqual([statSync(at).mode & 0o777, statSync(folder).mode & 0o777], [0o600, 0o700]);
    assert.doesNotMatch(readFileSync(at, 'utf8'), /s3cr3t|t0ken|user|private-host|b\.test/);

    const next = new WatchBench([], shelf, bench.clock);
    const { snapshot } = await next.lookout.note(examined(list, ['failing', 'healthy']), PACE, NEVER);
    assert.equal(snapshot.health?.entries[0]?.hour.failures, 2);
  });

  it('are empty where there is none, or only something else', async () => {
    assert.deepEqual(await read(), EMPTY_PAGE);
    for (const junk of [
      '',
      'junk',
      '[]',
      '{"version":2,"book":{}}',
      '{"version":1,"book":7}',
      `{"version":1,"x":"${'x'.repeat(5 << 20)}"}`,
    ]) {
      writeFileSync(path.join(folder, `${KEY}.json`), junk);
      assert.deepEqual(await read(), EMPTY_PAGE, junk.slice(0, 40));
    }
    await shelf.change(KEY, async () => page(7), NEVER);
    assert.deepEqual(await read(), page(7));
  });

  it('of lists beyond twenty are forgotten, and nothing half written stays', async () => {
    for (let at = 0; at < 25; at++) await shelf.change(String(at).padStart(32, '0'), async () => page(at), NEVER);
    assert.equal(readdirSync(folder).length, 20);
    writeFileSync(path.join(folder, 'scratch-0.tmp'), 'half');
    await read();
    assert.ok(readdirSync(folder).every((name) => name.endsWith('.json')));
  });

  it('are nobody’s where there is no folder', async () => {
    writeFileSync(path.join(root, 'goproxy-doctor'), 'a file in its place');
    assert.equal(await read(), null);
    const bench = new WatchBench([], shelf);
    const { snapshot } = await bench.lookout.note(examined('https://a.test', ['healthy']), PACE, NEVER);
    assert.equal(snapshot.health?.entries[0]?.health.state, 'up', 'it is looked at all the same');
  });

  describe('with several processes', () => {
    const driver = path.join(import.meta.dirname, 'watchDriver.ts');
    const running = new Map<number, ChildProcess>();
    /** Who looked, in the order of the looks. */
    let looks: number[];
    beforeEach(() => {
      looks = [];
    });
    afterEach(() => {
      for (const child of running.values()) child.kill('SIGKILL');
      running.clear();
    });
    const start = () => {
      const child = spawn(process.execPath, [driver, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
      const { pid = 0 } = child;
      running.set(pid, child);
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        for (const line of text.split('\n')) if (line !== '') looks.push(pid);
      });
    };
    /** Waits for `count` further looks, and returns who made them. */
    const next = async (count: number) => {
      const from = looks.length;
      await until(() => looks.length >= from + count, `${count} looks`, 20_000);
      return [...new Set(looks.slice(from))];
    };

    it('one looks for all; killed, another does', async () => {
      for (let at = 0; at < 3; at++) start();
      await until(() => new Set(looks).size === 3, 'everyone has looked once');
      const [first = 0, ...others] = await next(5);
      assert.deepEqual(others, [], 'and then one for all');
      running.get(first)?.kill('SIGKILL');
      await until(() => looks.at(-1) !== first, 'another one looks');
      const [second = 0, ...rest] = await next(5);
      assert.deepEqual(rest, []);
      assert.notEqual(second, first);
      for (const child of running.values()) child.kill('SIGKILL');
      const [key = ''] = readdirSync(folder).flatMap((name) => /^(\w{32})\.json$/.exec(name)?.[1] ?? []);
      const left = await shelf.change(key, async (page) => page, NEVER);
      assert.equal(left?.book.entries.size, 2, 'and the book is whole');
    });
  });
});
