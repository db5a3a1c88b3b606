/** Which hosts are looked at, when and for how long: by a clock turned by hand. */
import assert from 'node:assert/strict';
import type { EntryExamination } from '../../../../src/doctor/list/listExamination.ts';
import { HostWatch } from '../../../../src/doctor/network/hostWatch.ts';
import type { ProbeFailure } from '../../../../src/failures/classifyEvidence.ts';
import type { UrlEntry } from '../../../../src/goproxy/list/list.ts';
import type { HostQuestion } from '../../../../src/net/host/hostEvidence.ts';
import { NO_NAMES, NOTHING_THERE } from '../../../support/hostEvidence.ts';
import { ManualClock } from '../../../support/manualClock.ts';
import { evidenceOf, faulty, status } from '../../failures/evidence.ts';
import { drive } from '../fakeProber.ts';
import { listOf } from '../question.ts';

const TIMEOUT = 5_000;
const LOST: ProbeFailure = { code: 'dns', detail: 'dns-timeout', phase: 'lookup' };
const SLOW: ProbeFailure = { code: 'slow', detail: 'latency', phase: null };

/** Looks last as long as `slowness` says, at most to their deadline. */
function watching(list: string, slowness: Readonly<Record<string, number>> = {}, environment = {}) {
  const clock = new ManualClock();
  const looks: HostQuestion[] = [];
  const sweep = {
    askEntry: () => assert.fail(),
    askDirect: () => assert.fail(),
    examineHost: (question: HostQuestion) => {
      looks.push(question);
      const ms = Math.min(slowness[question.host] ?? 1, question.deadline);
      return new Promise<typeof NOTHING_THERE>((resolve) => {
        clock.after(ms, () => resolve({ ...NOTHING_THERE, names: { ...NO_NAMES, host: question.host, ms } }));
      });
    },
    dispose: () => undefined,
  };
  const entries = listOf(list).entries.filter((entry): entry is UrlEntry => entry.kind === 'url');
  const question = {
    entries,
    timeout: TIMEOUT,
    resolver: null,
    fetchIssuers: false,
    environment,
    goHasCgo: Promise.resolve(false),
  };
  const watch = new HostWatch(question, sweep, clock, new AbortController().signal);
  const seen = (...failures: readonly (ProbeFailure | null)[]) =>
    drive(watch.seen(entries.map((entry, at) => examined(entry, failures[at] ?? null))), clock);
  return {
    watch,
    clock,
    looks,
    seen,
    asked: async () => {
      // What is known of go is waited for first.
      await new Promise((resolve) => setImmediate(resolve));
      return looks.map(({ host, deadline }) => `${host} ${deadline}`);
    },
  };
}

function examined(entry: UrlEntry, failure: ProbeFailure | null): EntryExamination {
  return { entry, evidence: [], failure, telling: null, sumdb: null, action: 'serves', goWaits: 0 };
}

describe('HostWatch', () => {
  it('glances at every host at the start, once at each', async () => {
    const { watch, looks, asked } = watching(
      'https://a.test,https://a.test/second,http://a.test:80,https://b.test,direct',
    );
    assert.deepEqual(await asked(), ['a.test 2000', 'a.test 2000', 'b.test 2000']);
    assert.deepEqual(
      looks.map(({ port, tls }) => [port, tls]),
      [
        [443, true],
        [80, false],
        [443, true],
      ],
    );
    watch.dispose();
  });

  it('leaves alone what go reaches through a forward proxy, files, addresses, and the end of a long list', async () => {
    assert.deepEqual(await watching('https://a.test', {}, { HTTPS_PROXY: 'http://proxy.test' }).asked(), []);
    assert.deepEqual(await watching('file:///a').asked(), []);
    assert.deepEqual(await watching('http://127.0.0.1:8080,https://[::1]').asked(), []);
    const long = Array.from({ length: 40 }, (_, at) => `https://m${at}.test`).join();
    assert.equal((await watching(long).asked()).length, 16);
  });

  it('looks at what fails behind a forward proxy, through that proxy', async () => {
    const environment = { HTTPS_PROXY: 'http://proxy.test' };
    const { watch, clock, looks, asked } = watching('https://a.test,https://b.test', {}, environment);
    await clock.advance(2_000);
    watch.answered(0, [evidenceOf('info', faulty('tls', 'tls', 'x509-unknown-authority'))]);
    watch.answered(1, [evidenceOf('info', faulty('forward-proxy', 'connect', 'proxy-auth'))]);
    assert.deepEqual(await asked(), ['a.test 3000']);
    assert.equal(looks[0]?.forwardProxy, 'http://proxy.test');
  });

  it('waits for a silent name server under an entry that serves, and no longer than the glance', async () => {
    const well = watching('https://a.test');
    const { value, ms } = await well.seen(null);
    assert.deepEqual([value.get(0)?.names?.host, ms], ['a.test', 1]);
    const odd = watching('https://a.test,https://b.test', { 'a.test': 9_000 });
    assert.equal((await odd.seen(null, null)).ms, 2_000);
  });

  it('looks for as long as an entry has that failed, and shows that look instead', async () => {
    const { watch, clock, seen, asked } = watching('https://a.test,https://b.test', { 'a.test': 3_000 });
    await clock.advance(100);
    watch.answered(0, [evidenceOf('info', faulty('no-such-host', 'lookup'))]);
    watch.answered(1, [evidenceOf('info', status(200))]);
    assert.deepEqual(await asked(), ['a.test 2000', 'b.test 2000', 'a.test 4900']);
    const { value, ms } = await seen(LOST, null);
    assert.deepEqual([value.get(0)?.names?.ms, value.get(1)?.names?.ms, ms], [3_000, 1, 3_000]);
  });

  it('looks closely at what has said nothing for a while, and does not judge what is slow by a glance', async () => {
    const { watch, clock, seen, asked } = watching('https://a.test,https://b.test');
    watch.answered(1, [evidenceOf('info', status(200))]);
    await clock.advance(1_500);
    assert.deepEqual(await asked(), ['a.test 2000', 'b.test 2000', 'a.test 3500']);
    const { value } = await seen(SLOW, SLOW);
    assert.deepEqual([...value.keys()], [0]);
  });
});
