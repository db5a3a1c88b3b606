/** The status bar's tooltip in Markdown: a row an entry. The editor adds the links, for only it knows the commands. */
import * as l10n from '@vscode/l10n';
import type { Examination } from '../../doctor/examination.ts';
import type { EntryExamination } from '../../doctor/list/listExamination.ts';
import type { ListState, UnknownReason } from '../../health/listState.ts';
import type { RelayReport } from '../../relay/shared/assignment.ts';
import { inertMarkdown, markdownCellCode } from '../inert.ts';
import { duration, timeOfDay } from '../numbers.ts';
import { databaseLine } from '../words/databaseText.ts';
import { entryName } from '../words/entryName.ts';
import { failureClause } from '../words/failureText.ts';
import { goWord } from '../words/goText.ts';
import { originText } from '../words/originText.ts';
import { relayLine } from '../words/relayText.ts';
import { statusSentence } from '../words/statusText.ts';

export function tooltipMarkdown(
  state: ListState,
  examination: Examination | null,
  reason: UnknownReason | null,
  relay: RelayReport | null = null,
): string {
  const head = `**${inertMarkdown(statusSentence(state, examination, reason))}**`;
  if (examination === null || state === 'checking') return head;
  const { environment, entries, findings } = examination;
  const masked = findings.some(({ code }) => code === 'setting-masked');
  const lines = [
    head,
    '',
    '| | | | |',
    '| --: | :-- | :-- | :-- |',
    ...entries.map(
      (one) =>
        `| ${one.entry.index + 1} | ${markdownCellCode(entryName(one.entry))} | ${seen(one)} | ${inertMarkdown(goWord(one))} |`,
    ),
    '',
    ...databaseLines(entries),
    ...(relay === null ? [] : [inertMarkdown(relayLine(relay)), '']),
    ...ownListLines(environment),
    `${inertMarkdown(l10n.t('Source: {0}', originText(environment.goproxy.origin)))}${masked ? ` · ${inertMarkdown(l10n.t('a stored value is hidden'))}` : ''} · ${inertMarkdown(l10n.t('checked at {0}', timeOfDay(examination.at)))}`,
  ];
  return lines.join('\n');
}

function seen({ evidence, failure, entry }: EntryExamination): string {
  const first = evidence[0]?.exchange;
  if (first === undefined) return entry.kind === 'url' ? '' : inertMarkdown(l10n.t('not needed'));
  if (failure !== null) return `${inertMarkdown(failureClause(failure))} ${markdownCellCode(failure.code)}`;
  const { lookup, connect, tls, firstByte } = first.phases;
  const parts = [
    [l10n.t('lookup'), lookup],
    [l10n.t('connect'), connect],
    [l10n.t('TLS'), tls],
    [l10n.t('first byte'), firstByte],
  ] as const;
  const phases = parts.flatMap(([name, ms]) => (ms === null || ms < 0.5 ? [] : [`${name} ${duration(ms)}`]));
  return inertMarkdown(phases.length === 0 ? duration(first.ms) : phases.join(' · '));
}

/** A list that a folder's settings bring is never obeyed in silence. */
function ownListLines({ goproxy, settings }: Examination['environment']): string[] {
  const own = settings.find(({ name }) => name === 'GOPROXY')?.value ?? '';
  if (goproxy.origin !== 'workspace' || own === goproxy.value) return [];
  return [`${inertMarkdown(l10n.t('This folder brings its own list; yours is'))} ${markdownCellCode(own)}`, ''];
}

function databaseLines(entries: readonly EntryExamination[]): string[] {
  const line = databaseLine(entries);
  return line === null ? [] : [inertMarkdown(l10n.t('Checksum database: {0}', line)), ''];
}
