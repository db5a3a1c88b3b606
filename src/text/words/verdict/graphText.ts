/** What the Go environment and the module graph show, as sentences. */
import * as l10n from '@vscode/l10n';
import type { GraphFinding } from '../../../doctor/graph/graphExamination.ts';
import { inert } from '../../inert.ts';

type Facts = (name: string) => string;

/** Returns one or two sentences: what it is, and what go does because of it. */
export function graphSentence({ code, detail, facts }: Pick<GraphFinding, 'code' | 'detail' | 'facts'>): string {
  const fact: Facts = (name) => inert(facts[name] ?? '');
  switch (code) {
    case 'private-exposed':
      return exposedSentence(fact);
    case 'not-found':
      return missingSentence(detail, fact);
    case 'toolchain':
      return toolchainSentence(detail, fact);
    case 'goproxy-off':
      return modeSentence(detail, fact);
    case 'withdrawn':
      return withdrawnSentence(detail, fact);
    case 'cache-damaged':
      return damagedSentence(fact);
    default:
      return settingSentence(detail, fact);
  }
}

function exposedSentence(fact: Facts): string {
  const [module, host, pattern] = [fact('module'), fact('host'), fact('pattern')];
  return fact('count') === '1'
    ? l10n.t('{0} looks private, and go asks {1} for it. GOPRIVATE={2} would keep it within.', module, host, pattern)
    : l10n.t(
        '{0} modules like {1} look private, and go asks {2} for them. GOPRIVATE={3} would keep them within.',
        fact('count'),
        module,
        host,
        pattern,
      );
}

function missingSentence(detail: string, fact: Facts): string {
  switch (detail) {
    case 'incomplete':
      return fact('count') === '1'
        ? l10n.t(
            'An entry of GOPROXY, the folder {0}, lacks {1} of a required version whose other files it has: to go that one is not there.',
            fact('folder'),
            fact('lacks'),
          )
        : l10n.t(
            'An entry of GOPROXY, the folder {0}, lacks a file of {1} required versions, such as {2}: to go those are not there.',
            fact('folder'),
            fact('count'),
            fact('lacks'),
          );
    case 'replace-missing':
      return l10n.t('A module is replaced by the folder {0}, and there is no go.mod there. go fails.', fact('target'));
    case 'replace-outside':
      return l10n.t(
        'A module is replaced by the folder {0}, outside of this repository: other machines may not have it.',
        fact('target'),
      );
    default:
      return l10n.t(
        'An entry of GOPROXY is the folder {0}, which is not there. go finds no module in it.',
        fact('folder'),
      );
  }
}

function withdrawnSentence(detail: string, fact: Facts): string {
  const [module, reason] = [fact('module'), fact('reason')];
  if (detail === 'deprecated') {
    return reason === ''
      ? l10n.t('The author of {0} advises against it (deprecated).', module)
      : l10n.t('The author of {0} advises against it (deprecated): “{1}”.', module, reason);
  }
  const version = fact('version');
  return reason === ''
    ? l10n.t('The author of {0} has taken {1} back (retracted). go still builds with it.', module, version)
    : l10n.t(
        'The author of {0} has taken {1} back (retracted): “{2}”. go still builds with it.',
        module,
        version,
        reason,
      );
}

function damagedSentence(fact: Facts): string {
  return l10n.t(
    'In the module cache the go.mod of {0}@{1} is none ({2}): a login page may have answered for it. go keeps to it until it is deleted.',
    fact('module'),
    fact('version'),
    fact('file'),
  );
}

function toolchainSentence(detail: string, fact: Facts): string {
  const [wanted, have] = [fact('wanted'), fact('have')];
  switch (detail) {
    case 'invalid':
      return l10n.t('GOTOOLCHAIN is {0}, which names no toolchain. go refuses to run.', fact('value'));
    case 'too-old':
      return fact('setting') === ''
        ? l10n.t('The module needs {0}, and go is {1}.', wanted, have)
        : l10n.t(
            'The module needs {0}, and go is {1}: GOTOOLCHAIN={2} forbids another.',
            wanted,
            have,
            fact('setting'),
          );
    case 'no-patch':
      return l10n.t(
        'The module needs {0}, and {1} would download a toolchain of that name, which does not exist. “go {2}” in go.mod names one that does.',
        wanted,
        have,
        fact('mend'),
      );
    case 'not-on-path':
      return l10n.t(
        'The module needs {0}, and GOTOOLCHAIN lets go look for it on the PATH only: it is not there.',
        wanted,
      );
    case 'cannot-download':
      return l10n.t(
        'The module needs {0}, go is {1}, and with {2} go cannot download it.',
        wanted,
        have,
        fact('setting'),
      );
    default:
      return l10n.t('The module asks for {0}, go is {1}: go downloads that toolchain first.', wanted, have);
  }
}

function modeSentence(detail: string, fact: Facts): string {
  switch (detail) {
    case 'modules-off':
      return l10n.t('GO111MODULE=off switches modules off: go does not read {0}, and downloads nothing.', fact('file'));
    case 'vendor-missing':
      return l10n.t('GOFLAGS holds -mod=vendor, and {0} has no vendor folder to build from.', fact('folder'));
    case 'vendor':
      return fact('by') === 'flag'
        ? l10n.t('GOFLAGS holds -mod=vendor: builds take modules from the vendor folder and ask no entry of GOPROXY.')
        : l10n.t('The vendor folder is in force: builds take modules from it and ask no entry of GOPROXY.');
    default:
      return l10n.t('{0} is in force: its modules are built together, with one set of requirements.', fact('file'));
  }
}

function settingSentence(detail: string, fact: Facts): string {
  switch (detail) {
    case 'goprivate':
      return l10n.t(
        '{0} holds “{1}”, which matches no module. “{2}” would: patterns are module paths, separated by commas, without blanks.',
        fact('name'),
        fact('pattern'),
        fact('mend'),
      );
    case 'sumdb':
      return l10n.t('GOSUMDB is “{0}”, which names no checksum database: every download fails.', fact('value'));
    default:
      return l10n.t('GO111MODULE is “{0}”, which go does not know: it refuses to run.', fact('value'));
  }
}
