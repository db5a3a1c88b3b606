/** How a trace ended: go's exit and words, and the entry that decided. Pure. */
import type { ProcessResult } from '../../base/processes.ts';
import type { FailureCode } from '../../failures/code.ts';
import type { TextFailure } from '../../failures/textFailure.ts';
import type { GoproxyList } from '../../goproxy/list/list.ts';
import { entryOf } from '../incident/entryOf.ts';
import { readOutput } from '../reading/readOutput.ts';
import type { ComparedRequest, RoutedRequest, TraceOutcome } from './traceReport.ts';

export interface Ending {
  readonly result: ProcessResult;
  /** What go said on stderr beside the requests. */
  readonly words: string;
  readonly requests: readonly RoutedRequest[];
  readonly compared: readonly ComparedRequest[];
  readonly list: GoproxyList | null;
}

export function outcomeOf({ result, words, requests, compared, list }: Ending): TraceOutcome {
  if (result.kind === 'exited' && result.code === 0) {
    return { ok: true, code: null, detail: null, entry: servedBy(requests), hung: false };
  }
  if (result.kind !== 'exited') return hungOutcome(requests, compared);
  const failure = readOutput(result.stdout)[0] ?? readOutput(words)[0];
  if (failure === undefined) return { ok: false, code: 'unclassified', detail: null, entry: null, hung: false };
  const { code, detail } = failure;
  return { ok: false, code, detail, entry: decidedBy(failure, requests, list), hung: false };
}

/** The version that go speaks of, from the JSON of `go mod download -json`. */
export function tracedVersion({ stdout }: { readonly stdout: string }): string | null {
  try {
    const told: unknown = JSON.parse(stdout);
    const version = typeof told === 'object' && told !== null && 'Version' in told ? told.Version : null;
    return typeof version === 'string' ? version : null;
  } catch {
    return null;
  }
}

/** Who sent the archive, which go asks for last. */
function servedBy(requests: readonly RoutedRequest[]): number | null {
  const served = requests.findLast(({ party, failure }) => party !== 'database' && failure === null);
  return served?.entry ?? null;
}

/** Our own request to the same party tells more than silence does: a dial that would end after 30 s is no stall. */
function hungOutcome(requests: readonly RoutedRequest[], compared: readonly ComparedRequest[]): TraceOutcome {
  const hung = requests.findLast((one) => one.hung !== null);
  if (hung === undefined) return { ok: false, code: 'unclassified', detail: 'hangs', entry: null, hung: true };
  const ours = compared.find(
    ({ party, entry, failure }) => party === hung.party && entry === hung.entry && failure !== null && isWait(failure),
  )?.failure;
  const { code, detail } = ours ?? hung.failure ?? { code: 'stall' as const, detail: null };
  return { ok: false, code, detail, entry: hung.entry, hung: true };
}

const WAITS: ReadonlySet<FailureCode> = new Set([
  'dns',
  'connect-timeout',
  'response-timeout',
  'forward-proxy',
  'stall',
  'slow',
]);

function isWait({ code }: { readonly code: FailureCode }): boolean {
  return WAITS.has(code);
}

/** What arrived whole and was then refused names nobody: the last one that served has sent it. */
const CONTENT: ReadonlySet<FailureCode> = new Set(['bad-content', 'checksum-mismatch']);

function decidedBy(failure: TextFailure, requests: readonly RoutedRequest[], list: GoproxyList | null): number | null {
  const same = requests.findLast(({ url }) => url === failure.url);
  if (same !== undefined) return same.entry;
  const alike = requests.findLast((one) => one.failure?.code === failure.code);
  if (alike !== undefined) return alike.entry;
  if (CONTENT.has(failure.code)) return servedBy(requests);
  if (requests.at(-1)?.party === 'direct' && requests.at(-1)?.command !== null) return requests.at(-1)?.entry ?? null;
  return entryOf(failure, list);
}
