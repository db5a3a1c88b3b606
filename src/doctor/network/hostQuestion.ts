/** Which hosts are worth a closer look: those of entries that failed below HTTP. Pure. */
import type { FailureCode } from '../../failures/code.ts';
import type { HostQuestion } from '../../net/host/hostEvidence.ts';
import type { EntryExamination } from '../list/listExamination.ts';

/** What an answer of any kind rules out. */
const BELOW_HTTP: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'dns',
  'connect-timeout',
  'refused',
  'reset',
  'response-timeout',
  'tls',
  'slow',
]);

/** ms; a look longer than this tells nothing more. */
const LONGEST = 5_000;

/** Returns the question for an entry's host, or null where there is nothing to look at: all is well, or a forward proxy does it. */
export function hostQuestion(
  { entry, failure, evidence, telling }: EntryExamination,
  { timeout, resolver }: { readonly timeout: number; readonly resolver: string | null },
): HostQuestion | null {
  if (entry.kind !== 'url' || entry.host === '' || failure === null || !BELOW_HTTP.has(failure.code)) return null;
  const asked = (telling ?? evidence[0])?.exchange;
  // A redirect may have led to the host that fails.
  if (asked === undefined || asked.forwardProxy !== null || !URL.canParse(asked.url)) return null;
  const { hostname, port, protocol } = new URL(asked.url);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const tls = protocol === 'https:';
  return { host, port: Number(port) || (tls ? 443 : 80), tls, deadline: Math.min(timeout, LONGEST), resolver };
}
