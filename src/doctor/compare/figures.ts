/** The figures in a measurement: how soon a mirror answers, and how fast it sends. Pure. */
import type { RequestEvidence } from '../../goproxy/probe/evidence.ts';
import type { Latency, Throughput } from './comparison.ts';

/** Null where nothing was answered. */
export function latencyIn(evidence: readonly RequestEvidence[]): Latency | null {
  const answered = evidence.filter(
    ({ request, exchange }) => request.kind !== 'zip' && exchange.status !== null && exchange.fault === null,
  );
  if (answered.length === 0) return null;
  const times = (isFresh: boolean) =>
    answered
      .filter(({ exchange }) => (exchange.phases.connect !== null) === isFresh)
      .map(({ exchange }) => exchange.ms - (exchange.phases.body ?? 0));
  return { fresh: median(times(true)), reused: median(times(false)), samples: answered.length };
}

/** Null where no archive came, or began to. */
export function throughputIn(evidence: readonly RequestEvidence[]): Throughput | null {
  const archives = evidence.filter(
    ({ request, exchange, problem }) => request.kind === 'zip' && exchange.status === 200 && problem === null,
  );
  if (archives.length === 0) return null;
  const sum = (figure: (one: RequestEvidence) => number) => archives.reduce((all, one) => all + figure(one), 0);
  return {
    bytes: sum(({ exchange }) => exchange.bytes),
    ms: sum(({ exchange: { ms, phases } }) => ms - (phases.lookup ?? 0) - (phases.connect ?? 0) - (phases.tls ?? 0)),
    complete: archives.every(({ exchange }) => exchange.bodyComplete),
  };
}

function median(times: readonly number[]): number | null {
  const sorted = [...times].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[Math.max(0, sorted.length % 2 === 0 ? middle - 1 : middle)], sorted[middle]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
