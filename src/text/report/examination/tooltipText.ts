/** The status bar's tooltip in Markdown: a row an entry. The editor adds the links, for only it knows the commands. */
import * as l10n from '@vscode/l10n';
import type { Examination } from '../../../doctor/examination.ts';
import type { EntryExamination } from '../../../doctor/list/listExamination.ts';
import type { Snapshot } from '../../../doctor/watch/snapshot.ts';
import type { DoubtfulEntry, Passage } from '../../../health/passage.ts';
import { inertMarkdown, markdownCellCode } from '../../inert.ts';
import { duration, timeOfDay } from '../../numbers.ts';
import { movedText } from '../../words/editor/failoverText.ts';
import { passageLines } from '../../words/editor/passageText.ts';
import { statusSentence } from '../../words/editor/statusText.ts';
import { entryName } from '../../words/entryName.ts';
import { originText } from '../../words/environment/originText.ts';
import { databaseLine } from '../../words/failure/databaseText.ts';
import { failureClause } from '../../words/failure/failureText.ts';
import { goWord } from '../../words/verdict/goText.ts';
import { phaseName } from './document.ts';

export function tooltipMarkdown(snapshot: Snapshot): string {
  const { state, examination, passage } = snapshot;
  const head = `**${inertMarkdown(statusSentence(snapshot))}**`;
  if (state === 'checking') return head;
  if (examination === null) return [head, '', ...relayLines(passage)].join('\n').trimEnd();
  const { environment, entries, findings } = examination;
  const masked = findings.some(({ code }) => code === 'setting-masked');
  const lines = [
    head,
    '',
    '| | | | |',
    '| --: | :-- | :-- | :-- |',
    ...entries.map((one) => row(one, snapshot)),
    '',
    ...databaseLines(entries),
    ...relayLines(passage),
    ...listLines(snapshot, examination),
    `${inertMarkdown(l10n.t('Source: {0}', originText(environment.goproxy.origin)))}${masked ? ` · ${inertMarkdown(l10n.t('a stored value is hidden'))}` : ''} · ${inertMarkdown(l10n.t('checked at {0}', timeOfDay(examination.at)))}`,
  ];
  return lines.join('\n');
}

/** What the relay has found out about an entry since it was looked at. */
function fresherDoubt({ entry }: EntryExamination, { passage, examination }: Snapshot): DoubtfulEntry | null {
  const doubt = passage?.doubtful.find((one) => one.entry.index === entry.index);
  return doubt !== undefined && doubt.since > (examination?.at ?? 0) ? doubt : null;
}

/** VS Code draws the columns of a hover's table side by side without any. */
const GAP = '&nbsp;&nbsp;';

function row(one: EntryExamination, snapshot: Snapshot): string {
  const doubt = fresherDoubt(one, snapshot);
  const evidence = doubt?.cause == null ? seen(one) : inertMarkdown(failureClause(doubt.cause));
  const { passed = [], front = null } = snapshot.passage ?? {};
  const isPassed = passed.some(({ entry }) => entry.index === one.entry.index);
  const isStandIn = passed.length > 0 && front?.index === one.entry.index;
  // What go alone would do there is not what the relay does.
  const word = doubt !== null || isPassed ? l10n.t('left alone') : isStandIn ? l10n.t('serves') : goWord(one);
  const cells = [`${one.entry.index + 1}`, inertMarkdown(entryName(one.entry)), evidence, inertMarkdown(word)];
  return `| ${cells.join(`${GAP} | `)} |`;
}

const SHOWN = ['lookup', 'connect', 'tls', 'firstByte'] as const;

function seen({ evidence, failure, entry }: EntryExamination): string {
  const first = evidence[0]?.exchange;
  if (first === undefined) return entry.kind === 'url' ? '' : inertMarkdown(l10n.t('not needed'));
  if (failure !== null) return inertMarkdown(failureClause(failure));
  const phases = SHOWN.flatMap((phase) => {
    const ms = first.phases[phase];
    return ms === null || ms < 0.5 ? [] : [`${phaseName(phase)} ${duration(ms)}`];
  });
  return inertMarkdown(phases.length === 0 ? duration(first.ms) : phases.join(' · '));
}

/** One below the other, without a gap. */
function relayLines(passage: Passage | null): string[] {
  return passage === null ? [] : [passageLines(passage).map(inertMarkdown).join('  \n'), ''];
}

/** A list that failover, or a folder's own settings, have put in the place of the user's is never obeyed in silence. */
function listLines({ health }: Snapshot, { list, environment }: Examination): string[] {
  const failover = health?.failover ?? null;
  if (list === null || failover === null || failover.own === list.text) return ownListLines(environment);
  const line = movedText(failover, list);
  return line === null ? [] : [inertMarkdown(line), ''];
}

function ownListLines({ goproxy, settings }: Examination['environment']): string[] {
  const own = settings.find(({ name }) => name === 'GOPROXY')?.value ?? '';
  if (goproxy.origin !== 'workspace' || own === goproxy.value) return [];
  return [`${inertMarkdown(l10n.t('This folder brings its own list; yours is'))} ${markdownCellCode(own)}`, ''];
}

function databaseLines(entries: readonly EntryExamination[]): string[] {
  const line = databaseLine(entries);
  return line === null ? [] : [inertMarkdown(l10n.t('Checksum database: {0}', line)), ''];
}
