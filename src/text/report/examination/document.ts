/** The report as a document: the same parts, in the same words, for the terminal, for Markdown and for the editor. */
import * as l10n from '@vscode/l10n';
import { redact } from '../../../base/redact.ts';
import type { Examination } from '../../../doctor/examination.ts';
import type { Finding } from '../../../doctor/finding.ts';
import { type EntryExamination, isAlive } from '../../../doctor/list/listExamination.ts';
import type { ProbeFailure } from '../../../failures/classifyEvidence.ts';
import { goWaits } from '../../../failures/goBehaviour.ts';
import type { RequestEvidence } from '../../../goproxy/probe/evidence.ts';
import type { PhaseTimes } from '../../../net/exchange.ts';
import type { Remedy } from '../../../remedies/remedy.ts';
import { inert } from '../../inert.ts';
import { duration } from '../../numbers.ts';
import { entryName } from '../../words/entryName.ts';
import { originText } from '../../words/environment/originText.ts';
import { databaseLine } from '../../words/failure/databaseText.ts';
import { failureClause } from '../../words/failure/failureText.ts';
import { issuerHeading } from '../../words/network/issuerText.ts';
import { docsUrl } from '../../words/remedy/docsLink.ts';
import { remedyWords } from '../../words/remedy/remedyText.ts';
import { findingSentence } from '../../words/verdict/findingText.ts';
import { goClause } from '../../words/verdict/goText.ts';
import { spokenFinding, verdictSentence } from '../../words/verdict/verdictText.ts';
import type { Mark } from '../mark.ts';
import type { WatchedReport } from './watchedReport.ts';

export interface ReportRow {
  readonly mark: Mark;
  /** As people count. */
  readonly number: number;
  readonly name: string;
  /** The phases of its first request, what came instead of the missing one, and who served in its place; empty where it was not asked. */
  readonly evidence: string;
  /** What is wrong with it, as a clause, with its own words where it has any; null where nothing is. */
  readonly failure: string | null;
  /** What go does there. */
  readonly go: string;
}

export interface ReportRemedy {
  /** Null where it is not one of the lettered ones. */
  readonly letter: string | null;
  readonly remedy: Remedy;
  readonly title: string;
  readonly changes: string;
  readonly undo: string;
  readonly costs: string | null;
}

/** What a finding is to a program: the words about it may change, this does not. */
export type FindingKey = Pick<Finding, 'code' | 'detail' | 'severity' | 'entry' | 'module'>;

export interface ReportFinding {
  readonly key: FindingKey;
  readonly mark: Mark;
  readonly text: string;
  readonly remedies: readonly ReportRemedy[];
}

export interface ReportDocument {
  readonly title: string;
  /** The module and the toolchain. */
  readonly context: string;
  readonly mark: Mark;
  /** The finding that the verdict speaks of; null where there is none. */
  readonly key: FindingKey | null;
  readonly verdict: string;
  /** What a layer below the requests shows of it; null where none was looked at. */
  readonly why: string | null;
  readonly goproxy: string;
  readonly origin: string;
  readonly rows: readonly ReportRow[];
  readonly database: string | null;
  /** Lettered, the best first; those of the finding that the verdict speaks of. */
  readonly remedies: readonly ReportRemedy[];
  /** The page that explains the finding that the verdict speaks of; null where there is none. */
  readonly docs: string | null;
  /** The other findings. */
  readonly also: readonly ReportFinding[];
  /** What is to be handed on as it is: certificates (PEM) that a server leaves out, each with whom they are for. */
  readonly attachments: readonly { readonly heading: string; readonly text: string }[];
  /** Null where nobody watches: on a command line. */
  readonly watched: WatchedReport | null;
  readonly footer: string;
}

export function reportDocument(examination: Examination, watched: WatchedReport | null = null): ReportDocument {
  const { environment, verdict, findings, entries } = examination;
  const spoken = spokenFinding(examination);
  return {
    title: 'Go Proxy Doctor',
    context: contextLine(examination),
    mark: !verdict.ok ? 'bad' : findings.some(({ severity }) => severity !== 'info') ? 'warning' : 'good',
    key: spoken === null ? null : keyOf(spoken),
    verdict: verdictSentence(examination),
    why: spoken === null || spoken.layer === null ? null : findingSentence(spoken, examination),
    // Redacted before it is broken into lines: a password may hold blanks.
    goproxy: inert(redact(environment.goproxy.value), 2000),
    origin: originText(environment.goproxy.origin),
    rows: entryRows(entries),
    database: databaseLine(entries),
    remedies: lettered(spoken?.remedies ?? []),
    docs: spoken === null ? null : docsUrl(spoken.code),
    also: findings.filter((one) => one !== spoken).map((one) => reportFinding(one, examination)),
    attachments: findings.flatMap((one) => attachment(one, entries)),
    watched,
    footer: [
      l10n.t('{0} checks · {1} · nothing secret is printed', examination.checks, duration(examination.ms)),
      ...(watched?.cost == null ? [] : [watched.cost]),
    ].join(' · '),
  };
}

export function entryRows(entries: readonly EntryExamination[]): ReportRow[] {
  return entries.map(row);
}

function contextLine({ environment, entries, routes }: Examination): string {
  const { go, module } = environment;
  const parts = [
    module === null ? l10n.t('no go.mod here') : short(module),
    go === null
      ? l10n.t('no go command found')
      : [go.version ?? l10n.t('go does not answer'), go.platform]
          .flatMap((part) => part ?? [])
          .map(short)
          .join(' '),
  ];
  const [first, ...others] = entries.some(({ evidence }) => evidence.length > 0) ? routes : [];
  if (first !== undefined) {
    const name = short(first.version === null ? first.module : `${first.module}@${first.version}`);
    parts.push(others.length === 0 ? l10n.t('asked for {0}', name) : l10n.t('asked for {0} modules', routes.length));
  }
  return parts.join(' · ');
}

function short(text: string): string {
  return inert(text, 100);
}

function row(one: EntryExamination): ReportRow {
  const { entry } = one;
  return {
    mark: rowMark(one),
    number: entry.index + 1,
    name: entryName(entry),
    evidence: [phaseLine(one), beyond(one)].filter((part) => part !== '').join(' · '),
    failure: failureLine(one),
    go: goClause(one),
  };
}

/** A server that refuses often says why; one that merely lacks the module has nothing to explain. */
function failureLine(one: EntryExamination): string | null {
  if (one.failure === null) return null;
  const clause = failureClause(one.failure);
  const words = one.telling?.words ?? null;
  return words === null || rowMark(one) !== 'bad'
    ? clause
    : l10n.t('{0}. It says: “{1}”', clause, inert(redact(words), 160));
}

/** The hosts to which it redirects: who opens a way to the entry alone has not opened theirs. */
function beyond({ entry, evidence }: EntryExamination): string {
  const redirects = evidence.flatMap(({ exchange }) => exchange.redirects);
  const hosts = new Set(redirects.flatMap((url) => (URL.canParse(url) ? [new URL(url).host] : [])));
  if (entry.kind === 'url') hosts.delete(entry.host);
  return hosts.size === 0 ? '' : l10n.t('sends on to {0}', inert([...hosts].join(', '), 160));
}

/** "Not found" in the protocol's way is no fault, unless go ends there. */
function rowMark(one: EntryExamination): Mark {
  const { failure, evidence, action } = one;
  if (failure === null) return evidence.length > 0 ? 'good' : 'neutral';
  if (!isAlive(one) || action === 'stops') return 'bad';
  return failure.code === 'slow' ? 'warning' : 'neutral';
}

const PHASES: readonly (keyof PhaseTimes)[] = ['lookup', 'connect', 'tls', 'firstByte', 'body'];

function phaseLine({ evidence, telling, failure }: EntryExamination): string {
  const first = evidence[0]?.exchange;
  if (first === undefined) return '';
  const parts = PHASES.flatMap((phase) => {
    const ms = first.phases[phase];
    // An address needs no look-up, a forward proxy does it for us, and a small body takes no time.
    const isEmpty = ms === null || ((phase === 'body' || phase === 'lookup') && ms < 1);
    return isEmpty ? [] : [`${phaseName(phase)} ${duration(ms)}`];
  });
  if (first.forwardProxy !== null) parts.unshift(l10n.t('through {0}', inert(redact(first.forwardProxy), 80)));
  const seen = failure === null || telling === null ? null : failed(failure, telling);
  return (seen === null ? parts : [...parts, seen]).join(' · ');
}

/** What came in the place of the phase that failed. */
function failed(failure: ProbeFailure, { exchange }: RequestEvidence): string | null {
  if (exchange.fault === null || failure.phase === null) {
    // Where the failure's own words name the status, once is enough; of what is not its fault it says nothing.
    const tells = ['bad-content', 'captive-portal', 'not-found'].includes(failure.code);
    return tells && failure.detail !== String(exchange.status) ? `HTTP ${exchange.status}` : null;
  }
  // The first byte came, and it said no.
  if (exchange.status !== null && failure.phase === 'first-byte') return `HTTP ${exchange.status}`;
  const phase = phaseName(failure.phase === 'first-byte' ? 'firstByte' : failure.phase);
  const isSilence = goWaits(failure) !== 0;
  return isSilence
    ? l10n.t('{0}: nothing in {1}', phase, duration(exchange.ms))
    : l10n.t('{0}: failed after {1}', phase, duration(exchange.ms));
}

export function phaseName(phase: keyof PhaseTimes): string {
  switch (phase) {
    case 'lookup':
      return l10n.t('lookup');
    case 'connect':
      return l10n.t('connect');
    case 'tls':
      return l10n.t('TLS');
    case 'firstByte':
      return l10n.t('first byte');
    case 'body':
      return l10n.t('body');
  }
}

function reportFinding(finding: Finding, examination: Examination): ReportFinding {
  const marks: Record<Finding['severity'], Mark> = { error: 'bad', warning: 'warning', info: 'neutral' };
  return {
    key: keyOf(finding),
    mark: marks[finding.severity],
    text: findingSentence(finding, examination),
    remedies: finding.remedies.filter(isListed).map((remedy) => ({ letter: null, remedy, ...remedyWords(remedy) })),
  };
}

function keyOf({ code, detail, severity, entry, module }: Finding): FindingKey {
  return { code, detail, severity, entry, module };
}

function attachment(finding: Finding, entries: readonly EntryExamination[]): ReportDocument['attachments'] {
  const one = finding.entry === null ? undefined : entries[finding.entry];
  const { pem } = finding.facts;
  return pem === undefined || one === undefined ? [] : [{ heading: issuerHeading(entryName(one.entry)), text: pem }];
}

export function lettered(remedies: readonly Remedy[]): ReportRemedy[] {
  return remedies.filter(isListed).map((remedy, at) => {
    return { letter: String.fromCharCode(97 + at), remedy, ...remedyWords(remedy) };
  });
}

/** The page that explains the failure stands below them all as a link. */
function isListed({ action }: Remedy): boolean {
  return action.kind !== 'explain';
}
