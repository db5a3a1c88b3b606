/** The verdict of a triage in one sentence: who is wrong, and what shows it. */
import * as l10n from '@vscode/l10n';
import { redact } from '../../../base/redact.ts';
import type { Source } from '../../../integrity/triage/source.ts';
import type { Triage } from '../../../integrity/triage/triage.ts';
import { inert } from '../../inert.ts';
import { databaseNote } from '../command/checksumWords.ts';

/** `h1:` and so many characters: enough to tell two apart. */
const SHORT = 12;

export function checksumSentence(triage: Triage): string {
  const { agree, culprit } = triage.verdict;
  if (agree) return agreeSentence(triage);
  switch (culprit) {
    case 'mirror':
      return mirrorSentence(triage);
    case 'tag-moved':
      return movedSentence(triage);
    case 'go.sum':
      return goSumSentence(triage);
    case 'cache':
      return cacheSentence(triage);
    case 'unknown':
    case null:
      return unknownSentence(triage);
  }
}

/** `…` stands where a hash is cut; `none` where there is none. */
export function shortHash(hash: string | null, none = '-'): string {
  return hash === null ? none : inert(hash, 'h1:'.length + SHORT);
}

/** A mirror is called by its host, unless two of them share it. */
export function shortName({ source, name }: Pick<Source, 'source' | 'name'>, sources: readonly Source[]): string {
  if (source !== 'mirror') return inert(redact(name), 80);
  const host = (url: string) => (URL.canParse(url) && new URL(url).host) || url;
  const isShared = sources.some((one) => one.source === 'mirror' && one.name !== name && host(one.name) === host(name));
  return inert(redact(isShared ? name : host(name)), 80);
}

function agreeSentence({ subject, sources, verdict }: Triage): string {
  const { truth } = verdict;
  const hash = shortHash(truth.zip ?? truth.mod);
  const module = nameOf(subject);
  return truth.basis === 'database'
    ? l10n.t('{0} is the same everywhere, {1}, as the checksum database proves.', module, hash)
    : l10n.t('{0} is the same everywhere, {1}; {2}.', module, hash, whyUnproved(sources));
}

function mirrorSentence(triage: Triage): string {
  const { subject, sources, verdict } = triage;
  const odd = oddOf(triage, 'mirror');
  const names = odd.map((one) => shortName(one, sources)).join(', ');
  const [first] = odd;
  const { what, sent, right } = hashesOf(first, triage);
  const module = nameOf(subject);
  if (odd.length > 1) {
    return isProved(triage)
      ? l10n.t(
          '{0} send other bytes of {1} than were published: the checksum database proves {2} for {3}.',
          names,
          module,
          right,
          what,
        )
      : l10n.t(
          '{0} send other bytes of {1} than the other sources, which agree on {2} for {3}; {4}.',
          names,
          module,
          right,
          what,
          whyUnproved(sources),
        );
  }
  return verdict.truth.basis === 'database'
    ? l10n.t(
        '{0} sends other bytes of {1} than were published: {2} is {3} there, where the checksum database proves {4} for it.',
        names,
        module,
        what,
        sent,
        right,
      )
    : l10n.t(
        '{0} sends other bytes of {1} than the other sources: {2} is {3} there, and {4} elsewhere; {5}.',
        names,
        module,
        what,
        sent,
        right,
        whyUnproved(sources),
      );
}

function movedSentence(triage: Triage): string {
  const [origin] = oddOf(triage, 'direct');
  const { what, sent, right } = hashesOf(origin, triage);
  const { module, version } = triage.subject;
  const tag = [inert(version, 80), inert(module, 120)] as const;
  return isProved(triage)
    ? l10n.t(
        'The tag {0} of {1} was moved: in the repository {2} is {3} now, where the checksum database proves {4} for what was published.',
        ...tag,
        what,
        sent,
        right,
      )
    : l10n.t(
        'The tag {0} of {1} was moved: in the repository {2} is {3} now, and {4} everywhere else; {5}.',
        ...tag,
        what,
        sent,
        right,
        whyUnproved(triage.sources),
      );
}

function goSumSentence(triage: Triage): string {
  const odd = oddOf(triage, 'go.sum');
  const [first] = odd;
  const file = inert(first?.name ?? 'go.sum', 80);
  const wrong = odd.find((one) => differs(one, triage));
  if (wrong === undefined)
    return l10n.t('{0} is in the middle of a merge: go refuses it as long as the markers are there.', file);
  const { what, sent, right } = hashesOf(wrong, triage);
  const isTorn = odd.some(({ detail }) => detail === 'conflict');
  if (isTorn)
    return l10n.t(
      '{0} was merged badly: it has markers of the merge, and {1} for {2}, where {3} is right.',
      file,
      sent,
      what,
      right,
    );
  return isProved(triage)
    ? l10n.t(
        '{0} is wrong: it has {1} for {2} of {3}, where the checksum database proves {4} for it.',
        file,
        sent,
        what,
        nameOf(triage.subject),
        right,
      )
    : l10n.t(
        '{0} is wrong: it has {1} for {2} of {3}, and {4} comes from everywhere else; {5}.',
        file,
        sent,
        what,
        nameOf(triage.subject),
        right,
        whyUnproved(triage.sources),
      );
}

function cacheSentence(triage: Triage): string {
  const odd = oddOf(triage, 'cache');
  const module = nameOf(triage.subject);
  if (odd.every(({ detail }) => detail === 'folder'))
    return l10n.t(
      'The module cache is damaged: the unpacked files of {0}, which go builds from, are not those of its archive.',
      module,
    );
  const wrong = odd.find((one) => differs(one, triage));
  if (wrong === undefined)
    return l10n.t(
      'The module cache is damaged: the archive of {0} is not the one whose hash go has written beside it.',
      module,
    );
  const { what, sent, right } = hashesOf(wrong, triage);
  return isProved(triage)
    ? l10n.t(
        'The module cache is wrong: {0} of {1} is {2} there, where the checksum database proves {3} for it.',
        what,
        module,
        sent,
        right,
      )
    : l10n.t(
        'The module cache is wrong: {0} of {1} is {2} there, and {3} everywhere else; {4}.',
        what,
        module,
        sent,
        right,
        whyUnproved(triage.sources),
      );
}

function unknownSentence(triage: Triage): string {
  const { subject, sources, verdict } = triage;
  const module = nameOf(subject);
  if (sources.some(({ code }) => code === 'sumdb-forked'))
    return l10n.t(
      'The checksum database shows two trees that cannot both be true: trust nothing new until that is explained.',
    );
  const database = sources.find(({ source }) => source === 'sumdb');
  if (database?.code === 'checksum-mismatch')
    return l10n.t(
      'go refuses {0}: the checksum database {1} {2}.',
      module,
      inert(database.name, 80),
      databaseNote(database.code, database.detail),
    );
  if (verdict.odd.length === 1 && verdict.odd[0] === 'vendor')
    return l10n.t(
      'The vendor folder has other files of {0} than its archive: go builds from them without asking anybody.',
      module,
    );
  if (verdict.compared)
    return l10n.t(
      'The sources of {0} disagree, and nothing proves which of them is right: {1}.',
      module,
      whyUnproved(sources),
    );
  const knows = sources.find(({ zip, mod }) => (zip ?? mod) !== null);
  return knows === undefined
    ? l10n.t('It cannot be found out: nobody who could be asked has {0}.', module)
    : l10n.t(
        'It cannot be found out: only {0} has a hash of {1}, and there is nothing to hold it against.',
        shortName(knows, sources),
        module,
      );
}

/** What is known of the checksum database where it proves nothing, as a clause. */
function whyUnproved(sources: readonly Source[]): string {
  const database = sources.find(({ source }) => source === 'sumdb');
  if (database === undefined) return l10n.t('no checksum database was asked');
  switch (database.detail) {
    case 'private':
      return l10n.t('no checksum database vouches for a private module');
    case 'off':
      return l10n.t('the checksum database is switched off');
  }
  const { name, code, detail } = database;
  return code === null
    ? l10n.t('the checksum database proves nothing of it')
    : l10n.t('the checksum database {0} {1}', inert(name, 80), databaseNote(code, detail));
}

function nameOf({ module, version }: Triage['subject']): string {
  return inert(`${module}@${version}`, 200);
}

function isProved({ verdict }: Triage): boolean {
  return verdict.truth.basis === 'database';
}

function oddOf({ sources, verdict }: Triage, kind: Source['source']): Source[] {
  return sources.filter((one) => one.source === kind && verdict.odd.includes(one.name));
}

function differs(one: Source, { verdict: { truth } }: Triage): boolean {
  const isOther = (hash: string | null, right: string | null) => hash !== null && right !== null && hash !== right;
  return isOther(one.zip, truth.zip) || isOther(one.mod, truth.mod);
}

/** The hash that shows the difference: of the archive where that is another, else of go.mod. */
function hashesOf(row: Source | undefined, { verdict: { truth } }: Triage) {
  const { zip = null, mod = null } = row ?? {};
  return zip !== null && truth.zip !== null && zip !== truth.zip
    ? { what: l10n.t('the archive'), sent: shortHash(zip), right: shortHash(truth.zip) }
    : { what: l10n.t('go.mod'), sent: shortHash(mod), right: shortHash(truth.mod) };
}
