/** What came of fetching the certificates that a server leaves out. */
import * as l10n from '@vscode/l10n';
import type { NetworkFailure } from '../../../failures/network/networkFailure.ts';
import { inert } from '../../inert.ts';

/** Returns null where nothing was fetched. */
export function issuerSentence({ facts }: NetworkFailure): string | null {
  const url = inert(facts.fetchedFrom ?? '', 320);
  if (facts.pem !== undefined) {
    return l10n.t('It was fetched from {0} and completes the chain: the server has to send it behind its own.', url);
  }
  return facts.fetchFault === undefined ? null : faultSentence(facts.fetchFault, url);
}

function faultSentence(fault: string, url: string): string {
  switch (fault) {
    case 'redirect-to-private':
      return l10n.t(
        'It was not fetched from {0}: that leads to a network nearer to this machine than the server.',
        url,
      );
    case 'too-long':
    case 'not-a-certificate':
      return l10n.t('What lies at {0} is no certificate.', url);
    case 'another-issuer':
      return l10n.t('The certificate at {0} is another one, which did not sign it.', url);
    case 'untrusted-root':
    case 'too-deep':
    case 'no-address':
      return l10n.t('What was fetched (from {0} last) leads to no authority that go trusts here.', url);
    default:
      return l10n.t('It could not be fetched from {0} ({1}).', url, inert(fault, 60));
  }
}

/** The heading of the certificates, for whoever runs the server. */
export function issuerHeading(host: string): string {
  return l10n.t('For the operator of {0}, to be sent behind the server’s own certificate:', host);
}
