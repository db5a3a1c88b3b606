/** Clauses for answers that are not what the protocol says. */
import * as l10n from '@vscode/l10n';
import { inert } from '../../inert.ts';

/** Returns a clause whose subject is who sent it. */
export function contentClause(detail: string | null): string {
  switch (detail) {
    case 'html':
      return l10n.t('sends a web page in the place of a file');
    case 'empty':
      return l10n.t('sends an empty file');
    case 'binary':
      return l10n.t('sends binary data in the place of text');
    case 'not-json':
    case 'no-version':
      return l10n.t('sends an .info file that is not what the protocol says');
    case 'wrong-version':
      return l10n.t('answers for another version than the one asked for');
    case 'not-a-go-mod':
    case 'wrong-module':
      return l10n.t('sends a go.mod file that is none, or another module’s');
    case 'not-a-list':
      return l10n.t('sends a list of versions that is none');
    case 'old-list':
      return l10n.t('sends a list of versions that lacks known ones');
    case 'not-a-record':
      return l10n.t('sends something else than a record of the checksum database');
    case 'not-a-zip':
      return l10n.t('sends an archive that is not a zip file');
    case 'corrupt-entry':
      return l10n.t('sends an archive that is damaged');
    case 'unexpected-file':
    case 'bad-name':
    case 'collision':
    case 'misplaced-go-mod':
      return l10n.t('sends an archive that is no module’s: go refuses the files in it');
    case 'too-large':
      return l10n.t('sends far more than the file can hold');
    case 'headers':
    case 'informational':
    case 'framing':
      return l10n.t('sends header lines without end');
    case 'not-http':
      return l10n.t('answers with something that is not HTTP');
    case 'not-a-repository':
      return l10n.t('leads to a page that is no git repository');
    default:
      return redirectClause(detail);
  }
}

function redirectClause(detail: string | null): string {
  switch (detail) {
    case 'redirect-loop':
      return l10n.t('redirects in a circle');
    case 'redirect-too-many':
      return l10n.t('redirects more often than go follows');
    case 'redirect-to-http':
      return l10n.t('redirects from https to http, which go refuses');
    case 'redirect-to-scheme':
    case 'redirect-no-location':
    case 'redirect-bad-location':
      return l10n.t('redirects to an address that is none');
    case null:
      return l10n.t('sends something that is not what the protocol says');
    default: {
      const status = /^status-(\d+)$/.exec(detail)?.[1];
      return l10n.t(
        'sends something that is not what the protocol says ({0})',
        status === undefined ? inert(detail, 60) : `HTTP ${status}`,
      );
    }
  }
}
