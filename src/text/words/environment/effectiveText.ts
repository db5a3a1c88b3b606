/** The words of the effective map: where a value comes from, who reads it, and why it is not go's own. */
import * as l10n from '@vscode/l10n';
import { redact } from '../../../base/redact.ts';
import type { Consumer, ConsumerNote } from '../../../doctor/effective/consumers.ts';
import type { EffectiveOrigin } from '../../../doctor/effective/editorSettings.ts';
import type { Drift, EffectiveSetting, SettingsSource } from '../../../doctor/effective/environmentReport.ts';
import { inert } from '../../inert.ts';
import { originText } from './originText.ts';

/** Longer than any list that somebody would read. */
const LIMIT = 2000;

/** Returns a value as it may be shown: redacted by itself, as a password may hold blanks. */
export function shownValue(value: string): string {
  return inert(redact(value), LIMIT);
}

/** Reports whether there is nothing to show of a setting but that it is not set. */
export function isUnset({ value, origin }: EffectiveSetting): boolean {
  return value === '' && origin === 'default';
}

/** Where a setting's value comes from. The settings of VS Code have the setting itself as their name. */
export function settingOriginText(name: string, origin: EffectiveOrigin): string {
  if (!/^go(?:pls)?\.|^terminal\./.test(name)) return consumerOriginText(origin);
  if (name === 'go.goproxy') return l10n.t('settings of VS Code');
  return origin === 'workspace' ? l10n.t('settings of the workspace') : l10n.t('settings of the user');
}

/** Where a value comes from that has no effect. One variable hides another where go reads both spellings of a name. */
export function hiddenOriginText(name: string, origin: EffectiveOrigin): string {
  return origin === 'os-env' ? l10n.t('variable {0}', name.toLowerCase()) : settingOriginText(name, origin);
}

export function consumerName({ name }: Consumer): string {
  switch (name) {
    case 'go':
      return l10n.t('go, started from here');
    case 'terminal':
      return l10n.t('a new terminal of VS Code');
    case 'old-terminal':
      return l10n.t('a terminal opened before');
    case 'task':
      return l10n.t('a task of VS Code');
    case 'go-extension':
      return l10n.t('tools of the Go extension');
    case 'gopls':
      return 'gopls';
  }
}

/** Why this consumer has its value. */
export function consumerReason({ origin, note }: Consumer): string {
  return note === undefined ? consumerOriginText(origin) : noteText(note);
}

function noteText(note: ConsumerNote): string {
  switch (note) {
    case 'pinned':
      return l10n.t('kept by the Go extension since it started');
    case 'stale-pin':
      return l10n.t('kept by the Go extension since it started; a later change reaches it when the window is reloaded');
    case 'started-before':
      return l10n.t('what was in force when it was opened');
    case 'go.goproxy':
    case 'go.toolsEnvVars':
    case 'gopls.build.env':
    case 'terminal.integrated.env':
      return l10n.t('setting {0}', note);
  }
}

function consumerOriginText(origin: EffectiveOrigin): string {
  switch (origin) {
    case 'go-extension':
      return l10n.t('Go extension');
    case 'terminal':
      return l10n.t('terminal');
    default:
      return originText(origin);
  }
}

/** Says whose list is in force where the workspace brings its own; `quote` shows a value. */
export function driftSentence({ workspace, own, origin, isObeyed }: Drift, quote: (value: string) => string): string {
  if (!isObeyed) {
    return l10n.t(
      'This workspace names a list of its own, which is not obeyed until you trust it: {0}',
      quote(workspace),
    );
  }
  const theirs = l10n.t('This workspace sets its own list: {0}', quote(workspace));
  return own === '' ? theirs : l10n.t('{0}; yours is {1} ({2})', theirs, quote(own), consumerOriginText(origin));
}

/** Says what the map rests on where no editor could be asked. */
export function sourceSentences({ file, isBroken }: SettingsSource, quote: (value: string) => string): string[] {
  const limits = l10n.t(
    'Your own settings of VS Code, and what the Go extension keeps since it started, only the editor knows: Go Proxy: Show Effective Settings.',
  );
  if (file === null) return [l10n.t('No .vscode/settings.json here or above.'), limits];
  return [
    l10n.t('The settings of VS Code are read from {0}.', quote(file)),
    ...(isBroken ? [l10n.t('That file has a syntax error: VS Code may read it otherwise.')] : []),
    limits,
  ];
}
