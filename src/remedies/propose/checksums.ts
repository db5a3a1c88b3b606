/** What helps where hashes disagree: finding out who is wrong, then mending go.sum, and telling those who can mend the rest. Pure. */
import type { Remedy } from '../remedy.ts';
import type { RemedyContext, RemedyFailure } from '../remedyContext.ts';
import { adviceFor } from './adviceFor.ts';
import { advice, moduleOf } from './change.ts';
import { canonicalOf, mendLine } from './moduleFiles.ts';

/** Returns null where it has been found out. */
export function compareChecksums(failure: RemedyFailure): Remedy | null {
  const [module, version] = [moduleOf(failure), canonicalOf(failure)];
  if (module === null || version === null || (failure.triage ?? null) !== null) return null;
  const action = { kind: 'triage', module, version } as const;
  const command = `goproxy-doctor checksum ${module}@${version}`;
  return { ...advice('compare-checksums'), action, module, command };
}

/** Only what the database proves goes into go.sum. */
export function mendGosum(failure: RemedyFailure): Remedy | null {
  const { triage = null } = failure;
  const [module, version] = [moduleOf(failure), canonicalOf(failure)];
  if (triage === null || module === null || version === null || triage.proof === null) return null;
  const { zip = null, mod = null } = triage.expected ?? {};
  if (zip === null || mod === null || triage.sums.length === 0) return null;
  const mend = { files: triage.sums, module, version, zip, mod, goproxy: triage.source };
  const command = mendLine(module, version);
  return { ...advice('mend-gosum'), action: { kind: 'mend-sums', mend }, module, command, undo: 'goproxy-doctor undo' };
}

/** For the operator of what sends other bytes; without a triage it is not known who that is. */
export function reportMirror(failure: RemedyFailure, context: RemedyContext): Remedy | null {
  const said = adviceFor('report-mirror', failure, context);
  // Who signs two trees is to be told, with the two notes of the report.
  if (said === null || (failure.triage ?? null) === null || failure.code === 'sumdb-forked') return said;
  if (failure.triage?.odd.has('mirror') !== true) return null;
  // Where several do, no one host is meant.
  return report('mirror', failure.triage.sent.length > 1 ? { ...said, host: '' } : said, failure);
}

/** The author has moved a tag, or is the only one who can say which hash is right. */
export function askAuthor(failure: RemedyFailure): Remedy | null {
  const { triage = null } = failure;
  if (triage === null || triage.sent.length === 0) return null;
  const isMoved = triage.odd.has('direct');
  return isMoved || triage.expected === null ? report('author', advice('ask-author'), failure) : null;
}

function report(to: 'mirror' | 'author', said: Remedy, failure: RemedyFailure): Remedy | null {
  const { triage = null } = failure;
  const [module, version] = [moduleOf(failure), canonicalOf(failure)];
  if (triage === null || module === null || version === null) return null;
  const { expected, proof, sent } = triage;
  const action = { kind: 'report', report: { to, module, version, expected, proof, sent } } as const;
  return { ...said, action, module, command: `goproxy-doctor checksum ${module}@${version} --markdown` };
}
