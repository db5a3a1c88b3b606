/** The words of a triage: who is wrong and how that is known, what to do, and what a source lacks. */
import * as l10n from '@vscode/l10n';
import { redact } from '../../base/redact.ts';
import type { ChecksumExamination } from '../../doctor/checksum/checksumExamination.ts';
import type { FileDifference } from '../../integrity/triage/difference.ts';
import type { Source } from '../../integrity/triage/source.ts';
import type { Triage } from '../../integrity/triage/triage.ts';
import { inert } from '../inert.ts';
import { failureClause } from './failureText.ts';

export const checksumHelp = {
  command: () =>
    l10n.t('compare one version at every mirror, its origin, the checksum database, go.sum and the module cache'),
  from: () => l10n.t('ask the mirrors of this list too, and its origin where the list names direct'),
  timeout: () => l10n.t('time for each source'),
  needsVersion: (text: string) =>
    l10n.t('“{0}” names no exact version: write PATH@VERSION, for example golang.org/x/text@v0.14.0.', text),
  badList: (text: string) => l10n.t('“{0}” is no list of module proxies: give URLs, separated by commas.', text),
  noFolder: (word: string) =>
    l10n.t('There is no temporary folder to fetch into ({0}): make room, or set TMPDIR.', word),
};

export const checksumWords = {
  title: ({ subject }: Triage) => l10n.t('Checksums of {0}', inert(`${subject.module}@${subject.version}`, 200)),
  source: () => l10n.t('source'),
  zip: () => l10n.t('archive'),
  mod: () => l10n.t('go.mod'),
  note: () => l10n.t('note'),
  differs: () => l10n.t('differs'),
  difference: (from: string, to: string) => l10n.t('What differs in {1}, held against {0}', from, to),
  more: (count: number) => l10n.t('and {0} more', count),
  todo: () => l10n.t('What to do'),
};

/** What a source is called. */
export function sourceName({ source, name }: Pick<Source, 'source' | 'name'>): string {
  switch (source) {
    case 'sumdb':
      return l10n.t('checksum database {0}', inert(name, 80));
    case 'cache':
      return l10n.t('module cache');
    case 'mirror':
    case 'direct':
    case 'go.sum':
    case 'vendor':
      return inert(redact(name), 80);
  }
}

/** One sentence: who is wrong, and by what proof. */
export function checksumSentence({ sources, verdict }: Triage): string {
  const { agree, culprit, odd, truth } = verdict;
  const names = odd.map((name) => sourceName(sources.find((one) => one.name === name) ?? { source: 'mirror', name }));
  const who = names.join(', ');
  const isProved = truth.basis === 'database';
  if (agree) {
    return isProved
      ? l10n.t('All sources agree with the checksum database.')
      : l10n.t('All sources that answered agree; the checksum database does not confirm it.');
  }
  const proof = isProved
    ? l10n.t('the checksum database proves it')
    : truth.basis === 'majority'
      ? l10n.t('most sources say so, the checksum database does not')
      : l10n.t('its own record says so');
  switch (culprit) {
    case 'mirror':
      return l10n.t('Other bytes than published come from {0}: {1}.', who, proof);
    case 'tag-moved':
      return l10n.t(
        'The tag was moved: the origin has other bytes now than when the version was published ({0}).',
        proof,
      );
    case 'go.sum':
      return l10n.t('A line of {0} is wrong: {1}.', who, proof);
    case 'cache':
      return l10n.t('The version in the module cache is damaged: {0}.', proof);
    case 'unknown':
    case null:
      return unknownSentence(sources, verdict.compared);
  }
}

function unknownSentence(sources: readonly Source[], compared: boolean): string {
  if (sources.some(({ code }) => code === 'sumdb-forked')) {
    return l10n.t(
      'The checksum database shows two trees that cannot both be true: trust nothing new until that is explained.',
    );
  }
  if (compared) return l10n.t('The sources disagree, and nothing proves which of them is right.');
  const knows = sources.find(({ zip, mod }) => (zip ?? mod) !== null);
  return knows === undefined
    ? l10n.t('It cannot be found out: no source could be asked.')
    : l10n.t(
        'It cannot be found out: only {0} knows a hash, and there is nothing to hold it against.',
        sourceName(knows),
      );
}

/** What a row says beside its hashes; '' where that is nothing. */
export function sourceNote({ code, detail }: Source): string {
  if (code !== null) return failureClause({ code, detail });
  switch (detail) {
    case 'absent':
      return l10n.t('does not have it');
    case 'private':
      return l10n.t('is not asked: the module is private');
    case 'off':
      return l10n.t('is switched off');
    case 'not-asked':
      return l10n.t('was not asked');
    case 'too-large':
      return l10n.t('archive too large to fetch here');
    case 'no-hash':
      return l10n.t('has it, and keeps no hash');
    default:
      return '';
  }
}

/** What can be done, in the order of its use. Never to check less. */
export function checksumSteps({ subject, sources, verdict, goodEntry }: ChecksumExamination): readonly string[] {
  const name = inert(`${subject.module}@${subject.version}`, 200);
  const fetch = l10n.t('Let go fetch it again and complete go.sum: go mod download {0}', name);
  const drop = l10n.t(
    'Drop this version from the module cache (its files below cache/download and its folder), then: go mod download {0}',
    name,
  );
  const isOdd = (kind: Source['source']) =>
    sources.some((one) => one.source === kind && verdict.odd.includes(one.name));
  const steps: string[] = [];
  if (verdict.culprit === 'mirror') {
    if (goodEntry !== null) steps.push(l10n.t('Avoid that mirror: goproxy-doctor use --first {0}', goodEntry));
    steps.push(l10n.t('Tell its operator, with this report.'));
  }
  if (verdict.culprit === 'tag-moved') {
    steps.push(l10n.t('Keep to a mirror, which has the published bytes.'));
    steps.push(l10n.t('Tell the module’s author to publish the change as a new version, with this report.'));
  }
  if (isOdd('cache')) steps.push(drop);
  if (isOdd('go.sum')) steps.push(l10n.t('Take the wrong lines of {0} out of go.sum, and only those.', name), fetch);
  if (verdict.culprit === 'unknown' && sources.some(({ detail }) => detail === 'private')) {
    steps.push(
      l10n.t('No database knows a private module: ask its author which hash is right, and compare it with the table.'),
    );
  }
  return steps;
}

/** One file that differs. */
export function fileLine({ name, kind, before, after, line }: FileDifference): string {
  const file = inert(name, 200);
  if (kind === 'added') return l10n.t('+ {0} ({1} bytes)', file, after ?? 0);
  if (kind === 'removed') return l10n.t('- {0} ({1} bytes)', file, before ?? 0);
  const sizes = l10n.t('~ {0} ({1} → {2} bytes)', file, before ?? 0, after ?? 0);
  return line === null ? sizes : l10n.t('{0}, first in line {1}', sizes, line.number);
}
