/** A trace as rows: grouped by who was asked, each with its place on the time line. For the terminal and for Markdown. */
import { redact } from '../../../base/redact.ts';
import type { ComparedRequest, RoutedRequest, TraceReport } from '../../../doctor/trace/traceReport.ts';
import { inert } from '../../inert.ts';
import { duration } from '../../numbers.ts';
import { partyName, traceWords } from '../../words/verdict/traceText.ts';

export interface TraceGroup {
  readonly name: string;
  /** As people count; null for what is no entry. */
  readonly number: number | null;
  readonly rows: readonly TraceRow[];
}

export interface TraceRow {
  readonly mark: 'good' | 'bad' | 'neutral';
  /** Where it begins and ends on the line, from 0 to 1. */
  readonly from: number;
  readonly to: number;
  readonly hung: boolean;
  readonly answer: string;
  readonly time: string;
  /** The path below the entry, else the whole URL or command. */
  readonly what: string;
  readonly through: string | null;
}

export interface PhaseRow {
  readonly who: string;
  readonly what: string;
  readonly answer: string;
  /** Lookup, connect, TLS, first byte, body, and go's own time; `–` for what did not happen. */
  readonly times: readonly string[];
}

/** The order of the list; then `direct` without a number, then the database. */
export function traceGroups(report: TraceReport): readonly TraceGroup[] {
  const groups = new Map<string, RoutedRequest[]>();
  for (const one of report.requests) {
    const key = `${one.party} ${one.entry}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const rank = ([one]: readonly RoutedRequest[]) =>
    one === undefined ? 0 : (one.entry ?? (one.party === 'direct' ? 1e6 : 2e6));
  return [...groups.values()]
    .sort((a, b) => rank(a) - rank(b))
    .flatMap((requests) => {
      const [first] = requests;
      if (first === undefined) return [];
      const number = first.entry === null ? null : first.entry + 1;
      return [{ name: partyName(first, report), number, rows: requests.map((one) => row(one, report)) }];
    });
}

export function phaseRows(report: TraceReport): readonly PhaseRow[] {
  return report.compared.map((one) => phaseRow(one, report));
}

function row(one: RoutedRequest, report: TraceReport): TraceRow {
  const span = Math.max(1, report.ms);
  // Its answer's body is read until the next request begins, which go does not tell.
  const end = one.hung !== null || one.end === null ? span : Math.max(one.end, one.begin + (one.ms ?? 0));
  return {
    mark: one.hung !== null || isBad(one) ? 'bad' : one.status === 200 ? 'good' : 'neutral',
    from: clamp(one.begin / span),
    to: clamp(end / span),
    hung: one.hung !== null,
    answer: answerOf(one),
    time: duration(one.hung === null ? (one.ms ?? 0) : Math.max(0, span - one.begin)),
    what: label(one, report),
    through: one.forwardProxy === null ? null : traceWords.through(one.forwardProxy),
  };
}

/** "Not found" is the protocol's way to the next entry. */
function isBad({ failure }: RoutedRequest): boolean {
  return failure !== null && failure.code !== 'not-found';
}

function answerOf({ hung, status, command, failure }: RoutedRequest): string {
  if (hung === 'body') return traceWords.hungInBody();
  if (hung === 'head') return traceWords.hung();
  if (status !== null) return String(status);
  // How a command ended, -x does not tell.
  return command !== null ? traceWords.ended() : inert(failure?.code ?? '–', 40);
}

function label({ url, command, party, entry }: RoutedRequest, { list }: TraceReport): string {
  if (command !== null) return inert(redact(`${command} ${url}`), 300);
  const known = party === 'entry' && entry !== null ? list?.entries[entry] : undefined;
  const base = known?.kind === 'url' ? pathOf(known.url) : '';
  const path = pathOf(url);
  const below = known !== undefined && path.startsWith(`${base}/`) ? path.slice(base.length + 1) : url;
  return inert(redact(below), 300);
}

/** Without query: a secret may stand there. */
function pathOf(url: string): string {
  return url.replace(/[?#].*$/s, '').replace(/^[a-z]+:\/\/[^/]*/i, '');
}

function clamp(part: number): number {
  return Math.min(1, Math.max(0, part));
}

function phaseRow({ party, entry, evidence, failure, goMs }: ComparedRequest, report: TraceReport): PhaseRow {
  const { phases, status } = evidence.exchange;
  const { lookup, connect, tls, firstByte, body } = phases;
  const broken = failure !== null && (status === null || evidence.exchange.fault !== null || status === 200);
  return {
    who: partyName({ party, entry }, report),
    what: inert(redact(evidence.request.path), 300),
    answer: broken ? inert(failure.code, 40) : String(status ?? ''),
    times: [lookup, connect, tls, firstByte, body, goMs].map((ms) => (ms === null ? '–' : duration(ms))),
  };
}
