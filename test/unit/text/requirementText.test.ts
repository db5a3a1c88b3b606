/** The hover of a requirement as a user reads it: golden files; and the few words of lenses and of the language status. */
import assert from 'node:assert/strict';
import { redact } from '../../../src/base/redact.ts';
import { assess } from '../../../src/doctor/assess.ts';
import type {
  RequirementAnswer,
  RequirementFacts,
  RequirementReport,
  Unasked,
} from '../../../src/doctor/requirement/requirementReport.ts';
import { UNSEEN_SNAPSHOT, unknown } from '../../../src/doctor/watch/snapshot.ts';
import { FAILURE_CODES } from '../../../src/failures/code.ts';
import type { Entry } from '../../../src/goproxy/list/list.ts';
import { requirementMarkdown } from '../../../src/text/report/modules/requirementMarkdown.ts';
import { languageStatusDetail, languageStatusLabel } from '../../../src/text/words/editor/languageStatusText.ts';
import { shortFailure } from '../../../src/text/words/failure/shortFailure.ts';
import { listOf } from '../doctor/question.ts';
import { examinationOf } from './examinations.ts';
import { assertGolden } from './golden.ts';

const LIST = listOf('https://me:s3cr3t@corp.example/go,https://goproxy.cn|direct').entries;
const FETCHED = { module: 'example.com/lib', version: 'v1.2.3' };
const REQUIREMENT = { ...FETCHED, indirect: false, line: 5 };
const FACTS: RequirementFacts = {
  requirement: REQUIREMENT,
  replacement: null,
  fetched: FETCHED,
  taken: null,
  isPrivate: false,
  sums: { zip: true, mod: true, database: { kind: 'asked', name: 'sum.golang.org' } },
};
const NOT_FOUND = { code: 'not-found', detail: '404', phase: 'first-byte' } as const;
const SERVED: RequirementAnswer = {
  steps: [
    { entry: 0, result: 'not-found', cause: NOT_FOUND },
    { entry: 1, result: 'served', cause: null },
  ],
  servedBy: 1,
  isLate: false,
  time: '2024-01-02T03:04:05Z',
  latest: { version: 'v1.4.0', time: '2025-06-07T08:09:10Z', entry: 1 },
};

interface Told {
  readonly facts?: Partial<RequirementFacts>;
  readonly answer?: Partial<RequirementAnswer> | null;
  readonly more?: Partial<RequirementReport>;
}

const reportOf = ({ facts, answer = {}, more }: Told): RequirementReport => ({
  facts: { ...FACTS, ...facts },
  entries: LIST,
  answer: answer === null ? null : { ...SERVED, ...answer },
  unasked: null,
  look: null,
  withdrawn: [],
  ...more,
});

const failing = (entry: number, result: 'error' | 'hang', cause: RequirementAnswer['steps'][number]['cause']) => ({
  answer: { steps: [{ entry, result, cause }], servedBy: null, time: null, latest: null },
});
const replacement = { old: 'example.com/lib', oldVersion: null, new: '../lib', newVersion: null, line: 9 };
const fork = { ...replacement, new: 'fork.test', newVersion: 'v1.9.0' };
const look = (entry: Entry | undefined) => ({ servedBy: entry ?? null, at: new Date(2026, 10, 30, 12).getTime() });
const unasked = (reason: Unasked) => ({ answer: null, more: { unasked: reason, look: look(LIST[1]) } });
const sums = (zip: boolean, mod: boolean, kind: 'covered' | 'off' | 'unusable' | null): Told => ({
  facts: { sums: { zip, mod, database: kind === null ? { kind: 'asked', name: 'sum.golang.org' } : { kind } } },
});
const withdrawn = (detail: string, facts: Record<string, string>) =>
  ({ code: 'withdrawn', detail, severity: 'warning', module: FETCHED.module, facts }) as const;

const CASES: Readonly<Record<string, Told>> = {
  served: {},
  'served, and the latest': { answer: { latest: { version: 'v1.2.3', time: '2024-01-02T03:04:05Z', entry: 1 } } },
  'served, and no more said': { answer: { time: null, latest: null } },
  'the latest without a time': { answer: { latest: { version: 'v1.4.0', time: null, entry: 1 } } },
  direct: { answer: { steps: [{ entry: 2, result: 'served', cause: null }], time: null, latest: null } },
  refused: failing(0, 'error', { code: 'refused', detail: null, phase: 'connect' }),
  silent: failing(0, 'hang', { code: 'stall', detail: 'no-headers', phase: 'first-byte' }),
  late: { answer: { ...failing(1, 'hang', null).answer, isLate: true } },
  'a folder': { facts: { replacement, fetched: null, taken: 'replacement' }, answer: null },
  'a fork': { facts: { replacement: fork, fetched: { module: 'fork.test', version: 'v1.9.0' } } },
  workspace: { facts: { fetched: null, taken: 'workspace' }, answer: null },
  vendor: { facts: { fetched: null, taken: 'vendor' }, answer: null },
  private: { facts: { isPrivate: true, ...sums(false, true, 'covered').facts }, answer: null },
  'no list': { answer: null, more: { entries: null } },
  untrusted: unasked('untrusted'),
  exposed: unasked('exposed'),
  paused: unasked('paused'),
  metered: unasked('metered'),
  offline: { answer: null, more: { unasked: 'offline' } },
  'no hash': sums(false, false, null),
  'the hash of go.mod alone': sums(false, true, null),
  'the hash of the archive alone': sums(true, false, null),
  'no hash, GOSUMDB off': sums(false, false, 'off'),
  'no hash, GOSUMDB unusable': sums(false, false, 'unusable'),
  withdrawn: {
    more: {
      withdrawn: [
        withdrawn('retracted', { ...FETCHED, reason: 'loses data' }),
        withdrawn('deprecated', { module: FETCHED.module, reason: 'use example.com/lib/v2' }),
      ],
    },
  },
  hostile: {
    facts: {
      replacement: { ...replacement, new: '../[x](command:evil) <img src=x>\n# **' },
      fetched: null,
      taken: 'replacement',
    },
    answer: null,
    more: {
      withdrawn: [withdrawn('retracted', { ...FETCHED, reason: '[go](command:evil)\u202e https://u:s3cr3t@h.test' })],
    },
  },
};

describe('a requirement, in words', () => {
  const all = () =>
    Object.entries(CASES).map(([name, told]) => `## ${name}\n\n${redact(requirementMarkdown(reportOf(told)))}\n`);

  it('of each kind', () => {
    assertGolden(
      'requirement.md',
      all()
        .join('\n')
        .replace(/\d\d\\:\d\d\\:\d\d/g, 'HH:MM:SS'),
    );
  });

  it('without a secret, and with no link but ours', () => {
    const text = all().join('\n');
    assert.ok(!text.includes('s3cr3t'));
    assert.doesNotMatch(text, /(?<!\\)\]\(|<img/);
  });
});

describe('a lens', () => {
  it('has few words for every failure', () => {
    for (const code of FAILURE_CODES) assert.ok(shortFailure({ code, detail: null }).length <= 30, code);
    assert.equal(shortFailure({ code: 'withdrawn', detail: 'retracted' }), 'retracted');
    assert.equal(shortFailure({ code: 'server-error', detail: null }), 'server error');
    assert.equal(shortFailure(null), 'failing');
  });
});

describe('the language status', () => {
  const snapshotOf = async (name: string) => {
    const examination = await examinationOf(name);
    return { ...UNSEEN_SNAPSHOT, state: assess(examination), examination };
  };
  const label = async (name: string) => languageStatusLabel(await snapshotOf(name));
  const detail = async (name: string) => languageStatusDetail(await snapshotOf(name));

  it('tells through whom modules come, or what keeps them away', async () => {
    assert.deepEqual(
      [languageStatusLabel(UNSEEN_SNAPSHOT), languageStatusLabel(unknown('offline'))],
      ['Modules: looking…', 'Modules: not known'],
    );
    assert.equal(await label('stall'), 'Modules: no answer');
    assert.equal(await label('off'), 'Modules: off');
    assert.equal(await label('direct'), 'Modules: direct');
    assert.equal(await label('healthy'), 'Modules: mirror-a.example');
    assert.equal(await label('degraded'), 'Modules: goproxy.cn');
  });

  it('adds who is at fault, or which entry serves in its place, and nothing else: it has one line', async () => {
    assert.equal(await detail('stall'), 'mirror-a.example');
    assert.equal(await detail('degraded'), '2nd entry of GOPROXY');
    for (const name of ['off', 'direct', 'healthy']) assert.equal(await detail(name), '');
    assert.equal(languageStatusDetail(UNSEEN_SNAPSHOT), '');
  });
});
