/** The titles of the remedies that only the user can carry out. */
import * as l10n from '@vscode/l10n';
import type { Remedy } from '../../../remedies/remedy.ts';
import { inert } from '../../inert.ts';
import { ordinal } from '../entryName.ts';

export function adviceTitle(remedy: Remedy): string {
  const { id, entry, command } = remedy;
  const name = inert(remedy.host, 80);
  switch (id) {
    case 'fix-goproxy-list':
      if (name === 'off') return l10n.t('Take “off” out of GOPROXY');
      return entry === null ? l10n.t('Mend GOPROXY') : l10n.t('Mend the {0} entry of GOPROXY', ordinal(entry));
    case 'unset-override':
      return unsetTitle(remedy);
    case 'retry':
      return l10n.t('Try again in a few minutes');
    case 'pin-toolchain':
      return name === ''
        ? l10n.t('In go.mod, name a Go version that exists, with its patch number')
        : l10n.t('Name the toolchain in go.mod with its patch number: {0}', name);
    case 'free-disk':
      return command === null
        ? l10n.t('Make the module cache writable for you: go env GOMODCACHE names its folder')
        : l10n.t(
            'Make room on the disk: {0} deletes what go has built, go clean -modcache what it has fetched',
            command,
          );
    case 'check-module':
      return remedy.module === null
        ? l10n.t('Check the path and the version of the module')
        : l10n.t('Check the path and the version of {0}, and whether you may read it', inert(remedy.module, 120));
    case 'open-docs':
      return l10n.t('Explain {0}', name);
    default:
      return networkTitle(remedy, name);
  }
}

function unsetTitle({ host, store, action }: Remedy): string {
  const name = inert(host, 40);
  if (action.kind === 'set' && action.values.GOTOOLCHAIN === 'auto') {
    return l10n.t('Let go fetch the toolchain that the module wants (GOTOOLCHAIN=auto)');
  }
  switch (store) {
    case 'go.goproxy':
      return l10n.t('Remove the setting go.goproxy of this folder');
    case 'os-env':
      return l10n.t('Remove the environment variable {0}, so that what is stored counts', name);
    default:
      return l10n.t('Remove the stored {0} (go env -u)', name);
  }
}

function networkTitle({ id }: Remedy, name: string): string {
  const isNamed = name !== '';
  switch (id) {
    case 'check-address':
      return isNamed ? l10n.t('Check the address of {0}: host, port and path', name) : l10n.t('Check the address');
    case 'check-resolver':
      if (isNamed) {
        return l10n.t('Check the name server {0}: does it run, and is it still one for this network?', name);
      }
      return l10n.t('Check the name servers of this machine, and whether other names are found');
    case 'check-hosts':
      return isNamed ? l10n.t('Check the line in {0}: is it still meant?', name) : l10n.t('Check the hosts file');
    case 'check-route':
      return isNamed
        ? l10n.t('Check the network: VPN, firewall, and whether {0} can be reached from here', name)
        : l10n.t('Check the network: VPN, firewall, and what can be reached from here');
    case 'check-forward-proxy':
      if (isNamed) {
        return l10n.t('Start the program that {0} names, or take the variable away', name);
      }
      return l10n.t('Check HTTP_PROXY, HTTPS_PROXY and NO_PROXY, and the proxy that they name');
    case 'sign-in':
      return l10n.t('Open any web page and sign in to the network, then examine again');
    case 'fetch-issuer':
      return l10n.t('Fetch the missing certificate, and see whether it completes the chain (diagnose --fetch-issuer)');
    case 'trust-ca':
      return isNamed
        ? l10n.t(
            'If the certificate of {0} is from your company’s authority, have that added to the system’s trust store (or name it in SSL_CERT_FILE)',
            name,
          )
        : l10n.t(
            'If the certificate is from your company’s authority, have that added to the system’s trust store (or name it in SSL_CERT_FILE)',
          );
    case 'close-file':
      return isNamed ? l10n.t('Let nobody else read {0}', name) : l10n.t('Let nobody else read the file');
    case 'login':
      return isNamed
        ? l10n.t('Check the credentials for {0}: in the URL, in netrc, from GOAUTH or in git', name)
        : l10n.t('Check the credentials: in the URL, in netrc, from GOAUTH or in git');
    case 'install-vcs':
      return l10n.t('Install {0} and put it on the PATH: “direct” needs it', isNamed ? name : 'git');
    default:
      return isNamed
        ? l10n.t('Tell the operator of {0}: this report shows what it sends', name)
        : l10n.t('Tell the operator of the mirror: this report shows what it sends');
  }
}
