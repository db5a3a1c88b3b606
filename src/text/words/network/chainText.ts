/** What go has against a server's certificates, in words, with who is likely behind it. */
import * as l10n from '@vscode/l10n';
import type { NetworkFailure } from '../../../failures/network/networkFailure.ts';
import { inert } from '../../inert.ts';

type Facts = NetworkFailure['facts'];

/** Returns a clause whose subject is the host, for one of chainFailures; it ends without a full stop. */
export function chainClause({ detail, facts }: NetworkFailure): string {
  const product = fact(facts, 'interceptor');
  // A product that shows its own certificate for everything explains more than what is wrong with it.
  if (product !== '' && (detail === 'x509-unknown-authority' || detail === 'x509-self-signed')) {
    return l10n.t('is intercepted by {0}, whose authority go does not trust here', product);
  }
  return certificateClause(detail, facts) ?? handshakeClause(detail, facts);
}

function certificateClause(detail: string, facts: Facts): string | null {
  const issuer = fact(facts, 'issuer');
  switch (detail) {
    case 'x509-unknown-authority':
      return l10n.t(
        'shows a certificate of an authority that go does not trust here ({0})',
        fact(facts, 'authority') || issuer,
      );
    case 'x509-self-signed':
      return l10n.t('shows a certificate that it signed itself ({0})', fact(facts, 'subject'));
    case 'x509-missing-intermediate':
      return l10n.t('leaves out the intermediate certificate “{0}”, which would prove its own', fact(facts, 'missing'));
    case 'x509-expired':
      return dated(l10n.t('shows a certificate that has expired'), fact(facts, 'certificate'), fact(facts, 'expires'));
    case 'x509-not-yet-valid':
      return dated(
        l10n.t('shows a certificate that is not valid yet'),
        fact(facts, 'certificate'),
        fact(facts, 'begins'),
      );
    case 'x509-wrong-name':
      return wrongName(facts);
    case 'x509-invalid':
      return invalid(fact(facts, 'weak'), fact(facts, 'reason'));
    default:
      return null;
  }
}

function invalid(weak: string, reason: string): string {
  if (weak !== '') return l10n.t('shows a certificate whose signature ({0}) is too weak for go', weak);
  const clause = l10n.t('shows a certificate that is not fit for a server');
  return reason === '' ? clause : l10n.t('{0} ({1})', clause, reason);
}

function wrongName(facts: Facts): string {
  const names = fact(facts, 'names');
  if (names === '')
    return l10n.t('shows a certificate that is for no name at all (issued by {0})', fact(facts, 'issuer'));
  const more = Number(facts.nameCount ?? 0) - names.split(', ').length;
  const clause = l10n.t('shows a certificate for {0}', names);
  return more > 0 ? l10n.t('{0} and {1} more names, its own not among them', clause, more) : clause;
}

function dated(clause: string, whose: string, when: string): string {
  return when === '' ? clause : l10n.t('{0} (“{1}”, {2})', clause, whose, when.slice(0, 10));
}

function handshakeClause(detail: string, facts: Facts): string {
  const version = fact(facts, 'version');
  if (detail === 'protocol-version') {
    return version === ''
      ? l10n.t('offers no version of TLS that go takes (1.2 or later)')
      : l10n.t('offers {0} at best, and go takes TLS 1.2 or later', version.replace('v', ' '));
  }
  if (detail === 'plain-http-on-tls-port') {
    return l10n.t('speaks plain HTTP where TLS is expected (https:// should be http://?)');
  }
  return l10n.t('refuses the TLS handshake ({0})', inert(detail, 60));
}

function fact(facts: Facts, name: string): string {
  return inert(facts[name] ?? '');
}
