/** The order of mirrors: validity first, then latency, then throughput. Pure. */
import { type ComparedMirror, isProved, type Latency } from './comparison.ts';

type Ranked = Pick<ComparedMirror, 'grade' | 'done' | 'evidence' | 'latency' | 'throughput'>;

/** Returns their numbers, the best first; those that cannot be told apart in the order given. */
export function rankMirrors(mirrors: readonly Ranked[]): number[] {
  const keys = mirrors.map(keyOf);
  return [...mirrors.keys()].sort((a, b) => {
    const [left = [], right = []] = [keys[a], keys[b]];
    const at = left.findIndex((value, index) => value !== right[index]);
    return at < 0 ? a - b : (left[at] ?? 0) - (right[at] ?? 0);
  });
}

/** Less is better, the first difference decides. */
function keyOf(mirror: Ranked): readonly number[] {
  const latency = latencyOf(mirror.latency);
  return [standing(mirror), step(latency), -rateOf(mirror), latency];
}

/** What is not proved yet stands behind what is, and before what has failed; of those that lack something, who sent an archive is first. */
function standing(mirror: Ranked): number {
  const { grade, evidence, throughput } = mirror;
  if (grade === 'wrong') return 5;
  if (grade === 'lacking') return throughput === null ? 4 : 3;
  return isProved(mirror) ? 0 : evidence.length > 0 ? 1 : 2;
}

/** Most requests of a go command go over a connection that stands. */
export function latencyOf(latency: Latency | null): number {
  return latency?.reused ?? latency?.fresh ?? Number.MAX_VALUE;
}

/** Latencies less than a factor of about 1.4 apart may come in the other order the next time: then throughput decides. */
function step(ms: number): number {
  return Math.floor(2 * Math.log2(Math.max(ms, SAME)));
}

/** ms below which nobody notices. */
const SAME = 8;

/** Bytes a ms. */
export function rateOf({ throughput }: Pick<ComparedMirror, 'throughput'>): number {
  return throughput === null || throughput.ms <= 0 ? 0 : throughput.bytes / throughput.ms;
}
