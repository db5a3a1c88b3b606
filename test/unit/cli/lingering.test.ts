/** How long the shared relay keeps a list: as long as a window or a shell has it, and no clock runs for one that a window holds. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nodeWritableFiles } from '../../../src/base/writableFiles.ts';
import { Lingering } from '../../../src/cli/relay/lingering.ts';
import { newToken } from '../../../src/relay/admission.ts';
import { RelayFolder } from '../../../src/relay/shared/relayFolder.ts';
import { SharedLists } from '../../../src/relay/shared/sharedLists.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { until } from '../../support/until.ts';

const MINUTE = 60_000;

describe('relay: how long a list lingers', () => {
  let home: string;
  let folder: RelayFolder;
  let clock: ManualClock;
  let lingering: Lingering;
  let held: ReadonlySet<string>;
  let running: ReadonlySet<string>;
  let looks: number;
  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'goproxy-lingering-'));
    folder = new RelayFolder(nodeWritableFiles, home);
    assert.equal(await folder.open(), null);
    [clock, held, running, looks] = [new ManualClock(), new Set(), new Set(), 0];
    const owners = {
      own: async () => 'own',
      of: async () => 'other',
      isRunning: async (one: string) => running.has(one),
    };
    lingering = new Lingering({
      ...{ clock, folder, lists: new SharedLists(nodeWritableFiles, owners, folder) },
      isHeld: (token) => held.has(token),
      pruned: async () => {
        looks += 1;
      },
    });
  });
  afterEach(() => rm(home, { recursive: true }));

  const assign = async (name: string, holders: readonly string[] = []) => {
    const assignment = {
      token: newToken(),
      cache: 0,
      list: 'https://pub1',
      choice: null,
      publics: [],
      folder: name,
      holders,
    };
    assert.equal(await folder.assign(assignment), null);
    return assignment;
  };
  /** Lets a minute pass, and what was due then happen. */
  const minute = async () => {
    const before = looks;
    await clock.advance(MINUTE);
    await until(() => looks > before && clock.timers > 0, 'it has looked, and will again');
  };
  const folders = async () => (await folder.assignments()).map((one) => one.folder).sort();

  it('no clock runs while windows hold all lists', async () => {
    const [one, two] = [await assign('one'), await assign('two')];
    held = new Set([one.token, two.token]);
    await lingering.watch();
    assert.equal(clock.timers, 0);
    held = new Set([one.token]);
    await lingering.watch();
    assert.equal(clock.timers, 1);
  });

  it('a list that nobody has is let go when it is found alone twice', async () => {
    await assign('alone');
    await assign('in a terminal', ['shell']);
    running = new Set(['shell']);
    await lingering.watch();
    await minute();
    assert.deepEqual(await folders(), ['alone', 'in a terminal']);
    await minute();
    assert.deepEqual(await folders(), ['in a terminal']);
    running = new Set();
    await minute();
    await clock.advance(MINUTE);
    await until(async () => (await folders()).length === 0, 'the last is let go');
    await until(() => looks === 4, 'it has looked');
    await lingering.watch();
    assert.equal(clock.timers, 0, 'nothing is left to look after');
  });

  it('a window that comes back in time finds its list, and the clock stands still again', async () => {
    const one = await assign('one');
    await lingering.watch();
    await minute();
    held = new Set([one.token]);
    await clock.advance(MINUTE);
    await until(() => looks === 2, 'it has looked');
    assert.deepEqual(await folders(), ['one']);
    await lingering.watch();
    assert.equal(clock.timers, 0);
  });
});
