/** What is often advised and never offered here: it makes the message go away, and the proof of what was fetched with it. */
import * as l10n from '@vscode/l10n';
import type { FailureCode } from '../../../failures/code.ts';

/** Returns what not to do about a failure; null where nothing harmful is usual. */
export function neverText(code: FailureCode): string | null {
  switch (code) {
    case 'tls':
      return l10n.t(
        'Never go on without TLS: GOINSECURE does nothing for a module proxy, and an http:// address lets anybody in between change what you get.',
      );
    case 'checksum-mismatch':
      return l10n.t(
        'Never delete the line from go.sum, and never set GOSUMDB=off or GONOSUMDB, to make it pass: this message is the one that guards you against a changed module. First find out who sends other bytes.',
      );
    case 'sumdb-unreachable':
    case 'sumdb-trap':
      return l10n.t(
        'Never set GOSUMDB=off or GONOSUMDB=* for it: every new module would be believed unseen, and toolchains could not be fetched any more. For a private module GOPRIVATE with its own path is enough.',
      );
    case 'sumdb-forked':
      return l10n.t('Never go on with another setting: what is shown is the proof that somebody was deceived.');
    case 'bad-content':
    case 'captive-portal':
      return l10n.t(
        'Never set GOSUMDB=off while an answer is not what it should be: go would keep it in its cache, and build with it.',
      );
    case 'missing-gosum':
      return l10n.t('Never write the line by hand: go mod download writes it, and verifies it.');
    case 'toolchain':
      return l10n.t('Never set GOSUMDB=off for it: go then refuses to fetch any toolchain at all.');
    case 'http-denied':
    case 'vcs-auth':
      return l10n.t(
        'Never write a password into a file that is shared, such as settings.json or a Dockerfile: netrc or GOAUTH keep it apart.',
      );
    case 'clock-skew':
      return l10n.t('Never turn the checking of certificates off for it: set the clock.');
    default:
      return null;
  }
}
