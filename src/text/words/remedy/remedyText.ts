/** What a remedy is called, what it changes, how it is taken back, and what it costs. */
import * as l10n from '@vscode/l10n';
import { redact } from '../../../base/redact.ts';
import type { Cost, Remedy } from '../../../remedies/remedy.ts';
import { inert } from '../../inert.ts';
import { adviceTitle } from './adviceText.ts';

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
    costs: remedy.cost === null ? null : costWords(remedy.cost, remedy),
  };
}

/** Titles say what will change, so that nobody has to press to find out. */
function title(remedy: Remedy): string {
  if (remedy.store === 'go.toolsEnvVars') {
    return l10n.t('{0}, also for the Go extension and gopls', title({ ...remedy, store: 'go.goproxy' }));
  }
  const { id, action, host, store } = remedy;
  const name = inert(host, 80);
  const module = moduleName(remedy);
  switch (id) {
    case 'use-goproxy':
      return useTitle(remedy);
    case 'set-goprivate':
      return l10n.t('Do not ask any proxy or the checksum database for {0} (GOPRIVATE)', module);
    case 'set-goproxy-direct':
      return l10n.t('Fetch {0} directly from its repository (GONOPROXY)', module);
    case 'set-gosumdb':
      return l10n.t('Ask the checksum database at {0} (GOSUMDB)', name);
    case 'clean-cached-version':
      return l10n.t('Delete the cached files of {0}, so that go fetches and verifies them again', versionName(remedy));
    case 'import-by-hand':
      return l10n.t('Bring the module in by hand: a file, a folder or an address');
    case 'compare-checksums':
      return l10n.t('Find out who is wrong: {0}', versionName(remedy));
    case 'mend-gosum':
      return l10n.t('Put the proved lines of {0} into go.sum', versionName(remedy));
    case 'report-mirror':
      if (action.kind !== 'report') break;
      return name === ''
        ? l10n.t('Write to the operators of the mirrors, with the proof')
        : l10n.t('Write to the operator of {0}, with the proof', name);
    case 'ask-author':
      if (action.kind !== 'report') break;
      return action.report.expected === null
        ? l10n.t('Ask the author of {0} which of the hashes is right', module)
        : l10n.t('Ask the author of {0} to publish the change as a new version', module);
    case 'add-gosum':
      return l10n.t('Add the missing lines to go.sum ({0})', inert(commandOf(remedy), 120));
    case 'upgrade-module':
      return l10n.t('Take a version of {0} that stands', module);
    case 'set-forward-proxy':
      if (name === '') return l10n.t('Give go the proxy that the desktop uses (HTTPS_PROXY)');
      return store === 'terminal.integrated.env'
        ? l10n.t('Give go the proxy {0} in this workspace’s terminals (HTTPS_PROXY)', name)
        : l10n.t('Give go the proxy {0} (HTTPS_PROXY)', name);
    case 'fix-goproxy-list':
      if (action.kind === 'set') return l10n.t('Correct GOPROXY to {0}', listOf(remedy));
      break;
    case 'pin-toolchain':
      if (remedy.store === null) break;
      return name === ''
        ? l10n.t('Keep to the Go that is installed, where go.mod allows it (GOTOOLCHAIN=local)')
        : l10n.t('Keep to the Go that is installed, {0}, where go.mod allows it (GOTOOLCHAIN=local)', name);
    case 'retry':
      if (action.kind === 'retry') return retryTitle(action.wait);
      break;
    default:
      break;
  }
  return adviceTitle(remedy);
}

/** Returns the title in few words, for one of a notice's buttons: VS Code cuts what is too long for it. */
export function remedyButton(remedy: Remedy): string {
  const isFirst = remedy.id === 'use-goproxy' && remedy.entry !== null && isReorder(remedy);
  return isFirst ? l10n.t('Use {0} first', inert(remedy.host, 80)) : title(remedy);
}

function useTitle(remedy: Remedy): string {
  const { entry, host, store } = remedy;
  const name = inert(host, 80);
  if (entry === null) {
    return store === 'go.goproxy'
      ? l10n.t('Use the public mirror {0} for this workspace', name)
      : l10n.t('Use the public mirror {0}', name);
  }
  if (!isReorder(remedy)) {
    return store === 'go.goproxy'
      ? l10n.t('Go on to the next entry when {0} fails (“|” behind it), for this workspace', name)
      : l10n.t('Go on to the next entry when {0} fails (“|” behind it)', name);
  }
  return store === 'go.goproxy'
    ? l10n.t('Use {0} first for this workspace', name)
    : l10n.t('Put {0} (entry {1}) first', name, entry + 1);
}

function retryTitle(wait: number): string {
  return wait >= 10_000
    ? l10n.t('Run the command again in {0} s', Math.round(wait / 1000))
    : l10n.t('Run the command again');
}

function undoWords({ store, command, action }: Remedy): string {
  if (action.kind === 'clean') return l10n.t('Nothing to take back: go fetches the files again.');
  if (action.kind === 'mend-sums') return l10n.t('Undo Last Change puts every byte back.');
  if (action.kind === 'go') return l10n.t('Undo Last Change puts go.mod and go.sum back.');
  if (store === null) return l10n.t('Nothing is changed by us.');
  if (isOfWorkspace(store)) return l10n.t('Undo Last Change puts the settings back.');
  return command === null
    ? l10n.t('Put the entries back in their old order.')
    : l10n.t('Set the old value again. It is not shown here: it holds a secret, or cannot be typed.');
}

/** A setting of VS Code's is written by us, whatever it holds. */
function isOfWorkspace(store: Remedy['store']): boolean {
  return store === 'go.goproxy' || store === 'go.toolsEnvVars' || store === 'terminal.integrated.env';
}

function costWords(cost: Cost, remedy: Remedy): string {
  switch (cost) {
    case 'asks-public-mirror':
      return l10n.t(
        'Module paths, private ones that GOPRIVATE does not cover included, are then asked of a public mirror.',
      );
    case 'asks-repository':
      return l10n.t(
        'The repository itself is asked: slower, and it needs git and credentials of its own. The checksum database goes on vouching for {0}.',
        moduleName(remedy),
      );
    case 'unchecked-first-time':
      return l10n.t(
        'The checksum database does not vouch for {0} any more: what arrives first is believed. go.sum holds to it from then on.',
        moduleName(remedy),
      );
  }
}

function changes(remedy: Remedy): string {
  const { id, store, action, command } = remedy;
  switch (action.kind) {
    case 'go':
      if (id === 'upgrade-module') return l10n.t('go.mod and go.sum, by {0}.', inert(commandOf(remedy), 160));
      return l10n.t('go.sum, and go.mod where it is out of date, by {0}.', inert(commandOf(remedy), 120));
    case 'clean':
      return l10n.t('The files of {0} in the module cache, nothing else.', versionName(remedy));
    case 'triage':
      return l10n.t('Nothing: every mirror, the origin, the checksum database and this machine are asked for it.');
    case 'mend-sums':
      return l10n.t(
        'The wrong lines of {0} in go.sum: go writes the right ones in a copy, and the difference is shown first.',
        versionName(remedy),
      );
    case 'report':
      return l10n.t('Nothing: a text with the hashes and the proof is copied, for you to send.');
    case 'retry':
      return l10n.t('Nothing by itself: the failed command is run again in its terminal.');
    default:
      break;
  }
  if (store === null) return l10n.t('Nothing by itself.');
  if (command === null && id === 'use-goproxy' && !isOfWorkspace(store)) {
    return l10n.t(
      'The order of GOPROXY, by hand: the list holds a secret or cannot be typed, so that no command is shown.',
    );
  }
  const what = isReorder(remedy) ? l10n.t('The order of GOPROXY') : l10n.t('The value of {0}', names(remedy));
  return whereChanged(what, remedy);
}

function whereChanged(what: string, { store }: Remedy): string {
  switch (store) {
    case 'go.goproxy':
      return l10n.t('{0}, in the setting go.goproxy of this folder.', what);
    case 'terminal.integrated.env':
      return l10n.t('{0}, in the setting terminal.integrated.env of this folder: new terminals see it.', what);
    case 'go.toolsEnvVars':
      return l10n.t('{0}, in the settings go.goproxy and go.toolsEnvVars of this folder.', what);
    case 'os-env':
      return l10n.t('{0}, in this shell. To keep it, change it where the variable is set.', what);
    default:
      return l10n.t('{0}, for every Go project of this user.', what);
  }
}

/** The variables that change; where the user has to do it, those that the remedy is called after. */
function names({ id, action, host }: Remedy): string {
  if (action.kind === 'set') return Object.keys(action.values).join(', ');
  switch (id) {
    case 'set-goprivate':
      return 'GOPRIVATE';
    case 'set-goproxy-direct':
      return 'GONOPROXY';
    case 'set-gosumdb':
      return 'GOSUMDB';
    case 'pin-toolchain':
      return 'GOTOOLCHAIN';
    default:
      return inert(host || 'GOPROXY', 80);
  }
}

/** The entry that is put first was not the first before; `|` behind an entry leaves it where it is. */
function isReorder({ id, entry, host, action }: Remedy): boolean {
  const list = action.kind === 'set' ? (action.values.GOPROXY ?? '') : '';
  return id === 'use-goproxy' && entry !== null && entry > 0 && (list.split(/[,|]/, 1)[0] ?? '').includes(host);
}

function listOf({ action }: Remedy): string {
  // Redacted before it is cut: half a URL would not show where its secret ends.
  return action.kind === 'set' ? inert(redact(action.values.GOPROXY ?? ''), 200) : '';
}

function commandOf({ action }: Remedy): string {
  return action.kind === 'go' ? `go ${action.args.join(' ')}` : '';
}

function moduleName({ module }: Remedy): string {
  return module === null ? l10n.t('the module') : inert(module, 120);
}

function versionName({ action }: Remedy): string {
  switch (action.kind) {
    case 'clean':
    case 'triage':
      return inert(`${action.module}@${action.version}`, 160);
    case 'mend-sums':
      return inert(`${action.mend.module}@${action.mend.version}`, 160);
    default:
      return l10n.t('the module');
  }
}
