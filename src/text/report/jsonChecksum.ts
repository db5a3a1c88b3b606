/** The JSON of `checksum`. */
import type { Triage } from '../../integrity/triage/triage.ts';
import { SCHEMA } from './schema.ts';

export function jsonChecksum({ subject, sources, verdict, difference }: Triage): object {
  const files = difference?.files.map(({ texts: _, ...told }) => told);
  const { agree, culprit, odd, truth, compared } = verdict;
  return {
    schema: SCHEMA,
    module: subject.module,
    version: subject.version,
    sources: sources.map(({ words: _, ...told }) => told),
    verdict: { agree, culprit, odd, basis: truth.basis, compared },
    difference: difference === null ? null : { ...difference, files },
  };
}
