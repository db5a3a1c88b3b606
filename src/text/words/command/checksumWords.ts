/** The words around a triage: the table, what a source lacks, what differs, the proof, the command's help. */
import * as l10n from '@vscode/l10n';
import { redact } from '../../../base/redact.ts';
import type { FailureCode } from '../../../failures/code.ts';
import type { FileDifference } from '../../../integrity/triage/difference.ts';
import type { Source } from '../../../integrity/triage/source.ts';
import type { Triage } from '../../../integrity/triage/triage.ts';
import type { TriageProgress } from '../../../integrity/triage/triageQuestion.ts';
import { inert } from '../../inert.ts';
import { databaseClause, failureClause } from '../failure/failureText.ts';

export const checksumHelp = {
  command: () =>
    l10n.t('compare one version at every mirror, its origin, the checksum database, go.sum and the module cache'),
  from: () => l10n.t('ask the mirrors of this list too, and its origin where the list names direct'),
  timeout: () => l10n.t('time for each source'),
  mend: () =>
    l10n.t('mend what is wrong on this machine: the cached version, the lines of go.sum that the database contradicts'),
  needsVersion: (text: string) =>
    l10n.t('“{0}” names no exact version: write PATH@VERSION, for example golang.org/x/text@v0.14.0.', text),
  badList: (text: string) => l10n.t('“{0}” is no list of module proxies: give URLs, separated by commas.', text),
  noFolder: (word: string) =>
    l10n.t('There is no temporary folder to fetch into ({0}): make room, or set TMPDIR.', word),
};

export const checksumWords = {
  title: ({ subject }: Pick<Triage, 'subject'>) =>
    l10n.t('Checksums of {0}', inert(`${subject.module}@${subject.version}`, 200)),
  source: () => l10n.t('source'),
  zip: () => l10n.t('archive'),
  mod: () => l10n.t('go.mod'),
  note: () => l10n.t('note'),
  differs: () => l10n.t('differs'),
  mark: (mark: 'good' | 'bad' | 'warning' | 'neutral') =>
    ({
      good: l10n.t('agrees'),
      bad: l10n.t('differs'),
      warning: l10n.t('gave no answer'),
      neutral: l10n.t('has no say'),
    })[mark],
  forkEvidence: (database: string) =>
    l10n.t('Evidence against the {0}: both states are signed, and they cannot both be true. Keep it.', database),
  olderState: () => l10n.t('the older state'),
  newerState: () => l10n.t('the newer state'),
  foundHash: () => l10n.t('what the newer one has where the older one’s hash should be'),
  difference: (from: string, to: string) => l10n.t('What differs in {1}, held against {0}', from, to),
  more: (count: number) => l10n.t('and {0} more', count),
  todo: () => l10n.t('What to do'),
  nothingToMend: () => l10n.t('Nothing on this machine can be mended.'),
  mended: (file: string) => l10n.t('{0} is mended. Take it back: goproxy-doctor undo', inert(file)),
  cleaned: (name: string) =>
    l10n.t('{0} is gone from the module cache. go fetches it again when it needs it.', inert(name, 200)),
};

/** What a source is called. */
export function sourceName({ source, name }: Pick<Source, 'source' | 'name'>): string {
  switch (source) {
    case 'sumdb':
      return name === 'sumdb' ? l10n.t('checksum database') : l10n.t('checksum database {0}', inert(name, 80));
    case 'cache':
      return name === 'cache' ? l10n.t('module cache') : l10n.t('module cache, unpacked');
    case 'direct':
      return l10n.t('origin (direct)');
    case 'mirror':
    case 'go.sum':
    case 'vendor':
      return inert(redact(name), 80);
  }
}

/** Where the checksum database has it; null where it proves nothing. */
export function proofLine({ sources }: Pick<Triage, 'sources'>): string | null {
  const database = sources.find(({ proof }) => proof !== null);
  if (database === undefined || database.proof === null) return null;
  const { record, size } = database.proof;
  return l10n.t('Proof: record {0} of {1}, in its signed tree of {2} records.', record, inert(database.name, 80), size);
}

/** What a row says beside its hashes; '' where that is nothing. */
export function sourceNote({ source, code, detail }: Source): string {
  if (source === 'cache' && code === 'cache-damaged') return damageNote(detail);
  if (source === 'sumdb' && code !== null) return databaseNote(code, detail);
  if (code !== null) return failureClause({ code, detail });
  switch (detail) {
    case 'absent':
      return l10n.t('does not have it');
    case 'private':
      return l10n.t('is not asked: the module is private');
    case 'off':
      return l10n.t('is switched off');
    case 'too-large':
      return l10n.t('archive too large to fetch here');
    case 'no-hash':
      return l10n.t('has it, and keeps no hash');
    case 'same':
      return l10n.t('has the files of the archive');
    case 'changed':
      return l10n.t('has other files');
    case 'conflict':
      return l10n.t('has the markers of a merge: go refuses it');
    default:
      return '';
  }
}

/** What the checksum database does, where it does not do what it is there for; a clause. */
export function databaseNote(code: FailureCode, detail: string | null): string {
  if (code === 'sumdb-unreachable') return databaseClause(detail);
  if (code === 'checksum-mismatch') return l10n.t('has a record of it, and a hash that go wants is not in it');
  return failureClause({ code, detail });
}

function damageNote(detail: string | null): string {
  switch (detail) {
    case 'ziphash':
      return l10n.t('is not the archive whose hash go has written');
    case 'folder':
      return l10n.t('files were changed after go unpacked them');
    default:
      return l10n.t('is no archive that go could unpack');
  }
}

/** On the way: who has answered, of how many, or how much has come. */
export function triageProgressText({ source, name, bytes, done, all }: TriageProgress): string {
  const who = sourceName({ source, name });
  return bytes === null
    ? l10n.t('{0} of {1} answered, last: {2}', done, all, who)
    : l10n.t('{0} of {1} answered; {2}: {3} MB', done, all, who, Math.round(bytes / 1e6));
}

/** One file that differs. */
export function fileLine({ name, kind, before, after, line }: FileDifference): string {
  const file = inert(name, 200);
  if (kind === 'added') return l10n.t('+ {0} ({1} bytes)', file, after ?? 0);
  if (kind === 'removed') return l10n.t('- {0} ({1} bytes)', file, before ?? 0);
  const sizes = l10n.t('~ {0} ({1} → {2} bytes)', file, before ?? 0, after ?? 0);
  return line === null ? sizes : l10n.t('{0}, first in line {1}', sizes, line.number);
}
