/** How long a sweep takes, whom it convicts for want of time, and how it ends when nobody waits any more. */
import assert from 'node:assert/strict';
import { examineList } from '../../../../src/doctor/list/examineList.ts';
import type { ListQuestion } from '../../../../src/doctor/list/listQuestion.ts';
import { WELL_KNOWN } from '../../../../src/goproxy/module/sample.ts';
import { ManualClock } from '../../../support/manualClock.ts';
import { drive, fakeProber, type Script } from '../fakeProber.ts';
import { questionOf, SAMPLE } from '../question.ts';
import { always, entryWords, forModule, runList, verdictWords } from '../runList.ts';

const M = SAMPLE.module;
const W = WELL_KNOWN.module;
const A = 'a.example';
const B = 'b.example';

describe('how long it takes', () => {
  /** Beyond the time-out of one entry. */
  const SLACK = 500;

  it('one time-out for many silent entries', async () => {
    const list = Array.from({ length: 20 }, (_, at) => `e${at}.example`);
    const script = Object.fromEntries(list.map((host) => [host, always('silent')]));
    for (const separator of [',', '|']) {
      const { ms } = await runList(list.join(separator), script);
      assert.ok(ms <= 5000 + SLACK, `${ms}`);
    }
  });

  it('one time-out where the walk comes to entry after entry', async () => {
    const list = Array.from({ length: 20 }, (_, at) => `e${at}.example`);
    const script = Object.fromEntries(
      list.map((host) => [host, always({ ...{ exchange: { status: 404 } }, ms: 400 })]),
    );
    const { ms } = await runList(list.join(','), script);
    assert.ok(ms <= 5000 + SLACK, `${ms}`);
  });

  it('one time-out where a later entry falls silent at the second question', async () => {
    const late = { exchange: { status: 404 }, ms: 1500 };
    const result = await runList('a.example,b.example', { [A]: always(late), [B]: forModule(M, 'silent') });
    assert.ok(result.ms <= 5000 + SLACK, `${result.ms}`);
    assert.equal(verdictWords(result), 'ok 1');
  });

  it('a later entry is not convicted for what it had no time for', async () => {
    const late = { exchange: { status: 404 }, ms: 1600 };
    const soon = { exchange: { status: 404 }, ms: 100 };
    const spared = await runList('a.example,b.example', { [A]: always(late), [B]: forModule(M, 'silent') });
    assert.deepEqual([verdictWords(spared), entryWords(spared)[1]], ['ok 1', 'serves -']);
    assert.ok(spared.value.entries[1]?.evidence.every(({ request }) => request.module === W));
    const convicted = await runList('a.example,b.example', { [A]: always(soon), [B]: forModule(M, 'silent') });
    assert.deepEqual([verdictWords(convicted), entryWords(convicted)[1]], ['stall 1 hangs', 'hangs stall']);
  });

  it('an entry that would not be had is not asked again', async () => {
    for (const answer of ['refused', 'silent', 429] as const) {
      const { prober } = await runList('a.example,b.example', { [A]: always(404), [B]: always(answer) });
      assert.equal(prober.asked.filter(({ host }) => host === B).length, 1, String(answer));
    }
  });

  it('direct gets a fair time, even where the entries took all of it', async () => {
    const script = { [A]: always({ exchange: { status: 404 }, ms: 1700 }), direct: always('silent') };
    const result = await runList('a.example,direct', script);
    assert.ok(result.ms > 5000 + SLACK && result.ms <= 5000 + 1600, `${result.ms}`);
    assert.equal(verdictWords(result), 'stall 1 hangs');
  });

  it('the stall of a body is bounded by the time-out', async () => {
    const { prober } = await runList('a.example', {}, { timeout: 800, environment: { HTTPS_PROXY: 'http://p' } });
    assert.deepEqual(prober.sweeps, [{ stall: 800, environment: { HTTPS_PROXY: 'http://p' } }]);
  });
});

describe('cancelling', () => {
  /** Where the first round, the second question, the direct look and a named module are under way. */
  const STAGES: readonly (readonly [
    name: string,
    at: number,
    list: string,
    script: Script,
    more: Partial<ListQuestion>,
  ])[] = [
    ['before it begins', -1, 'a.example', {}, {}],
    ['in the first round', 15, 'a.example,b.example', { [B]: always('silent') }, {}],
    ['at the second question', 45, 'a.example,b.example', { [A]: always(404), [B]: forModule(M, 'silent') }, {}],
    ['at direct', 45, 'a.example,direct', { [A]: always(404), direct: always('silent') }, {}],
    ['at a named module', 15, 'a.example', { [A]: always('silent') }, { named: [{ module: M, version: 'v1.0.0' }] }],
  ];
  for (const [name, at, list, script, more] of STAGES) {
    it(`${name} rejects with the reason and closes the sweep`, async () => {
      const clock = new ManualClock();
      const prober = fakeProber(clock, script);
      const controller = new AbortController();
      const reason = new Error('the user pressed Escape');
      if (at < 0) controller.abort(reason);
      else clock.after(at, () => controller.abort(reason));
      const work = examineList(questionOf(list, more), prober, clock, controller.signal);
      await assert.rejects(drive(work, clock), (error) => error === reason);
      assert.equal(prober.open, 0);
      assert.equal(clock.next, null, 'a timer is left');
    });
  }

  it('a lost prober rejects as well, heard once', async () => {
    const clock = new ManualClock();
    const prober = fakeProber(clock, { [A]: always(404) });
    const lost = new Error('the probe worker ended');
    const sweep = prober.sweep.bind(prober);
    prober.sweep = (options) => ({ ...sweep(options), askEntry: () => Promise.reject(lost) });
    const work = examineList(questionOf('a.example,b.example'), prober, clock, new AbortController().signal);
    await assert.rejects(drive(work, clock), (error) => error === lost);
  });
});
