/** Mirrors side by side: the model that the table, the quick pick and the JSON are drawn from. */
import type { SampleModule } from '../../goproxy/module/sample.ts';
import type { EntryExamination } from '../list/listExamination.ts';

/**
 * `right`: all that was asked for came, and its content is known to be true. `lacking`: what came is right, and not all came: the list of
 * versions is missing or old, a module is not there, an archive did not arrive in time, the checksum database is offered in vain.
 * `wrong`: something is wrong, or nobody answers.
 */
export type Grade = 'right' | 'lacking' | 'wrong';

/** Median ms from asking for a small file to the first byte of its answer. */
export interface Latency {
  /** Look-up, connection and TLS included; null where that was seen nowhere. */
  readonly fresh: number | null;
  /** On a connection that stands; null where the mirror keeps none. */
  readonly reused: number | null;
  readonly samples: number;
}

/** How fast archives come, from asking on a standing connection to the last byte. */
export interface Throughput {
  /** On the wire. */
  readonly bytes: number;
  readonly ms: number;
  /** False where time ran out first. */
  readonly complete: boolean;
}

export function bytesPerSecond({ bytes, ms }: Throughput): number {
  return Math.round((bytes * 1000) / Math.max(ms, 0.1));
}

/** Where a mirror comes from: the call, the user's list, the toolchain's or the user's mirrors, or our table. */
export type MirrorSource = 'named' | 'list' | 'known' | 'built-in';

export interface ComparedMirror extends EntryExamination {
  /** Of our table; null for others. */
  readonly name: string | null;
  readonly source: MirrorSource;
  /** Its number in the list in force; null where it is not in it. */
  readonly place: number | null;
  readonly isPublic: boolean;
  readonly grade: Grade;
  /** The module that `failure` is about, as `M@V`; null where it is about none. */
  readonly about: string | null;
  readonly latency: Latency | null;
  readonly throughput: Throughput | null;
  /** The newest release that it lists of the first module. */
  readonly newest: string | null;
  /** Private modules that it was not asked for, being public. */
  readonly withheld: readonly SampleModule[];
  /** Nothing more is to come. */
  readonly done: boolean;
}

export interface Comparison {
  readonly mirrors: readonly ComparedMirror[];
  /** Numbers of mirrors, the best first. */
  readonly ranking: readonly number[];
  /** What they were asked for. */
  readonly modules: readonly SampleModule[];
  /** Whose list `place` is about: this folder's own, or that of the user. */
  readonly scope: 'user' | 'workspace';
  /** Read and written on the wire, by all of them together. */
  readonly bytes: number;
  readonly ms: number;
}

/** Reports whether all that was asked of it came, whole, and is right. An archive beyond our cap is not read whole. */
export function isProved({ grade, done, throughput }: Pick<ComparedMirror, 'grade' | 'done' | 'throughput'>): boolean {
  return grade === 'right' && done && throughput?.complete !== false;
}

/** Returns the best mirror, where it is one to rely on. */
export function bestOf({ mirrors, ranking }: Pick<Comparison, 'mirrors' | 'ranking'>): ComparedMirror | null {
  const best = mirrors[ranking[0] ?? -1];
  return best !== undefined && isProved(best) ? best : null;
}

/** Reports whether putting `mirror` first names modules to the public that only a private entry of the list was asked for so far. */
export function exposesMore({ mirrors }: Pick<Comparison, 'mirrors'>, mirror: ComparedMirror): boolean {
  const before = mirror.place ?? Number.POSITIVE_INFINITY;
  return mirror.isPublic && mirrors.some(({ place, isPublic }) => place !== null && place < before && !isPublic);
}
