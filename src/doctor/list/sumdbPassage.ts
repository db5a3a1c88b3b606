/** What an entry's answers say of the checksum database behind it. Pure. */
import { classifyEvidence, type ProbeFailure } from '../../failures/classifyEvidence.ts';
import type { RequestEvidence } from '../../goproxy/probe/evidence.ts';
import type { SumdbPassage } from './listExamination.ts';

/** Returns null where it was not asked for. */
export function sumdbPassage(name: string, evidence: readonly RequestEvidence[]): SumdbPassage | null {
  const supported = evidence.find(({ request }) => request.kind === 'sumdb-supported');
  if (supported === undefined) return null;
  const lookup = evidence.find(({ request }) => request.kind === 'sumdb-lookup');
  const refusal = classifyEvidence({ ...supported, problem: null });
  if (refusal !== null) {
    const isAbsent = refusal.code === 'not-found';
    const failure: ProbeFailure = { code: 'sumdb-unreachable', detail: refusal.code, phase: refusal.phase };
    return { name, supported: isAbsent ? false : null, failure: isAbsent ? null : failure, ms: supported.exchange.ms };
  }
  const failed = lookup === undefined ? null : classifyEvidence(lookup);
  return {
    name,
    supported: true,
    // go never asks the database directly once `supported` was answered with 200.
    failure: failed === null ? null : { code: 'sumdb-trap', detail: failed.code, phase: failed.phase },
    ms: (lookup ?? supported).exchange.ms,
  };
}
