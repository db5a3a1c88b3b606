/** Whether an incident's cause is seen to be gone. Pure. */
import type { FailureCode } from '../../failures/code.ts';
import type { Examination } from '../examination.ts';
import { isAlive } from '../list/listExamination.ts';
import type { CommandFinding } from './incident.ts';

/** Troubles of the way to a host, which any module that is asked for would meet. */
const OF_THE_WAY: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'dns',
  'connect-timeout',
  'refused',
  'reset',
  'response-timeout',
  'tls',
  'forward-proxy',
  'rate-limited',
  'stall',
  'captive-portal',
  'goproxy-invalid',
]);

/** Troubles that an entry may have with one module and not with another. */
const OF_THE_MODULE: ReadonlySet<FailureCode> = new Set<FailureCode>(['server-error', 'http-denied', 'bad-content']);

/**
 * Reports whether `examination`, made after the command had failed, shows that the list serves now. Of trouble with one module
 * only an examination of that module tells; a checksum or a missing go.sum line is healed by the command itself alone.
 */
export function isHealed(
  { code, module, entry }: Pick<CommandFinding, 'code' | 'module' | 'entry'>,
  examination: Examination,
): boolean {
  const { verdict, environment, entries } = examination;
  if (!verdict.ok) return false;
  if (OF_THE_MODULE.has(code)) return environment.sample.module === module;
  if (!OF_THE_WAY.has(code)) return false;
  // Still ailing, and still on go's way.
  const one = entry === null ? undefined : entries[entry];
  if (one === undefined || one.failure === null || isAlive(one)) return true;
  return verdict.servedBy !== null && verdict.servedBy < one.entry.index;
}
