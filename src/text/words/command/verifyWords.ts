/** The words of `verify`: its help, what stops it, and what is wrong with a version. */
import * as l10n from '@vscode/l10n';
import type { GoSumFault } from '../../../integrity/gosum/goSum.ts';
import type { Unproved } from '../../../integrity/sumdb/unproved.ts';
import type { VerifiedModule } from '../../../integrity/verify/verifiedModule.ts';

export const verifyHelp = {
  command: () => l10n.t('hold the module cache against go.sum, or tell the hashes of one module archive'),
  file: () => l10n.t("a module's .zip, as a module proxy serves it"),
  module: () => l10n.t('whose the archive is, PATH@VERSION'),
  prove: () => l10n.t('look each version up in the checksum database, and hold it against what that proves'),
  needsBoth: () => l10n.t('An archive is verified as that of a version: verify FILE.zip PATH@VERSION.'),
  needsVersion: (text: string) =>
    l10n.t('“{0}” names no exact version: write PATH@VERSION, for example golang.org/x/text@v0.14.0.', text),
  noFile: (file: string) => l10n.t('{0} cannot be read: give the path of a .zip file.', file),
  noModule: (folder: string) => l10n.t('{0} is in no module: there is no go.mod in it or above it.', folder),
  noGoSum: (file: string) => l10n.t('{0} cannot be read: go mod tidy writes it.', file),
  noCache: () => l10n.t('The module cache was not found: install go, or set GOMODCACHE.'),
};

export const verifyWords = {
  progress: (done: number, all: number) => l10n.t('verified {0} of {1}', done, all),
  proving: (done: number, all: number) => l10n.t('looked up {0} of {1}', done, all),
  /** Where a line stands. */
  place: (file: string, line: number) => l10n.t('{0}, line {1}', file, line),
  allGood: (checked: number, absent: number) =>
    absent === 0
      ? l10n.t('All {0} versions in the module cache are as go.sum says.', checked)
      : l10n.t('All {0} versions in the module cache are as go.sum says; {1} are not in it.', checked, absent),
  someBad: (bad: number, checked: number) =>
    l10n.t('{0} of {1} versions in the module cache are not as they should be.', bad, checked),
  proved: (proved: number, all: number, database: string) =>
    proved === all
      ? l10n.t('{0} proves all {1}.', database, all)
      : l10n.t('{0} proves {1} of {2}.', database, proved, all),
  private: (count: number) =>
    count === 1
      ? l10n.t('One is private: no database is asked about it, and nobody can prove it.')
      : l10n.t('{0} are private: no database is asked about them, and nobody can prove them.', count),
  clean: (name: string) =>
    l10n.t(
      'Drop {0} from the module cache (its files below cache/download and its folder), then: go mod download',
      name,
    ),
  compare: (name: string) => l10n.t('See who is wrong: goproxy-doctor checksum {0}', name),
};

/** What is wrong with a version, as a clause; '' where nothing is. */
export function verifyClause({ code, detail }: VerifiedModule): string {
  if (code === null) return '';
  if (code === 'sumdb-forked') return l10n.t('the checksum database shows two histories that cannot both be true');
  switch (detail) {
    case 'mod':
      return l10n.t('its go.mod in the module cache is not the one of go.sum');
    case 'zip':
      return code === 'checksum-mismatch'
        ? l10n.t('the module cache has another archive than go.sum says')
        : l10n.t('its archive in the module cache is broken');
    case 'ziphash':
      return l10n.t('its archive in the module cache was changed after go wrote it');
    case 'no-ziphash':
      return l10n.t('its archive is in the module cache without the hash that go writes beside it');
    case 'folder':
      return l10n.t('its unpacked files in the module cache were changed');
    case 'database-zip':
      return l10n.t('its archive is not the one that the checksum database proves');
    case 'database-mod':
      return l10n.t('its go.mod is not the one that the checksum database proves');
    case 'forged':
      return l10n.t('what was said of it in the name of the checksum database is not signed by it');
    case 'other-module':
      return l10n.t('its go.mod names another module');
    case 'not-a-zip':
      return l10n.t('is no zip archive, or not a whole one');
    case 'unexpected-file':
      return l10n.t('has files outside the folder of that version');
    case 'too-large':
      return l10n.t('is larger than go allows');
    case 'corrupt-entry':
      return l10n.t('has a file that cannot be unpacked');
    default:
      return l10n.t('is no archive that go would take ({0})', detail ?? code);
  }
}

/** What is wrong with a line of a go.sum; null where that is nothing to act on. */
export function sumFaultText(reason: GoSumFault['reason']): string | null {
  switch (reason) {
    case 'byte-order-mark':
      return l10n.t('a byte order mark stands before it, and go does not know the module: save the file without one.');
    case 'conflict-marker':
      return l10n.t('a mark that a merge has left: keep the lines of both sides without the marks, then go mod tidy.');
    case 'malformed':
      return l10n.t('not a line that go can read: take it out, then go mod tidy.');
    case 'bad-hash':
      return l10n.t('a hash that no content can have: take the line out, then go mod tidy.');
    case 'unknown-hash':
    case 'duplicate':
      return null;
  }
}

/** Why the checksum database does not vouch for a version. */
export function unprovedClause(reason: Unproved): string {
  switch (reason) {
    case 'off':
      return l10n.t('GOSUMDB is off: there is no checksum database to prove anything.');
    case 'invalid':
      return l10n.t('GOSUMDB cannot be used as it is set.');
    case 'private':
      return l10n.t('is private');
    case 'unreachable':
      return l10n.t('the checksum database could not be asked');
    case 'unknown':
      return l10n.t('the checksum database knows no such version');
    case 'forged':
      return l10n.t('the answer is not signed by the checksum database');
    case 'forked':
      return l10n.t('the checksum database shows two histories');
  }
}
