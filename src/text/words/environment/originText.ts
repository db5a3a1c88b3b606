/** Where a setting comes from, in words. */
import * as l10n from '@vscode/l10n';
import type { ListOrigin } from '../../../doctor/examination.ts';

export function originText(origin: ListOrigin): string {
  switch (origin) {
    case 'os-env':
      return l10n.t('environment variable');
    case 'go-env-file':
      return l10n.t('go env file');
    case 'goroot':
      return l10n.t('default of the Go toolchain');
    case 'default':
      return l10n.t('built-in default');
    case 'workspace':
      return l10n.t('setting go.goproxy');
    case 'argument':
      return l10n.t('command line');
    case 'unknown':
      return l10n.t('unknown');
  }
}
