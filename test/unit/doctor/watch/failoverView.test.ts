/** The list over time, through the monitor: which entry should be in front, what would have to be changed, what looking costs. */
import assert from 'node:assert/strict';
import { examined, type Fare } from '../../../support/examinations.ts';
import { listOf } from '../question.ts';
import { WatchBench } from './watchBench.ts';

const [A, B, C] = ['https://a.test', 'https://b.test', 'https://c.test'];
const OWN = `${A},${B}|${C},direct`;
const PUBLIC = [A, B, C] as string[];

/** Looks at `OWN` for so many seconds, in which its entries fare as `fares` say. */
async function watched(seconds: number, fares: (second: number) => readonly Fare[], publicMirrors = PUBLIC) {
  const bench = new WatchBench();
  bench.seeAt = (ms) => examined(OWN, fares(ms / 1000), publicMirrors);
  bench.monitor.invalidate();
  await bench.clock.advance(seconds * 1000);
  return bench;
}

const health = ({ monitor }: WatchBench) => monitor.snapshot.health;

describe('the list over time', () => {
  it('tells of each entry its state, since when, and the last hour’s figures', async () => {
    const bench = await watched(60, () => ['failing', 'healthy', 'slow']);
    const told = health(bench)?.entries.map(({ entry, health, hour }) => [
      entry.index,
      health.state,
      health.cause?.code ?? null,
      hour.errorRate,
    ]);
    assert.deepEqual(told, [
      [0, 'down', 'server-error', 1],
      [1, 'up', null, 0],
      [2, 'degraded', 'slow', 0],
    ]);
    const [first, second] = health(bench)?.entries ?? [];
    assert.equal(bench.clock.now() - (first?.health.since ?? 0), 60_000 - 9_500);
    assert.ok((second?.hour.p50 ?? 0) < 15);
    assert.equal(first?.lastFailure?.code, 'server-error');
    assert.equal(health(bench)?.incidents.length, 1);
    assert.equal(health(bench)?.incidents[0]?.entry, 0);
  });

  it('tells of what the relay passes by, also where that was told before the list was looked at', async () => {
    const bench = new WatchBench();
    bench.seeAt = () => examined(OWN, ['healthy', 'healthy', 'healthy'], PUBLIC);
    const cause = { code: 'stall', detail: 'no-headers' } as const;
    const tell = (url: string) => bench.lookout.relayed(new Map([[url, { state: 'open', since: 1, cause }]]));
    const told = () => health(bench)?.incidents.map(({ entry, done }) => [entry, done[0]?.deed]);
    await tell(A);
    bench.monitor.invalidate();
    await bench.clock.advance(1_000);
    assert.deepEqual(told(), [[0, 'relayed']]);
    await tell(B);
    bench.monitor.hasten();
    await bench.clock.advance(1_000);
    assert.deepEqual(told(), [
      [1, 'relayed'],
      [0, 'relayed'],
    ]);
  });

  it('says which list it should be now, why and since when, and the user’s own again when that is well', async () => {
    const bench = await watched(60, (second) => [second < 300 ? 'failing' : 'healthy', 'healthy', 'healthy']);
    const left = health(bench)?.failover;
    assert.deepEqual(
      [left?.own, left?.wanted, left?.front, left?.cause?.code],
      [OWN, `${B}|${A},${C},direct`, 1, 'server-error'],
    );
    assert.equal((left?.since ?? 0) - Date.UTC(2026, 0, 1), 9_500);
    await bench.clock.advance(400_000);
    assert.equal(health(bench)?.failover?.wanted, OWN);
    assert.equal(health(bench)?.failover?.cause, null);
  });

  it('knows the user’s own list where another entry was put first in it', async () => {
    const bench = await watched(60, () => ['failing', 'healthy', 'healthy']);
    const wanted = health(bench)?.failover?.wanted ?? '';
    bench.own = () => listOf(OWN);
    bench.seeAt = (ms) =>
      examined(wanted, ms < 300_000 ? ['healthy', 'failing', 'healthy'] : ['healthy', 'healthy', 'healthy'], PUBLIC);
    bench.monitor.invalidate();
    await bench.clock.advance(60_000);
    const put = health(bench);
    assert.deepEqual([put?.failover?.own, put?.failover?.wanted], [OWN, wanted], 'nothing is to be changed');
    assert.deepEqual(
      put?.entries.map(({ entry, health }) => [entry.value, health.state]),
      [
        [B, 'up'],
        [A, 'down'],
        [C, 'up'],
      ],
      'what was known of them still is',
    );
    await bench.clock.advance(400_000);
    assert.equal(health(bench)?.failover?.wanted, OWN, 'it is to be put back');
    await bench.lookout.did('restored', 0);
    await bench.clock.advance(300_000);
    assert.deepEqual(
      health(bench)?.incidents.map(({ entry, done }) => [entry, done.map(({ deed }) => deed)]),
      [[1, ['restored']]],
      'by its number in the user’s own list; told by that in the present one',
    );
  });

  it('moves nothing where an entry is private', async () => {
    for (const publicMirrors of [[], [A], [B, C]] as string[][]) {
      const bench = await watched(600, () => ['failing', 'healthy', 'healthy'], publicMirrors);
      assert.equal(health(bench)?.failover?.cause ?? null, null, publicMirrors.join());
    }
  });

  it('a first entry that flaps every ten seconds for five minutes is left, and at most come back to', async () => {
    for (let phase = 0; phase < 20; phase += 1) {
      const fronts: string[] = [];
      const bench = new WatchBench();
      const flaps = (ms: number): Fare => (Math.floor(ms / 10_000 + phase / 10) % 2 === 0 ? 'healthy' : 'failing');
      bench.seeAt = (ms) => examined(OWN, [flaps(ms), 'healthy', 'healthy'], PUBLIC);
      bench.monitor.onDidChange((snapshot) => {
        const wanted = snapshot.health?.failover?.wanted ?? OWN;
        if (wanted !== (fronts.at(-1) ?? OWN)) fronts.push(wanted);
      });
      bench.monitor.invalidate();
      await bench.clock.advance(300_000);
      assert.ok(fronts.length <= 2, `phase ${phase}: ${fronts.join(' ')}`);
    }
  });

  it('notes what was done about an entry with its incident', async () => {
    const bench = await watched(60, () => ['failing', 'healthy', 'healthy']);
    await bench.lookout.did('suggested', 0);
    await bench.lookout.did('suggested', 7);
    await bench.clock.advance(30_000);
    assert.deepEqual(
      health(bench)?.incidents.map(({ done }) => done.map(({ deed }) => deed)),
      [['suggested']],
    );
  });

  it('looks no more when an hour’s requests are spent, but by hand, until there is room again', async () => {
    const fine = examined(OWN, ['healthy', 'healthy', 'healthy'], PUBLIC);
    const bench = await watched(60, () => ['failing', 'healthy', 'healthy']);
    const { caps, bytes = 0 } = health(bench)?.usage ?? {};
    await bench.monitor.accept(fine, bench.monitor.changes);
    assert.equal((health(bench)?.usage.bytes ?? 0) - bytes, 1_500);
    for (let requests = 0; requests < (caps?.requests ?? 0); requests += 3)
      await bench.monitor.accept(fine, bench.monitor.changes);
    const { looks } = bench;
    await bench.clock.advance(3_500_000);
    assert.equal(bench.looks, looks);
    await bench.clock.advance(400_000);
    assert.ok(bench.looks > looks);
  });
});
