/** What a remedy is called, what it changes, how it is taken back, and what it costs. */
import * as l10n from '@vscode/l10n';
import type { Remedy } from '../../remedies/remedy.ts';
import { inert } from '../inert.ts';
import { ordinal } from './entryName.ts';

export interface RemedyWords {
  readonly title: string;
  readonly changes: string;
  readonly undo: string;
  readonly costs: string | null;
}

export function remedyWords(remedy: Remedy): RemedyWords {
  return {
    title: title(remedy),
    changes: changes(remedy),
    undo: remedy.undo ?? undoWords(remedy),
    costs:
      remedy.cost === null
        ? null
        : l10n.t(
            'Module paths, private ones that GOPRIVATE does not cover included, are then asked of a public mirror.',
          ),
  };
}

function undoWords({ store, command }: Remedy): string {
  if (store === null) return l10n.t('Nothing is changed by us.');
  return command === null
    ? l10n.t('Put the entries back in their old order.')
    : l10n.t('Set the old value again. It is not shown here: it holds a secret, or cannot be typed.');
}

function title({ id, entry, host, command }: Remedy): string {
  const name = inert(host, 80);
  switch (id) {
    case 'use-goproxy':
      return entry === null
        ? l10n.t('Use the public mirror {0}', name)
        : l10n.t('Put {0} (entry {1}) first', name, entry + 1);
    case 'fix-goproxy':
      if (host === 'off') return l10n.t('Take “off” out of GOPROXY');
      if (command !== null) {
        return entry === null
          ? l10n.t('Mend GOPROXY, or take the setting away')
          : l10n.t('Mend the {0} entry of GOPROXY, or take the setting away', ordinal(entry));
      }
      return entry === null ? l10n.t('Mend GOPROXY') : l10n.t('Mend the {0} entry of GOPROXY', ordinal(entry));
    case 'unset-variable':
      return l10n.t('Remove the setting that hides the stored GOPROXY');
    case 'try-later':
      return l10n.t('Try again in a few minutes');
    case 'check-address':
      return name === '' ? l10n.t('Check the address') : l10n.t('Check the address of {0}: host, port and path', name);
    case 'check-module':
      return l10n.t('Check the path and the version of the module');
    case 'check-resolver':
      return l10n.t('Check the name servers of this machine, and whether other names are found');
    case 'check-route':
      return name === ''
        ? l10n.t('Check the network: VPN, firewall, and what can be reached from here')
        : l10n.t('Check the network: VPN, firewall, and whether {0} can be reached from here', name);
    case 'check-forward-proxy':
      return l10n.t('Check HTTP_PROXY, HTTPS_PROXY and NO_PROXY, and the proxy that they name');
    case 'sign-in':
      return l10n.t('Open any web page and sign in to the network, then examine again');
    case 'trust-certificate':
      return l10n.t(
        'If the certificate is your company’s, have its authority added to the system’s trust store (or name it in SSL_CERT_FILE)',
      );
    case 'renew-credentials':
      return name === ''
        ? l10n.t('Check the credentials in the URL or in netrc')
        : l10n.t('Check the credentials for {0} in the URL or in netrc', name);
    case 'install-git':
      return l10n.t('Install git: “direct” needs it');
    case 'report-mirror':
      return name === ''
        ? l10n.t('Tell the operator of the mirror: this report shows what it sends')
        : l10n.t('Tell the operator of {0}: this report shows what it sends', name);
  }
}

function changes({ id, command, store }: Remedy): string {
  if (store === null) return l10n.t('Nothing by itself.');
  if (command === null)
    return l10n.t(
      'The order of GOPROXY, by hand: the list holds a secret or cannot be typed, so that no command is shown.',
    );
  const what = id === 'use-goproxy' ? l10n.t('The order of GOPROXY') : l10n.t('The value of GOPROXY');
  switch (store) {
    case 'go.goproxy':
      return l10n.t('{0}, in the setting go.goproxy of this folder.', what);
    case 'os-env':
      return l10n.t('{0}, in this shell. To keep it, change it where the variable is set.', what);
    case 'go-env-file':
      return l10n.t('{0}, for every Go project of this user.', what);
  }
}
