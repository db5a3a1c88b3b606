/** Forward proxies that are gone, and those that go does not know of, in words. */
import * as l10n from '@vscode/l10n';
import type { NetworkFailure } from '../../../failures/network/networkFailure.ts';
import { inert } from '../../inert.ts';

/** Returns a clause whose subject is the host, for forwardProxyFailures'; it ends without a full stop. */
export function forwardProxyClause({ detail, facts }: NetworkFailure): string {
  const address = inert(facts.address ?? '');
  const product = inert(facts.product ?? '');
  const variable = inert(facts.variable ?? '');
  if (detail === 'unknown-scheme') {
    return schemeClause(inert(facts.scheme ?? '', 40), facts.takenFor === 'host', variable);
  }
  if (detail === 'login-refused') {
    return variable === ''
      ? l10n.t(
          'is behind the forward proxy {0}, which refuses the user name and the password that it is given',
          address,
        )
      : l10n.t(
          'is behind the forward proxy {0}, which refuses the user name and the password in {1}',
          address,
          variable,
        );
  }
  if (detail === 'plain-http') {
    return variable === ''
      ? l10n.t('is asked over plain http through the forward proxy {0}: the fault may be that proxy’s own', address)
      : l10n.t(
          'is asked over plain http through the forward proxy {0}, which {1} names: the fault may be that proxy’s own',
          address,
          variable,
        );
  }
  const gone =
    product === ''
      ? l10n.t('nothing listens there any more')
      : l10n.t('nothing listens there any more ({0} takes that port; is it switched off?)', product);
  return variable === ''
    ? l10n.t('is behind the forward proxy {0} on this machine, and {1}', address, gone)
    : l10n.t('is behind the forward proxy {0} on this machine, which {1} names, and {2}', address, variable, gone);
}

function schemeClause(scheme: string, isTakenForHost: boolean, variable: string): string {
  const value = `${variable}=${scheme}://…`;
  return isTakenForHost
    ? l10n.t(
        'is behind a forward proxy of a scheme that this version of go does not know ({0}): it looks for a host named “{1}”; socks5:// it knows',
        value,
        scheme,
      )
    : l10n.t(
        'is behind a forward proxy of a scheme that go does not know ({0}): it speaks plain HTTP to it; http, https, socks5 and socks5h it knows',
        value,
      );
}

/** Returns a sentence for systemProxyFailures'. */
export function systemProxySentence({ detail, facts }: NetworkFailure): string {
  const hosts = inert(facts.hosts ?? '');
  const place = placeName(detail);
  const script = facts.script ?? '';
  if (script === 'auto-detect') {
    return l10n.t(
      '{0} look for a proxy by themselves (WPAD). go does not: it connects to {1} directly, which fails. Set HTTPS_PROXY to the address that they find.',
      place,
      hosts,
    );
  }
  if (script !== '' && facts.named !== undefined) {
    return l10n.t(
      '{0} name a proxy script, {1}, and in that {2}. go knows no scripts: it connects to {3} directly, which fails. Set HTTPS_PROXY to the proxy that is for it.',
      place,
      inert(script),
      inert(facts.named),
      hosts,
    );
  }
  if (script !== '') {
    return l10n.t(
      '{0} name a proxy script, {1}. go knows no scripts: it connects to {2} directly, which fails. Set HTTPS_PROXY to the proxy that the script leads to.',
      place,
      inert(script),
      hosts,
    );
  }
  return l10n.t(
    '{0} name the proxy {1}. go reads only HTTPS_PROXY and its family, which name none: it connects to {2} directly, which fails.',
    place,
    inert(facts.proxy ?? ''),
    hosts,
  );
}

/** In the plural, as the subject of the sentence. */
function placeName(source: string): string {
  switch (source) {
    case 'windows':
      return l10n.t('The proxy settings of Windows');
    case 'macos':
      return l10n.t('The network settings of macOS');
    case 'gnome':
      return l10n.t('The settings of GNOME');
    case 'kde':
      return l10n.t('The settings of KDE');
    case 'vscode':
      return l10n.t('The settings of VS Code (http.proxy)');
    case 'login':
      return l10n.t('The variables in /etc/environment, which this session has not taken over,');
    default:
      return l10n.t('The settings of the system');
  }
}
