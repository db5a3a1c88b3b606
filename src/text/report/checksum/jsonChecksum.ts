/** The JSON of `checksum`. */
import type { ChecksumExamination } from '../../../doctor/checksum/checksumExamination.ts';
import { checksumSentence } from '../../words/verdict/checksumSentence.ts';
import { jsonRemedy } from '../examination/jsonRemedy.ts';
import { SCHEMA } from '../schema.ts';

export function jsonChecksum(examination: ChecksumExamination): object {
  const { subject, sources, verdict, difference, code, remedies } = examination;
  const { agree, culprit, odd, truth, compared } = verdict;
  const files = difference?.files.map(({ texts: _, ...told }) => told);
  return {
    schema: SCHEMA,
    module: subject.module,
    version: subject.version,
    sources: sources.map(({ words: _, ...told }) => told),
    verdict: { agree, culprit, odd, basis: truth.basis, compared },
    code,
    message: checksumSentence(examination),
    difference: difference === null ? null : { ...difference, files },
    remedies: remedies.map(jsonRemedy),
  };
}
