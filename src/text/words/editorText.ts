/** The editor's own words: buttons, menu entries, titles. */
import * as l10n from '@vscode/l10n';

export const editorText = {
  diagnosing: () => l10n.t('Go Proxy: examining your module proxies'),
  reportTitle: () => l10n.t('Go Proxy Report'),
  copyMarkdown: () => l10n.t('Copy as Markdown'),
  copied: () => l10n.t('Copied'),
  again: () => l10n.t('Examine again'),
  examining: () => l10n.t('Examining…'),
  diagnose: () => l10n.t('Diagnose…'),
  diagnoseDetail: () => l10n.t('examine every entry, and open the report'),
  showReport: () => l10n.t('Show last report'),
  settings: () => l10n.t('Settings…'),
  log: () => l10n.t('Show log'),
  mend: () => l10n.t('mend'),
  look: () => l10n.t('look'),
  change: () => l10n.t('change'),
  copyCommand: (command: string) => l10n.t('copies: {0}', command),
  settingCopied: () => l10n.t('Copied. Paste it into settings.json.'),
  commandCopied: () => l10n.t('Copied. Paste it into a terminal.'),
  menuTitle: () => l10n.t('Go Proxy'),
  noList: () =>
    l10n.t(
      'There is no GOPROXY to examine: no go command was found, and the environment names none. Set go.goproxy or install Go.',
    ),
  failed: () => l10n.t('The examination failed. The log says why.'),
  more: () => l10n.t('More…'),
};
