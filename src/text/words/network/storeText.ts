/** Why a certificate can be good for other programs and not for go, in one sentence. */
import * as l10n from '@vscode/l10n';
import type { NetworkFailure } from '../../../failures/network/networkFailure.ts';
import { inert } from '../../inert.ts';

/** Returns where go's roots come from, and who else knows better; null where that does not explain the failure. */
export function storeSentence({ detail, facts }: NetworkFailure): string | null {
  if (detail !== 'x509-unknown-authority' && detail !== 'x509-self-signed') return null;
  const store = storeName(facts);
  return facts.node === 'accepts'
    ? l10n.t(
        'Node’s own list knows this authority, so that it works in other programs; go takes its roots from {0}.',
        store,
      )
    : l10n.t(
        'go takes its roots from {0}; a browser, which has a store of its own, may trust this certificate all the same.',
        store,
      );
}

function storeName(facts: NetworkFailure['facts']): string {
  const store = inert(facts.store ?? '');
  const setBy = inert(facts.storeSetBy ?? '');
  if (store === '') {
    return setBy === '' ? l10n.t('nowhere: no store was found') : l10n.t('nowhere: {0} names no certificates', setBy);
  }
  if (store === 'system') return l10n.t('the store of the system');
  return setBy === '' ? store : l10n.t('{0} ({1})', store, setBy);
}
