/** A login page in the place of the servers, in words. */
import * as l10n from '@vscode/l10n';
import type { NetworkFailure } from '../../../failures/network/networkFailure.ts';
import { inert } from '../../inert.ts';

/** Returns a clause whose subject is the host, for portalFailure's; it ends without a full stop. */
export function portalClause({ detail, facts }: NetworkFailure): string {
  return detail === 'redirected'
    ? l10n.t('is kept back by the login page of this network, {0}: log in there first', inert(facts.host ?? ''))
    : l10n.t('answers everything with a web page, as the login page of a network does: open a browser and log in');
}
