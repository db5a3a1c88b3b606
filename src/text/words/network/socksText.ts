/** What a SOCKS proxy replies, in words. */
import * as l10n from '@vscode/l10n';

/** Returns the reason, as a clause that stands after a colon, for the detail `socks-N` with RFC 1928's number; null for any other detail. */
export function socksReason(detail: string | null): string | null {
  const number = /^socks-(\d+)$/.exec(detail ?? '')?.[1];
  switch (number) {
    case undefined:
      return null;
    case '1':
      return l10n.t('it reports a failure of its own (SOCKS reply 1)');
    case '2':
      return l10n.t('its rules forbid it (SOCKS reply 2)');
    case '3':
      return l10n.t('it has no route to the network (SOCKS reply 3)');
    case '4':
      return l10n.t('it cannot reach the host (SOCKS reply 4)');
    case '5':
      return l10n.t('the host refuses its connections (SOCKS reply 5)');
    default:
      return l10n.t('SOCKS reply {0}', number);
  }
}
