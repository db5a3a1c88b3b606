/**
 * What we say of a GOPROXY list is what the real go does with it. DIFFERENTIAL_LISTS (a number) tries more lists,
 * DIFFERENTIAL_SEED others; a failure prints the list, go's words and our walk.
 */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Lab, startLab } from '../lab/lab.ts';
import { labInNamespace } from '../lab/labInNamespace.ts';
import { canMakeNamespaces } from '../lab/namespace.ts';
import { type Contest, contest } from './contest.ts';
import { writeFileTrees } from './fileTrees.ts';
import { fixedCases, NOWHERE } from './fixedCases.ts';
import { goOutcome } from './goOutcome.ts';
import { faultKinds, writtenKinds } from './labKinds.ts';
import type { EntryKind, ListCase } from './listCase.ts';
import { ourSide } from './ourOutcome.ts';
import { randomCases } from './randomCase.ts';

const SEED = Number(process.env.DIFFERENTIAL_SEED ?? 20260917);
const LISTS = Number(process.env.DIFFERENTIAL_LISTS ?? 220);
/** go runs at a time. */
const WIDTH = 3;
/** ms; far beyond what any of the quick faults takes on a busy machine. */
const QUICK_BOUND = 30_000;
const TIMEOUT = 5_000;
/** ms an entry, for a silence to be sure of. */
const SLOW_TIMEOUT = 8_000;

describe('differential: the real go and we', function () {
  this.timeout(130_000 + LISTS * 1_000);
  let lab: Lab;
  let folder: string;
  let kinds: readonly EntryKind[];
  let fixed: Promise<Contest>;
  const end = new AbortController();

  before(async () => {
    lab = await startLab();
    folder = await mkdtemp(join(tmpdir(), 'goproxy-differential-'));
    await mkdir(join(folder, 'empty'));
    kinds = [...faultKinds(lab, true), ...writtenKinds(lab), ...(await writeFileTrees(folder, lab.modules))];
    // They sleep nearly all of their time, beside the other tests.
    fixed = runFixed();
    fixed.catch(() => undefined);
  });
  after(async () => {
    end.abort();
    await fixed.catch(() => undefined);
    await lab.stop();
    await rm(folder, { recursive: true });
  });

  it(`${LISTS} random lists, seed ${SEED}`, async () => {
    const modules = [...lab.modules.all.map(({ path, version }) => `${path}@${version}`), NOWHERE];
    const cases = randomCases(SEED, LISTS, { kinds, modules });
    const go = (listCase: ListCase) => goOutcome(lab, listCase, { bound: QUICK_BOUND });
    const result = await contest(cases, { go, ours: ours(TIMEOUT) }, WIDTH);
    assertAgreement(result);
    const good = result.outcomes.filter(({ ok }) => ok).length;
    assert.ok(good > LISTS / 5 && good < (LISTS * 4) / 5, `${good} of ${LISTS} serve: not a fair mixture`);
  });

  it('lists with names and direct, in a namespace', async function () {
    if (!canMakeNamespaces()) this.skip();
    const lists = Math.ceil(LISTS / 3);
    const input = { seed: SEED, lists, width: WIDTH, bound: QUICK_BOUND, timeout: TIMEOUT };
    const driver = new URL('./drivers/listsWithNames.ts', import.meta.url);
    const timeoutMs = 60_000 + lists * 2_000;
    const result = (await labInNamespace(driver, input, { timeoutMs })) as Contest;
    assertAgreement(result);
    assert.ok(result.outcomes.filter(({ ok }) => ok).length > lists / 10, 'hardly any of them serves');
  });

  it('fixed lists, in most of which go waits', async () => {
    const result = await fixed;
    assertAgreement(result);
    assert.ok(result.outcomes.length >= 10);
    assert.ok(result.outcomes.filter(({ hangs }) => hangs).length >= 4);
  });

  const ours = (timeout: number) => ourSide(lab, { timeout, folder: join(folder, 'empty') });

  async function runFixed(): Promise<Contest> {
    const cases = fixedCases([...kinds, ...faultKinds(lab, false)]);
    const boundOf = new Map(cases.map(({ listCase, bound }) => [listCase, bound]));
    const sides = {
      go: (listCase: ListCase) => goOutcome(lab, listCase, { bound: boundOf.get(listCase) ?? 0, signal: end.signal }),
      ours: ours(SLOW_TIMEOUT),
    };
    return contest([...boundOf.keys()], sides, cases.length);
  }
});

function assertAgreement({ disagreements, outcomes }: Contest): void {
  if (disagreements.length === 0) return;
  assert.fail(`${disagreements.length} of ${outcomes.length} lists:\n\n${disagreements.join('\n\n')}`);
}
