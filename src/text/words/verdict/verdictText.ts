/** The verdict as a sentence: the first line of every report. */
import * as l10n from '@vscode/l10n';
import type { Examination } from '../../../doctor/examination.ts';
import type { Finding } from '../../../doctor/finding.ts';
import { type EntryExamination, isAlive } from '../../../doctor/list/listExamination.ts';
import type { ListFault } from '../../../goproxy/list/list.ts';
import { inert } from '../../inert.ts';
import { duration } from '../../numbers.ts';
import { entryName, ordinal } from '../entryName.ts';
import { failureClause } from '../failure/failureText.ts';

/** Returns one or two sentences: who is at fault, and what go does because of it. */
export function verdictSentence(examination: Examination): string {
  if (examination.listFault !== null) return invalidSentence(examination.listFault);
  return examination.verdict.ok ? successSentence(examination) : failureSentence(examination);
}

/** Returns the finding that the verdict's sentence speaks of: its remedies are the first to be offered. */
export function spokenFinding({
  verdict,
  entries,
  findings,
}: Pick<Examination, 'verdict' | 'entries' | 'findings'>): Finding | null {
  const at = (index: number | null) => findings.find((one) => one.severity === 'error' && one.entry === index);
  if (!verdict.ok) return at(verdict.entry) ?? findings[0] ?? null;
  const passed = passedOver(verdict.servedBy, entries);
  if (passed !== null) return at(passed.entry.index) ?? null;
  const first = findings.find(({ severity }) => severity === 'error');
  return first ?? findings.find(({ code, entry }) => code === 'slow' && entry === verdict.servedBy) ?? null;
}

/** Which entry of a list that go refuses is at fault, and how. */
export function invalidSentence({ detail, index, value }: ListFault): string {
  const clause = failureClause({ code: 'goproxy-invalid', detail });
  if (index === null) return l10n.t('GOPROXY {0}. go refuses every download.', clause);
  const sentence = l10n.t(
    'The {0} entry of GOPROXY {1}. go refuses every download because of it.',
    ordinal(index),
    clause,
  );
  const hasPassword = detail === 'bad-url' && value.includes('@');
  return hasPassword
    ? l10n.t('{0} A password’s / ? # @ : and blanks are written %2F %3F %23 %40 %3A %20.', sentence)
    : sentence;
}

function failureSentence({ verdict, entries, routes }: Pick<Examination, 'verdict' | 'entries' | 'routes'>): string {
  const { failure, entry, hangs } = verdict;
  if (failure === null) return l10n.t('No module could be fetched.');
  if (failure.code === 'goproxy-off') {
    return entry === 0
      ? l10n.t('GOPROXY is “off”. go downloads nothing.')
      : l10n.t('GOPROXY ends in “off”, and no entry before it has the module. go downloads nothing.');
  }
  const clause = failureClause(failure);
  const decider = entry === null ? undefined : entries[entry];
  if (decider === undefined || decider.entry.kind === 'direct') {
    if (failure.code === 'not-found') {
      const module = inert(routes.find(({ walk }) => !walk.outcome.ok)?.module ?? '', 100);
      return entry === null || entry === 0
        ? l10n.t('No repository is found for {0}. go gives up.', module)
        : l10n.t('No entry of GOPROXY has {0}, and no repository is found for it. go gives up.', module);
    }
    return hangs
      ? l10n.t('Fetching directly from the repository never ends: it {0}. go waits for it for ever.', clause)
      : l10n.t('Fetching directly from the repository fails: it {0}. go gives up.', clause);
  }
  const subject = subjectOf(decider);
  if (hangs) return l10n.t('{0} {1}. go waits for it for ever.', subject, clause);
  const { goWaits } = decider;
  return goWaits !== null && goWaits > 0
    ? l10n.t('{0} {1}. go gives up after {2}.', subject, clause, duration(goWaits))
    : l10n.t('{0} {1}. go gives up.', subject, clause);
}

function successSentence({ verdict, entries, findings }: Examination): string {
  const server = verdict.servedBy === null ? undefined : entries[verdict.servedBy];
  if (server === undefined) return l10n.t('The module is private: go fetches it directly, and that works.');
  const passed = passedOver(server.entry.index, entries);
  if (passed !== null) return passedSentence(passed, server);
  const database = findings.find(({ code, severity }) => severity === 'error' && code.startsWith('sumdb-'));
  if (database !== undefined && database.entry !== null) {
    const keeper = entries[database.entry];
    const [name, clause] = [entryName(server.entry), failureClause(database)];
    return keeper === undefined || keeper === server
      ? l10n.t('{0} serves, but it {1}. go refuses every module that go.sum does not know yet.', name, clause)
      : l10n.t(
          '{0} serves, but {1} {2}. go refuses every module that go.sum does not know yet.',
          name,
          entryName(keeper.entry),
          clause,
        );
  }
  if (server.failure !== null) {
    return l10n.t('Your module proxy works, but {0} {1}.', entryName(server.entry), failureClause(server.failure));
  }
  return server.entry.kind === 'direct'
    ? l10n.t('go fetches modules directly from their repositories, and that works.')
    : l10n.t('Your module proxy is all right: {0} serves.', entryName(server.entry));
}

/** The first entry that fails and that go leaves behind on its way to `server`. */
function passedOver(server: number | null, entries: readonly EntryExamination[]): EntryExamination | null {
  return entries.slice(0, server ?? 0).find((one) => one.failure !== null && !isAlive(one)) ?? null;
}

function passedSentence(passed: EntryExamination, server: EntryExamination): string {
  const clause = passed.failure === null ? '' : failureClause(passed.failure);
  const wait = passed.goWaits ?? 0;
  return wait > 0
    ? l10n.t(
        '{0} {1}. go loses {2} there with every request, then {3} serves.',
        subjectOf(passed),
        clause,
        duration(wait),
        entryName(server.entry),
      )
    : l10n.t('{0} {1}. go goes on to {2}, which serves.', subjectOf(passed), clause, entryName(server.entry));
}

function subjectOf({ entry }: EntryExamination): string {
  return l10n.t('Your {0} module proxy, {1},', ordinal(entry.index), entryName(entry));
}
