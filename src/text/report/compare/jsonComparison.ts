/** The JSON of `compare`: entries as everywhere, with their figures, and their numbers in the order of preference. */
import { bytesPerSecond, type ComparedMirror, type Comparison } from '../../../doctor/compare/comparison.ts';
import { jsonEntry, rounded } from '../examination/jsonReport.ts';
import { SCHEMA } from '../schema.ts';

export function jsonComparison({ mirrors, ranking, modules, bytes, ms }: Comparison): object {
  return {
    schema: SCHEMA,
    modules: modules.map(({ module, version }) => `${module}@${version}`),
    entries: mirrors.map(entryOf),
    ranking,
    bytes,
    ms: rounded(ms),
  };
}

function entryOf(mirror: ComparedMirror): object {
  const { name, source, grade, about, latency, throughput, newest, withheld } = mirror;
  return {
    ...jsonEntry(mirror),
    name,
    source,
    grade,
    about,
    latency:
      latency === null
        ? null
        : { fresh: roundedOrNull(latency.fresh), reused: roundedOrNull(latency.reused), samples: latency.samples },
    throughput:
      throughput === null
        ? null
        : {
            bytes: throughput.bytes,
            ms: rounded(throughput.ms),
            bytesPerSecond: bytesPerSecond(throughput),
            complete: throughput.complete,
          },
    newest,
    withheld: withheld.map(({ module, version }) => `${module}@${version}`),
  };
}

function roundedOrNull(ms: number | null): number | null {
  return ms === null ? null : rounded(ms);
}
