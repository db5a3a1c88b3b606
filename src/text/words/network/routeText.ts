/** What is wrong with the ways to a host, in words. */
import * as l10n from '@vscode/l10n';
import type { NetworkFailure } from '../../../failures/network/networkFailure.ts';
import { inert } from '../../inert.ts';
import { duration } from '../../numbers.ts';

/** Returns a clause whose subject is the host, for one of routeFailures; it ends without a full stop. */
export function routeClause({ code, detail, facts }: NetworkFailure): string {
  const addresses = inert(facts.addresses ?? '');
  switch (detail) {
    case 'all-dead':
      return l10n.t('cannot be connected to at any of its addresses ({0})', addresses);
    case 'no-route':
      return l10n.t('cannot be reached: this machine has no route to {0}', addresses);
    case 'forbidden':
      return l10n.t('may not be connected to: this machine forbids it ({0})', addresses);
    case 'ipv6-broken':
      return withLoss(l10n.t('{0} over IPv6 ({1}), and works over IPv4', deadVerb(code), addresses), facts.waits);
    case 'ipv4-broken':
      return withLoss(l10n.t('{0} over IPv4 ({1}), and works over IPv6', deadVerb(code), addresses), facts.waits);
    case 'some-addresses-dead': {
      const working = inert(facts.working ?? '');
      const clause = l10n.t('{0} at some of its addresses ({1})', deadVerb(code), addresses);
      return withLoss(working === '' ? clause : l10n.t('{0}; {1} works', clause, working), facts.waits);
    }
    case 'name-filtered':
      return l10n.t(
        'is cut off by a device in between because of its name: the same address ({0}) answers when another name is asked for',
        addresses,
      );
    case 'plain-http-on-tls-port':
      return l10n.t('speaks plain HTTP instead of TLS at {0}', addresses);
    default:
      return greetingClause(code, addresses);
  }
}

function greetingClause(code: string, addresses: string): string {
  return code === 'response-timeout'
    ? l10n.t('takes connections and falls silent in the TLS handshake ({0})', addresses)
    : l10n.t('cuts the connection in the TLS handshake ({0})', addresses);
}

function deadVerb(code: string): string {
  switch (code) {
    case 'refused':
      return l10n.t('refuses connections');
    case 'reset':
      return l10n.t('cuts connections');
    case 'response-timeout':
      return l10n.t('falls silent in the TLS handshake');
    default:
      return l10n.t('does not answer');
  }
}

/** What go loses to it, where it is more than nothing. */
function withLoss(clause: string, waits: string | undefined): string {
  const ms = Number(waits ?? 0);
  return ms >= 1 ? l10n.t('{0}: go loses {1} with every new connection', clause, duration(ms)) : clause;
}
