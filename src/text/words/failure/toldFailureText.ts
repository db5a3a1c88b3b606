/** Clauses for the failures that no probe sees: those that only go's own words tell, and those of the settings. */
import * as l10n from '@vscode/l10n';
import { inert } from '../../inert.ts';
import type { FailureWords } from './failureWords.ts';

export function toldClause({ code, detail }: FailureWords): string {
  switch (code) {
    case 'checksum-mismatch':
      return mismatchClause(detail);
    case 'missing-gosum':
      return l10n.t('is wanted, and go.sum has no line to verify it by');
    case 'vcs-missing':
      return missingToolClause(detail);
    case 'vcs-auth':
      return l10n.t('leads to a repository that does not let us in');
    case 'toolchain':
      return toolchainClause(detail);
    case 'disk':
      return diskClause(detail);
    case 'sumdb-forked':
      return l10n.t('has signed two histories that cannot both be true: believe neither');
    case 'cache-damaged':
      return detail === 'mod'
        ? l10n.t('has a go.mod in the module cache that is none')
        : l10n.t('is damaged in the module cache');
    case 'withdrawn':
      return detail === 'deprecated'
        ? l10n.t('is a module that its author advises against')
        : l10n.t('is a version that its author has taken back');
    default:
      return settingClause({ code, detail });
  }
}

/** What forbids the look-up. */
export function offClause(detail: string | null): string {
  switch (detail) {
    case 'vendor':
      return l10n.t('is not asked: -mod=vendor lets go look into the vendor folder only');
    case 'govcs':
      return l10n.t('is not asked: GOVCS forbids the version control system that the repository needs');
    case 'goprivate':
      return l10n.t('is not asked: GOPRIVATE or GONOPROXY takes the module off the proxies');
    case 'sumdb':
      return l10n.t('is not asked: a toolchain is only taken with the checksum database, and GOSUMDB is off');
    default:
      return l10n.t('forbids every look-up (GOPROXY=off)');
  }
}

function mismatchClause(detail: string | null): string {
  switch (detail) {
    case 'go.sum':
      return l10n.t('is not what go.sum has on record: other bytes arrived than before');
    case 'sumdb':
      return l10n.t('is not what the checksum database has on record: other bytes arrived than everybody else got');
    case 'missing-in-sumdb':
      return l10n.t('is not in the record that the checksum database sent for it');
    default:
      return l10n.t('is not what its checksum says');
  }
}

function missingToolClause(detail: string | null): string {
  const tool = detail !== null && /^(?:git|hg|svn|bzr|fossil)$/.test(detail) ? detail : 'git';
  return l10n.t('needs {0}, and {0} is not installed', tool);
}

function toolchainClause(detail: string | null): string {
  switch (detail) {
    case 'not-available':
    case 'not-found':
      return l10n.t('wants a Go toolchain that no entry of GOPROXY has');
    case 'too-old':
      return l10n.t('wants a newer Go than this one');
    case 'invalid':
      return l10n.t('wants a Go toolchain whose name is none');
    default:
      return l10n.t('wants a newer Go toolchain, which could not be fetched');
  }
}

function diskClause(detail: string | null): string {
  switch (detail) {
    case 'full':
      return l10n.t('cannot be stored: the disk is full');
    case 'quota':
      return l10n.t('cannot be stored: your share of the disk is used up');
    case 'read-only':
      return l10n.t('cannot be stored: the file system is read-only');
    case 'permission':
      return l10n.t('cannot be stored or read: go may not touch its module cache');
    case 'cache':
      return l10n.t('is damaged in the module cache');
    case 'no-cache':
      return l10n.t('cannot be stored: there is no module cache that go can use');
    default:
      return l10n.t('cannot be stored or read: the disk reports an error');
  }
}

function settingClause({ code, detail }: FailureWords): string {
  switch (code) {
    case 'setting-masked':
      return l10n.t('is hidden by another setting and has no effect');
    case 'settings-drift':
      return l10n.t('is not the same everywhere: terminals, tasks and the Go extension go by different values');
    case 'private-exposed':
      return l10n.t('is private, and would be asked for at a public module proxy');
    case 'netrc-broken':
      return l10n.t('is not found in netrc as go reads it');
    case 'clock-skew':
      return l10n.t('cannot be trusted by the clock of this machine, which is wrong');
    case 'dns-hijack':
      return l10n.t('has a name that the name server answers with a false address');
    case 'system-proxy-ignored':
      return l10n.t('is not asked through the proxy of the system: go knows HTTP_PROXY and HTTPS_PROXY only');
    default: {
      const name = inert(code, 60);
      return l10n.t('fails ({0})', detail === null ? name : `${name}: ${inert(detail, 60)}`);
    }
  }
}
