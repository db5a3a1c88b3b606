/** The words of a trace: how it ended, where it hung, who was asked, and why there is none. */
import * as l10n from '@vscode/l10n';
import { redact } from '../../../base/redact.ts';
import type { NoTrace, Party, RoutedRequest, TraceReport, TraceStep } from '../../../doctor/trace/traceReport.ts';
import { FAILURE_CODES, type FailureCode } from '../../../failures/code.ts';
import { parseList } from '../../../goproxy/list/list.ts';
import { inert } from '../../inert.ts';
import { duration } from '../../numbers.ts';
import { entryName } from '../entryName.ts';
import { failureClause } from '../failure/failureText.ts';
import { invalidSentence } from './verdictText.ts';

export const traceHelp = {
  command: () => l10n.t('run the real go for one module on an empty cache, and show which entry served each request'),
  goproxy: () => l10n.t('let go use this list in the place of your own'),
  timeout: () => l10n.t('time for the whole trace'),
};

/** What is being done now. */
export function stepText(step: TraceStep): string {
  switch (step) {
    case 'go':
      return l10n.t('Asking the go command…');
    case 'trace':
      return l10n.t('Running go on an empty cache…');
    case 'compare':
      return l10n.t('Asking the same ourselves…');
  }
}

export const traceWords = {
  title: ({ query }: TraceReport) => l10n.t('Trace of {0}', moduleName(query)),
  context: ({ go, ms }: TraceReport) =>
    l10n.t('{0} on an empty cache · {1}', inert(go.version ?? go.path, 100), duration(ms)),
  noRequests: () => l10n.t('go asked nobody.'),
  compared: () => l10n.t('The same asked by us, phase by phase'),
  comparedNote: () => l10n.t('“go”: what go took to the head of the same answer, connection included.'),
  hung: () => l10n.t('no answer'),
  ended: () => l10n.t('ended'),
  hungInBody: () => l10n.t('cut short'),
  request: () => l10n.t('request'),
  answer: () => l10n.t('answer'),
  time: () => l10n.t('time'),
  timeLine: () => l10n.t('time line'),
  ends: (ms: number) => l10n.t('the line ends at {0}', duration(ms)),
  through: (proxy: string) => l10n.t('through {0}', inert(redact(proxy), 80)),
  phases: () => [
    l10n.t('lookup'),
    l10n.t('connect'),
    l10n.t('TLS'),
    l10n.t('first byte'),
    l10n.t('body'),
    l10n.t('go'),
  ],
};

/** `goproxy.cn`, `direct`, or what else was asked. */
export function partyName(
  { party, entry }: { readonly party: Party; readonly entry: number | null },
  { list }: Pick<TraceReport, 'list'>,
): string {
  if (party === 'database') return l10n.t('the checksum database, asked without an entry');
  const known = entry === null ? undefined : list?.entries[entry];
  return known === undefined ? 'direct' : entryName(known);
}

/** The sentences that a reader needs if he reads nothing else; how it ended is the first. */
export function traceSentences(report: TraceReport): readonly string[] {
  const { outcome, requests } = report;
  const hung = requests.filter((one) => one.hung !== null);
  if (outcome.hung && hung.length === 0) {
    return [l10n.t('go did not end within {0}, and waited for nobody on the network.', duration(report.ms))];
  }
  return [endSentence(report, hung), ...hung.slice(0, MOST_HUNG).map((one) => hungSentence(one, report))];
}

/** Tiles are asked for side by side: they tell the same. */
const MOST_HUNG = 3;

function endSentence(report: TraceReport, hung: readonly RoutedRequest[]): string {
  const { ok, entry, code, detail } = report.outcome;
  const name = moduleName({ ...report.query, version: report.version ?? report.query.version });
  const who = entry === null ? null : partyName({ party: 'entry', entry }, report);
  if (ok) return who === null ? l10n.t('go gets {0}.', name) : l10n.t('go gets {0} from {1}.', name, who);
  const failure = { code: code ?? ('unclassified' as const), detail };
  const clause = failureClause(failure);
  if (hung.length > 0) {
    return l10n.t('go does not get {0} in time: {1} {2}.', name, who ?? partyOfHung(hung, report), clause);
  }
  const fault = failure.code === 'goproxy-invalid' ? parseList(report.goproxy) : null;
  if (fault?.ok === false) return l10n.t('go does not get {0}: {1}', name, invalidSentence(fault.error));
  if (failure.code === 'sumdb-unreachable') return unverifiedSentence(name, who, detail);
  return who === null || ABOUT_MODULE.has(failure.code)
    ? l10n.t('go does not get {0}: it {1}.', name, clause)
    : l10n.t('go does not get {0}: {1} {2}.', name, who, clause);
}

/** Their clauses speak of the module, whoever sent it. */
const ABOUT_MODULE: ReadonlySet<FailureCode> = new Set([
  'checksum-mismatch',
  'disk',
  'missing-gosum',
  'toolchain',
  'vcs-auth',
  'vcs-missing',
]);

/** The detail is the code of the look-up's own failure. */
function unverifiedSentence(name: string, who: string | null, detail: string | null): string {
  const code = FAILURE_CODES.find((one) => one === detail) ?? 'unclassified';
  const clause = failureClause({ code, detail: null });
  return who === null
    ? l10n.t('go does not get {0}, because it cannot be verified: the checksum database {1}.', name, clause)
    : l10n.t(
        'go does not get {0}, because it cannot be verified: the checksum database, asked through {1}, {2}.',
        name,
        who,
        clause,
      );
}

function partyOfHung([first]: readonly RoutedRequest[], report: TraceReport): string {
  return first === undefined ? 'direct' : partyName(first, report);
}

function hungSentence(request: RoutedRequest, report: TraceReport): string {
  const { begin, hung, url, command } = request;
  const what = inert(redact(command === null ? url : `${command} ${url}`), 300);
  const waited = duration(Math.max(0, report.ms - (hung === 'body' ? (request.end ?? begin) : begin)));
  return hung === 'body'
    ? l10n.t('It hung in the body of {0}: {1} after the head had come, go was stopped.', what, waited)
    : l10n.t('It hung at {0}: no answer in {1}, then go was stopped.', what, waited);
}

export function noTraceSentence({ code, detail }: NoTrace): string {
  const said = detail === '' ? '' : ` (${inert(detail, 200)})`;
  switch (code) {
    case 'no-go':
      return l10n.t(
        'There is nothing to trace with: no go command was found on PATH or in the usual places. Install Go.',
      );
    case 'not-go':
      return l10n.t('The go command that was found is not Go{0}: look at what PATH finds first.', said);
    case 'hangs':
      return l10n.t('The go command does not answer{0}: look at what PATH finds first.', said);
    case 'floods':
      return l10n.t('The go command prints far more than Go would{0}: look at what PATH finds first.', said);
    case 'not-started':
      return l10n.t('The go command cannot be started{0}.', said);
    case 'failed':
      return l10n.t('The go command fails before it can be traced{0}.', said);
    case 'no-folder':
      return l10n.t('There is no temporary folder to trace in{0}: make room, or set TMPDIR.', said);
  }
}

function moduleName({ module, version }: { readonly module: string; readonly version: string | null }): string {
  return inert(`${module}@${version ?? 'latest'}`, 200);
}
