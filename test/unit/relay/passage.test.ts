/** How requests go through the relay, from its circuits and the looks: who serves, since when, and what state that is. */
import assert from 'node:assert/strict';
import { type GoproxyList, moveFirst, parseList } from '../../../src/goproxy/list/list.ts';
import type { EntryHealth } from '../../../src/health/entryHealth.ts';
import type { ListState } from '../../../src/health/listState.ts';
import { stateThrough } from '../../../src/health/passage.ts';
import type { ReportedCircuit } from '../../../src/relay/shared/assignment.ts';
import { passageOf } from '../../../src/relay/shared/passage.ts';
import { planOf } from '../../../src/relay/steps.ts';

const [A, B, CORP] = ['https://pub-a', 'https://pub-b', 'https://corp'];
const STALL = { code: 'stall', detail: 'no-headers' } as const;

function listOf(text: string): GoproxyList {
  const parsed = parseList(text);
  assert.ok(parsed.ok, text);
  return parsed.value;
}

interface Case {
  readonly list?: string;
  readonly circuits?: readonly ReportedCircuit[];
  /** URLs of those that are down since then, or slow. */
  readonly down?: Readonly<Record<string, number>>;
  readonly slow?: string;
  /** When the first was found well. */
  readonly well?: readonly number[];
  readonly chosen?: { readonly front: number; readonly isHeld: boolean };
}

function passage({ list = `${A},${B},direct`, circuits = [], down = {}, slow, well = [], chosen }: Case) {
  const own = listOf(list);
  const isHeld = chosen?.isHeld ?? false;
  const asked = chosen === undefined || chosen.front === 0 ? own : listOf(moveFirst(own, chosen.front) ?? '');
  const { steps } = planOf(asked, ({ host }) => host.startsWith('pub'), isHeld);
  const recent = well.map((at) => ({ at, failure: null, ms: 20 }));
  const health = (state: EntryHealth['state'], since: number, cause: EntryHealth['cause']) =>
    ({ state, since, cause, recent, answers: 0, doubts: 0, troubledAt: null }) satisfies EntryHealth;
  const looks = [
    ...(well.length === 0 ? [] : [{ entry: { url: A }, health: health('up', 1, null) }]),
    ...Object.entries(down).map(([url, since]) => ({ entry: { url }, health: health('down', since, STALL) })),
    ...(slow === undefined
      ? []
      : [{ entry: { url: slow }, health: health('degraded', 1, { code: 'slow', detail: 'latency' }) }]),
  ];
  return passageOf({
    now: 2_000,
    own,
    steps,
    circuits,
    looks,
    choice: chosen === undefined ? null : { at: 500, isHeld },
  });
}

const circuit = (entry: string, state: ReportedCircuit['state'], since: number): ReportedCircuit => ({
  ...{ entry, state, since, retryAt: state === 'open' ? since + 1_000 : 0 },
  failure: state === 'closed' ? null : STALL,
});

/** `1 since 100 past 0:open` and the state, where the looks say `seen`. */
function told(one: Case, seen: ListState = 'healthy'): string {
  const found = passage(one);
  const { front, since, passed } = found;
  const past = passed.map(({ entry, state }) => ` past ${entry.index}:${state}`).join('');
  return `${front?.index ?? 'nobody'} since ${since ?? 'ever'}${past}: ${stateThrough(seen, found)}`;
}

describe('relay: how requests go', () => {
  const rows: readonly (readonly [what: string, one: Case, said: string, seen?: ListState])[] = [
    ['nobody was asked yet', {}, '0 since ever: healthy'],
    ['the first serves', { circuits: [circuit(A, 'closed', 50)] }, '0 since 50: healthy'],
    ['it is left alone', { circuits: [circuit(A, 'open', 100)] }, '1 since 100 past 0:open: degraded'],
    ['it is tried again', { circuits: [circuit(A, 'half-open', 130)] }, '1 since 130 past 0:half-open: degraded'],
    ['one good look', { circuits: [circuit(A, 'open', 100)], well: [150] }, '1 since 100 past 0:open: degraded'],
    ['two, since', { circuits: [circuit(A, 'open', 100)], well: [150, 160] }, '0 since 100: healthy'],
    ['two before', { circuits: [circuit(A, 'open', 100)], well: [90, 99] }, '1 since 100 past 0:open: degraded'],
    [
      'two, too early',
      { circuits: [circuit(A, 'open', 1_500)], well: [1_600, 1_700] },
      '1 since 1500 past 0:open: degraded',
    ],
    ['two, and it is tried', { circuits: [circuit(A, 'half-open', 170)], well: [150, 160] }, '0 since 170: healthy'],
    ['it is well again', { circuits: [circuit(A, 'closed', 150)] }, '0 since 150: healthy'],
    [
      'the looks have not seen it yet',
      { circuits: [circuit(A, 'open', 1)] },
      '1 since 1 past 0:open: checking',
      'checking',
    ],
    ['nobody looks', { circuits: [circuit(A, 'open', 1)] }, '1 since 1 past 0:open: degraded', 'unknown'],
    ['nobody looks, and all is well', {}, '0 since ever: unknown', 'unknown'],
    ['the looks alone know', { down: { [A]: 90 } }, '1 since 90 past 0:down: degraded', 'failing'],
    ['the relay knows better', { down: { [A]: 90 }, circuits: [circuit(A, 'closed', 95)] }, '0 since 95: healthy'],
    [
      'the looks know better',
      { down: { [A]: 90 }, circuits: [circuit(A, 'closed', 5)] },
      '1 since 90 past 0:down: degraded',
    ],
    ['slow is well enough', { slow: A }, '0 since ever: degraded', 'degraded'],
    ['both', { circuits: [circuit(A, 'open', 1), circuit(B, 'open', 2)] }, 'nobody since ever: failing'],
    ['the second alone', { circuits: [circuit(B, 'open', 2)] }, '0 since ever: healthy'],
    ['of another list', { circuits: [circuit(CORP, 'open', 2)] }, '0 since ever: healthy'],
    ['another ailment is not hidden', {}, '0 since ever: failing', 'failing'],
    ['a barrier', { list: `${CORP},${A}`, circuits: [circuit(CORP, 'open', 1)] }, 'nobody since ever: failing'],
    ['before a barrier', { list: `${A},${CORP}`, circuits: [circuit(A, 'open', 1)] }, 'nobody since ever: failing'],
    ['“|” after it', { list: `${CORP}|${A}`, circuits: [circuit(CORP, 'open', 1)] }, '1 since 1 past 0:open: degraded'],
    ['chosen', { chosen: { front: 1, isHeld: false } }, '1 since 500: healthy'],
    [
      'chosen while the first is down',
      { chosen: { front: 1, isHeld: false }, down: { [A]: 90 } },
      '1 since 500 past 0:down: degraded',
    ],
    [
      'chosen, and broken',
      { chosen: { front: 1, isHeld: false }, circuits: [circuit(B, 'open', 600)] },
      '0 since 600 past 1:open: degraded',
    ],
    ['held', { chosen: { front: 0, isHeld: true }, circuits: [circuit(B, 'open', 1)] }, '0 since 500: healthy'],
    [
      'held, and broken',
      { chosen: { front: 0, isHeld: true }, circuits: [circuit(A, 'open', 600)] },
      'nobody since ever: failing',
    ],
  ];
  for (const [what, one, said, seen] of rows) it(what, () => assert.equal(told(one, seen), said));

  it('each that is not trusted is told with its cause', () => {
    const { doubtful } = passage({ circuits: [circuit(B, 'open', 2)], down: { [A]: 90 } });
    assert.deepEqual(
      doubtful.map(({ entry, state, since, cause }) => [entry.index, state, since, cause?.code]),
      [
        [0, 'down', 90, 'stall'],
        [1, 'open', 2, 'stall'],
      ],
    );
  });
});
