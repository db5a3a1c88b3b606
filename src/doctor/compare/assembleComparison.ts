/** From measurements to the comparison: each mirror held against what is known, and against the others; then ranked. Pure. */
import type { SampleModule } from '../../goproxy/module/sample.ts';
import { type MeasuredModule, type Measurement, UNMEASURED } from '../../integrity/measure/measureQuestion.ts';
import type { MirrorTarget } from './chooseTargets.ts';
import type { Comparison } from './comparison.ts';
import { judgeMirror } from './judgeMirror.ts';
import { rankMirrors } from './rankMirrors.ts';
import type { KnownModule } from './wellKnown.ts';
import { knownSums, newestOf } from './yardstick.ts';

/** What the judgement needs beside the measurements. */
export interface Asked {
  /** What each target is asked for. */
  readonly asked: readonly (readonly MeasuredModule[])[];
  readonly vouched: readonly KnownModule[];
  /** Those that the user named. */
  readonly modules: readonly SampleModule[];
  /** The checksum database that is asked for through each; null where none is. */
  readonly sumdb: string | null;
  readonly scope: Comparison['scope'];
  readonly ms: number;
}

/** `measurements`: one a target, as far as they have come. */
export function assembleComparison(
  targets: readonly MirrorTarget[],
  measurements: readonly Measurement[],
  { asked, vouched, modules: wanted, sumdb, scope, ms }: Asked,
): Comparison {
  const modules = distinct(asked.flat());
  const known = knownSums(modules, vouched, measurements);
  const judge = (newest: string | null) =>
    targets.map((target, at) => judgeMirror(target, measurements[at] ?? UNMEASURED, { known, newest, sumdb }));
  const first = judge(null);
  // Lists are held against each other where they speak of the same module, and by mirrors alone whose content is true.
  const [subject] = modules;
  const isSame = (at: number) => asked[at]?.[0]?.module === subject?.module;
  const newest = newestOf(first.map((one, at) => (one.grade === 'right' && isSame(at) ? one.newest : null)));
  const second = newest === null ? first : judge(newest);
  const mirrors = second.map((one, at) => ({
    ...(isSame(at) ? one : (first[at] ?? one)),
    withheld: wanted.filter(
      ({ module, version }) => !asked[at]?.some((other) => other.module === module && other.version === version),
    ),
  }));
  const bytes = measurements.flatMap(({ evidence }) => evidence).reduce((sum, { exchange }) => sum + exchange.bytes, 0);
  return { mirrors, ranking: rankMirrors(mirrors), modules, scope, bytes, ms };
}

function distinct(modules: readonly SampleModule[]): readonly SampleModule[] {
  const byName = new Map(modules.map(({ module, version }) => [`${module}@${version}`, { module, version }]));
  return [...byName.values()];
}
