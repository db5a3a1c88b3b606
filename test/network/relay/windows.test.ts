/** Several windows with several workspaces, and the one relay between them: whoever ends, and whenever. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { nodeLockOwners } from '../../../src/base/shared/lockOwner.ts';
import { nodeWritableFiles } from '../../../src/base/writableFiles.ts';
import type { HeldRelay, RelayProcess } from '../../../src/editor/relay/relayProcess.ts';
import { newToken } from '../../../src/relay/admission.ts';
import type { Assignment } from '../../../src/relay/shared/assignment.ts';
import { SharedLists } from '../../../src/relay/shared/sharedLists.ts';
import { relayUrl } from '../../../src/relay/steps.ts';
import { runGo } from '../../lab/goRunner.ts';
import { type Lab, startLab } from '../../lab/lab.ts';
import { until } from '../../support/until.ts';
import { type BuiltBundles, buildBundles } from '../builtBundles.ts';
import { SharedRelays } from './sharedRelays.ts';

describe('relay: several windows, several workspaces', function () {
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

  async function workspace(name: string, list: string, publics: readonly string[]): Promise<Assignment> {
    const folder = path.join(relays.home, name);
    await mkdir(folder);
    const assignment = { token: newToken(), list, folder, publics, holders: [], cache: 0, choice: null };
    assert.equal(await relays.folder.assign(assignment), null);
    return assignment;
  }
  const hold = async (window: RelayProcess, ...assignments: readonly Assignment[]): Promise<readonly HeldRelay[]> => {
    const held = await Promise.all(assignments.map(({ token }) => window.hold(token, relays.environment())));
    return held.map((one) => {
      assert.ok(one !== null);
      return one;
    });
  };
  const download = (module: string, { token }: Assignment, port: number) =>
    runGo(['mod', 'download', '-json', `example.test/${module}@v1.0.0`], { goproxy: relayUrl(port, token) });
  const sumOf = (stdout: string) => (JSON.parse(stdout) as { Sum?: string }).Sum;
  const right = (module: string) => lab.modules.find(`example.test/${module}`, 'v1.0.0')?.zipHash;

  it('each list is served by its own rules, while a window ends and the relay is killed', async () => {
    const { silent, healthy, 'sumdb-good': other, 'status-500': broken } = lab.urls;
    const one = await workspace('one', `${silent},${healthy}`, [silent, healthy]);
    const two = await workspace('two', other, []);
    const three = await workspace('three', `${broken},${healthy}`, [healthy]);
    const [first, second] = [relays.window(), relays.window()];
    // Both begin at the same time, and the second workspace is open in both.
    const [ofFirst, ofSecond] = await Promise.all([hold(first, one, two), hold(second, two, three)]);
    const port = ofFirst[0]?.port ?? 0;
    assert.deepEqual(new Set([...ofFirst, ...ofSecond].map((held) => held.port)), new Set([port]));

    const check = async (when: string) => {
      const runs = await Promise.all([download('a', one, port), download('a', two, port), download('b', three, port)]);
      assert.deepEqual(
        runs.map(({ code, stdout }) => [code, sumOf(stdout)]),
        [
          [0, right('a')],
          [0, right('a')],
          [1, undefined],
        ],
        when,
      );
      assert.match(runs[2].stdout, /500 Internal Server Error/, when);
      for (const { ms } of runs) assert.ok(ms < 15_000, `${when}: ${ms} ms`);
      // The third one's first entry is private: its failure leads to nobody.
      assert.deepEqual(
        lab.requests('healthy').filter(({ path: asked }) => asked.includes('/example.test/b/')),
        [],
        when,
      );
    };
    await check('both windows');

    for (const held of ofFirst) held.release();
    await Promise.all(ofFirst.map(({ ended }) => ended));
    await check('one window');

    const pid = await relays.pid();
    lab.delay(1_000);
    const going = download('a', two, port);
    const asked = lab.requests('sumdb-good').length;
    await until(() => lab.requests('sumdb-good').length > asked, 'go is at work');
    process.kill(pid, 'SIGKILL');
    const cut = await going;
    assert.equal(cut.timedOut, false);
    assert.ok(cut.ms < 10_000, `${cut.ms} ms`);
    lab.delay(0);
    await Promise.all(ofSecond.map(({ ended }) => ended));
    const again = await hold(second, two, three);
    assert.deepEqual(
      again.map((held) => held.port),
      [port, port],
    );
    assert.notEqual(await relays.pid(), pid);
    await check('after the kill');
  });

  it('killed while both hold it: both have it again, and it is one', async () => {
    const one = await workspace('one', lab.urls.healthy, []);
    const two = await workspace('two', lab.urls['sumdb-good'], []);
    const [first, second] = [relays.window(), relays.window()];
    const before = [...(await hold(first, one)), ...(await hold(second, two))];
    const port = before[0]?.port ?? 0;
    for (let round = 0; round < 3; round++) {
      const pid = await relays.pid();
      process.kill(pid, 'SIGKILL');
      await Promise.all(before.map(({ ended }) => ended));
      const [[mine], [theirs]] = await Promise.all([hold(first, one), hold(second, two)]);
      assert.deepEqual([mine?.port, theirs?.port], [port, port]);
      assert.notEqual(await relays.pid(), pid);
      before.splice(0, 2, mine as HeldRelay, theirs as HeldRelay);
      assert.equal((await download('a', one, port)).code, 0);
    }
  });

  it('three windows on one folder: one leaves, one is killed, and the list is served until the last has left', async () => {
    const folder = path.join(relays.home, 'work');
    await mkdir(folder);
    const wanted = { list: lab.urls.healthy, folder, publics: [], cache: 0, choice: null };
    const children = [1, 2, 3].map(() => spawn('sleep', ['60'], { stdio: 'ignore' }));
    try {
      const owners = await Promise.all(children.map(({ pid = 0 }) => nodeLockOwners.of(pid)));
      const lists = owners.map((owner) => {
        const own = async () => owner;
        return new SharedLists(nodeWritableFiles, { ...nodeLockOwners, own }, relays.folder);
      });
      const assigned = await Promise.all(lists.map((one) => one.assign(wanted)));
      const [first] = assigned;
      assert.ok(first?.ok && assigned.every((one) => one.ok && one.value.token === first.value.token));
      const assignment = first.value;
      const [held] = await hold(relays.window(), assignment);
      const port = held?.port ?? 0;

      await lists[0]?.release(folder);
      assert.equal(await relays.ask(assignment, port), 200, 'one has left');
      const [, killed] = children;
      const gone = killed === undefined ? null : once(killed, 'exit');
      killed?.kill('SIGKILL');
      await gone;
      assert.equal(await relays.ask(assignment, port), 200, 'another was killed');
      await lists[2]?.release(folder);
      await held?.ended;
      assert.deepEqual(await relays.folder.assignments(), []);
      assert.equal(await relays.ask(assignment, port), 0, 'the last has left, and the relay has ended');
    } finally {
      for (const child of children) child.kill('SIGKILL');
    }
  });
});
