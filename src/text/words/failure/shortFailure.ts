/** What failed in two or three words, for a small place. */
import * as l10n from '@vscode/l10n';
import type { FailureWords } from './failureWords.ts';

/** Returns it after our name, where others speak too: `Go Proxy: no answer`. */
export function ourFailure(failure: FailureWords | null): string {
  return l10n.t('{0}: {1}', 'Go Proxy', shortFailure(failure));
}

/** Null: nobody knows. */
export function shortFailure(failure: FailureWords | null): string {
  switch (failure?.code) {
    case 'stall':
    case 'connect-timeout':
    case 'response-timeout':
      return l10n.t('no answer');
    case 'dns':
      return l10n.t('name not found');
    case 'refused':
    case 'reset':
      return l10n.t('no connection');
    case 'tls':
      return l10n.t('certificate');
    case 'forward-proxy':
      return l10n.t('forward proxy fails');
    case 'not-found':
      return l10n.t('module not found');
    case 'http-denied':
      return l10n.t('access denied');
    case 'server-error':
      return l10n.t('server error');
    case 'rate-limited':
      return l10n.t('too many requests');
    case 'captive-portal':
      return l10n.t('sign in to the network');
    case 'goproxy-invalid':
      return l10n.t('invalid list');
    case 'checksum-mismatch':
      return l10n.t('checksum mismatch');
    case 'missing-gosum':
      return l10n.t('not in go.sum');
    case 'vcs-auth':
      return l10n.t('repository wants credentials');
    case 'withdrawn':
      return failure.detail === 'deprecated' ? l10n.t('deprecated') : l10n.t('retracted');
    case 'private-exposed':
      return l10n.t('private, asked for in public');
    case 'cache-damaged':
      return l10n.t('damaged in the module cache');
    default:
      return l10n.t('failing');
  }
}
