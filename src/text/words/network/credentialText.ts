/** What keeps go from sending the credentials that somebody meant it to send. */
import * as l10n from '@vscode/l10n';
import type { NetworkFailure } from '../../../failures/network/networkFailure.ts';
import { inert } from '../../inert.ts';

/** Returns a sentence with the mend in it; it names files and machines, never a login or a password. */
export function credentialText({ detail, facts }: NetworkFailure): string {
  if (detail === 'goauth') return goauthText(facts.problem ?? '');
  if (detail === 'goauth-command') return commandText(facts);
  const host = shown(facts.host);
  const file = shown(facts.file ?? 'netrc');
  const machine = shown(facts.machine);
  switch (detail) {
    case 'no-file':
      return l10n.t('{0} wants credentials, and there is no netrc file: go looks for {1}.', host, file);
    case 'unreadable':
      return l10n.t(
        '{0} wants credentials, and {1} cannot be read: go goes on without it, and does not say so.',
        host,
        file,
      );
    case 'no-password':
      return l10n.t(
        'In {1} the entry for {2} has no password that go can read: go drops it without a word.',
        host,
        file,
        machine,
      );
    case 'no-login':
      return l10n.t(
        'In {1} the entry for {2} has no login that go can read: go drops it without a word.',
        host,
        file,
        machine,
      );
    case 'port-mismatch':
      return l10n.t(
        '{1} has an entry for {2}, and GOPROXY asks {0}: go compares the port too. Write “machine {0}”.',
        host,
        file,
        machine,
      );
    case 'name-case':
      return l10n.t('{1} has an entry for {2}, and GOPROXY asks {0}: to go, letter case counts.', host, file, machine);
    case 'path-mismatch':
      return l10n.t(
        '{1} has an entry for {2}, which does not fit the entry of GOPROXY. Write “machine {0}”.',
        host,
        file,
        machine,
      );
    case 'byte-order-mark':
      return l10n.t(
        '{1} begins with a byte order mark, so that go loses its first entry. Save it without one.',
        host,
        file,
      );
    case 'endless-macro':
      return l10n.t(
        'In {1} the entry for {2} stands behind a “macdef” that does not end for go: it needs an empty line, without blanks or a carriage return.',
        host,
        file,
        machine,
      );
    case 'unread':
      return l10n.t(
        'In {1} the entry for {2} stands in a macro or behind “default”, where go does not look. Move it to the top.',
        host,
        file,
        machine,
      );
    case 'default-ignored':
      return l10n.t(
        '{1} has only its “default” entry for {0}, and go does not use that. Write “machine {0}”.',
        host,
        file,
      );
    case 'open-to-all':
      return l10n.t(
        'Every user of this machine may read {0}, from which go takes the password for {1}. go reads it all the same; some programs refuse such a file.',
        file,
        host,
      );
    case 'too-large':
      return l10n.t('{1} is too long to be read here; in its first 1 MiB there is no entry for {0}.', host, file);
    default:
      return l10n.t('{0} wants credentials, and {1} has no entry for it. Write “machine {0}”.', host, file);
  }
}

function goauthText(problem: string): string {
  switch (problem) {
    case 'empty-command':
      return l10n.t('GOAUTH has an empty command (a “;” too many): go gives up at its first https request.');
    case 'off-combined':
      return l10n.t('GOAUTH=off cannot stand beside other commands: go gives up at its first https request.');
    case 'git-no-folder':
      return l10n.t('In GOAUTH, “git” needs one folder behind it: go gives up at its first https request.');
    case 'git-relative':
      return l10n.t(
        'In GOAUTH, the folder behind “git” must be an absolute path: go gives up at its first https request.',
      );
    default:
      return l10n.t('In GOAUTH, the folder behind “git” is not there: go gives up at its first https request.');
  }
}

function commandText({ host = '', command = '', problem }: NetworkFailure['facts']): string {
  const [name, asked] = [shown(command), shown(host)] as const;
  switch (problem) {
    case 'not-found':
      return l10n.t('GOAUTH names {0}, which cannot be run: go asks {1} without credentials.', name, asked);
    case 'hangs':
      return l10n.t('GOAUTH runs {0}, which did not end in time: go would wait for it.', name);
    case 'unusable-output':
      return l10n.t('GOAUTH runs {0}, whose answer go cannot use: it asks {1} without credentials.', name, asked);
    default:
      return l10n.t('GOAUTH runs {0}, which failed: go asks {1} without credentials.', name, asked);
  }
}

function shown(text = ''): string {
  return inert(text, 120);
}
