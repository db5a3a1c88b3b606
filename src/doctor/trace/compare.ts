/** The requests of a trace made again by ourselves, phase by phase: so that “go is slow” has a place. */
import { classifyEvidence } from '../../failures/classifyEvidence.ts';
import type { UrlEntry } from '../../goproxy/list/list.ts';
import { WELL_KNOWN } from '../../goproxy/module/sample.ts';
import type { ModuleQuery } from '../../goproxy/module/version.ts';
import type { RequestEvidence } from '../../goproxy/probe/evidence.ts';
import type { Sweep, SweepOptions } from '../../goproxy/probe/prober.ts';
import { planRequests } from '../../goproxy/protocol/route.ts';
import type { ComparedRequest, RoutedRequest } from './traceReport.ts';

/** What of a Prober is needed. */
export interface TraceProber {
  sweep(options: SweepOptions): Pick<Sweep, 'askEntry' | 'askDirect' | 'dispose'>;
}

export interface Comparison {
  readonly requests: readonly RoutedRequest[];
  /** Of the list, as far as they are URLs. */
  readonly entries: readonly UrlEntry[];
  /** With the version that go went on with, where it is known. */
  readonly subject: ModuleQuery;
  /** HTTP_PROXY, SSL_CERT_FILE and their families. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** ms for all of it: the parties are asked side by side. */
  readonly deadline: number;
}

/** More parties than this are not compared: the first ones asked are. */
const MOST = 4;

/** Asks whoever go has asked. Rejects only when aborted. */
export async function compare(
  { requests, entries, subject, environment, deadline }: Comparison,
  prober: TraceProber,
  signal: AbortSignal,
): Promise<readonly ComparedRequest[]> {
  const sweep = prober.sweep({ environment, stall: deadline });
  const { requests: planned } = planRequests({ subject, depth: 'named', sumdb: null, sumdbSubject: WELL_KNOWN });
  const asked = entries.filter(({ index }) => requests.some((one) => one.party === 'entry' && one.entry === index));
  const direct = requests.find(({ party }) => party === 'direct');
  try {
    const ofEntries = asked.slice(0, MOST).map(async (entry) => {
      const seen = await sweep.askEntry({ entry, requests: planned, sumdb: null, deadline }, signal);
      return seen.map((evidence) => row('entry', entry.index, evidence, requests));
    });
    const ofDirect = async () => {
      if (direct === undefined) return [];
      const seen = await sweep.askDirect({ ...subject, deadline }, signal);
      return seen.map((evidence) => row('direct', direct.entry, evidence, requests));
    };
    return (await Promise.all([...ofEntries, ofDirect()])).flat();
  } finally {
    sweep.dispose();
  }
}

function row(
  party: 'entry' | 'direct',
  entry: number | null,
  evidence: RequestEvidence,
  requests: readonly RoutedRequest[],
): ComparedRequest {
  const tail = escapedTail(evidence.request.path);
  const asked = requests.find(
    (one) => one.party === party && one.entry === entry && escapedTail(one.url).endsWith(tail),
  );
  return { party, entry, evidence, failure: classifyEvidence(evidence), goMs: asked?.ms ?? null };
}

/** Without query; go writes `!` as `%21`. */
function escapedTail(url: string): string {
  return `/${url.replace(/[?#].*$/s, '')}`.replaceAll('!', '%21');
}
