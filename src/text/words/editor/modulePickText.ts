/** The editor's words for picking a module. */
import * as l10n from '@vscode/l10n';

export const modulePickText = {
  typed: () => l10n.t('Type a module…'),
  prompt: () => l10n.t('PATH@VERSION, for example golang.org/x/text@v0.14.0'),
  indirect: () => l10n.t('indirect'),
};
