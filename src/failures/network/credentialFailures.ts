/** What is wrong with the credentials for an entry that denied access: netrc and GOAUTH. Pure. */
import type { EntryCredentials } from '../../gocmd/auth/entryCredentials.ts';
import type { NetworkFailure } from './networkFailure.ts';

export interface CredentialEvidence {
  /** Of the entry's answer; null where none came. */
  readonly status: number | null;
  /** `host` or `host:port` as the entry writes it. */
  readonly host: string;
  readonly known: Pick<
    EntryCredentials,
    'credentials' | 'goauthFault' | 'troubles' | 'netrcMiss' | 'netrcPath' | 'netrcIsOpen' | 'isUnknown'
  >;
}

/**
 * Returns nothing for an entry that did not deny: many need no credentials. A GOAUTH that go refuses ends every https request, and
 * is told whatever the answer to us was; so is a netrc file that everybody may read (`open-to-all`) where it gave what was sent. Facts: `host`, `file`, `machine` (netrc); `problem` (GOAUTH); `command`, `problem`
 * (a command that granted nothing). None is ever a secret.
 */
export function credentialFailures({ status, host, known }: CredentialEvidence): readonly NetworkFailure[] {
  const { goauthFault, credentials, troubles, netrcMiss, netrcPath, netrcIsOpen, isUnknown } = known;
  if (goauthFault !== null) {
    return [{ code: 'goproxy-invalid', detail: 'goauth', facts: { problem: goauthFault } }];
  }
  if (netrcIsOpen) return [{ code: 'netrc-broken', detail: 'open-to-all', facts: { host, file: netrcPath ?? '' } }];
  if ((status !== 401 && status !== 403) || credentials.source !== null) return [];
  const failures: NetworkFailure[] = troubles.map(({ command, trouble }) => ({
    code: 'netrc-broken',
    detail: 'goauth-command',
    facts: { host, command, problem: trouble },
  }));
  // What an unrun command would have given is not known; and a 403 without any netrc is a rule rather than a lack of credentials.
  const isMute = isUnknown || (netrcMiss?.reason === 'no-file' && status === 403);
  if (netrcMiss === null || isMute) return failures;
  const { reason, machine } = netrcMiss;
  const facts = { host, file: netrcPath ?? '', machine: machine ?? '' };
  const named = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== ''));
  return [...failures, { code: 'netrc-broken', detail: reason, facts: named }];
}
