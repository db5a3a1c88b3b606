/** Who is asked for a requirement, in which order, and how soon that ends. */
import assert from 'node:assert/strict';
import { askRequirement } from '../../../../src/doctor/requirement/askRequirement.ts';
import { DEADLINE, type RequirementAnswer } from '../../../../src/doctor/requirement/requirementReport.ts';
import type { ProbeFailure } from '../../../../src/failures/classifyEvidence.ts';
import type { Attempt } from '../../../../src/goproxy/list/walk.ts';
import type { AskedRequest } from '../../../../src/goproxy/probe/evidence.ts';
import { ManualClock } from '../../../support/manualClock.ts';
import { type Answer, drive, type FakeProber, fakeProber, type Script } from '../fakeProber.ts';
import { listOf } from '../question.ts';
import { always } from '../runList.ts';

const WANTED = { module: 'm.test/lib', version: 'v1.2.3' };
const INFO = 'm.test/lib/@v/v1.2.3.info';
const LATEST = 'm.test/lib/@latest';

type Dead = ReadonlyMap<number, Attempt<ProbeFailure>>;

async function ask(list: string, script: Script = {}, dead: Dead = new Map(), signal = new AbortController().signal) {
  const clock = new ManualClock();
  const prober = fakeProber(clock, script);
  const question = { list: listOf(list), wanted: WANTED, dead, environment: {}, credentials: new Map() };
  const { value, ms } = await drive(askRequirement(question, prober, clock, signal), clock);
  assert.equal(prober.open, 0, 'the sweep was not closed');
  return { value, ms, prober };
}

/** As a mirror that has the version, and says that `latest` is the newest. */
const serving =
  (latest: string, time: string | null = null) =>
  ({ kind }: AskedRequest): Answer =>
    kind === 'latest' ? { answers: latest, time } : { answers: WANTED.version, time: '2024-01-02T03:04:05Z' };

const asked = ({ asked }: FakeProber) =>
  asked.map(({ host, path }) => `${host} ${path === INFO ? 'info' : path === LATEST ? 'latest' : path}`);
const steps = ({ steps }: RequirementAnswer) =>
  steps.map(({ entry, result, cause }) => `${entry} ${result} ${cause?.code ?? '-'}`);

describe('a requirement: who is asked', () => {
  it('one entry for both, and nobody behind it', async () => {
    const { value, prober } = await ask('a.example,b.example|c.example', {
      'a.example': serving('v1.4.0', '2025-01-01T00:00:00Z'),
    });
    assert.deepEqual(asked(prober), ['a.example info', 'a.example latest']);
    assert.deepEqual(value, {
      steps: [{ entry: 0, result: 'served', cause: null }],
      servedBy: 0,
      isLate: false,
      time: '2024-01-02T03:04:05Z',
      latest: { version: 'v1.4.0', time: '2025-01-01T00:00:00Z', entry: 0 },
    });
  });

  it('as go goes on: after “not found” behind a comma, after any error behind a bar', async () => {
    const behindComma = await ask('a.example,b.example', { 'a.example': always(404), 'b.example': serving('v1.2.3') });
    assert.deepEqual(steps(behindComma.value), ['0 not-found not-found', '1 served -']);
    assert.deepEqual([behindComma.value.servedBy, behindComma.value.latest?.entry], [1, 1]);
    const barrier = await ask('a.example,b.example', { 'a.example': always(500) });
    assert.deepEqual(steps(barrier.value), ['0 error server-error']);
    assert.deepEqual(barrier.prober.modules('b.example'), []);
    assert.equal(barrier.value.servedBy, null);
    const behindBar = await ask('a.example|b.example', { 'a.example': always(500), 'b.example': serving('v1.2.3') });
    assert.deepEqual(steps(behindBar.value), ['0 error server-error', '1 served -']);
  });

  it('the next one for the latest alone, where the one that serves knows none', async () => {
    const noLatest = ({ kind }: AskedRequest): Answer => (kind === 'latest' ? 404 : 200);
    const { value, prober } = await ask('a.example,b.example', {
      'a.example': noLatest,
      'b.example': serving('v2.0.0'),
    });
    assert.deepEqual(asked(prober), ['a.example info', 'a.example latest', 'b.example latest']);
    assert.deepEqual([value.servedBy, value.latest], [0, { version: 'v2.0.0', time: null, entry: 1 }]);
  });

  it('neither a repository, nor what stands behind `off`', async () => {
    const direct = await ask('a.example,direct', { 'a.example': always(404) });
    assert.deepEqual(steps(direct.value), ['0 not-found not-found', '1 served -']);
    assert.deepEqual([direct.value.latest, direct.prober.modules('direct')], [null, []]);
    const off = await ask('off,a.example');
    assert.deepEqual([steps(off.value), off.prober.asked.length], [['0 not-found goproxy-off'], 0]);
  });

  it('no entry that the look has found dead', async () => {
    const refused: Dead = new Map([
      [0, { result: 'error', cause: { code: 'refused', detail: null, phase: 'connect' } }],
    ]);
    const { value, prober } = await ask('a.example|b.example', { 'b.example': serving('v1.2.3') }, refused);
    assert.deepEqual(steps(value), ['0 error refused', '1 served -']);
    assert.deepEqual(prober.modules('a.example'), []);
  });
});

describe('a requirement: how soon it ends', () => {
  it('within its time, whatever is silent', async () => {
    for (const list of ['a.example', 'a.example,b.example', 'a.example|b.example|c.example']) {
      const { value, ms } = await ask(list, { 'a.example': always('silent') });
      assert.ok(ms <= DEADLINE, `${list}: ${ms}`);
      assert.deepEqual(steps(value), ['0 hang stall']);
      assert.equal(value.isLate, false);
    }
  });

  it('without a word on an entry that had no time to speak of', async () => {
    const late = { exchange: { status: 404 }, ms: DEADLINE - 600 };
    const { value, ms } = await ask('a.example,b.example', {
      'a.example': always(late),
      'b.example': always('silent'),
    });
    assert.ok(ms <= DEADLINE, `${ms}`);
    assert.deepEqual([value.isLate, value.servedBy], [true, null]);
  });

  it('at once when nobody waits any more', async () => {
    const controller = new AbortController();
    const asking = ask('a.example', { 'a.example': always('silent') }, new Map(), controller.signal);
    controller.abort(new Error('moved on'));
    await assert.rejects(asking, /moved on/);
  });

  it('knows the latest where only that came in time', async () => {
    const { value } = await ask('a.example', {
      'a.example': ({ kind }) => (kind === 'info' ? 404 : { answers: 'v1.9.0' }),
    });
    assert.deepEqual([value.servedBy, value.latest?.version], [null, 'v1.9.0']);
  });
});
