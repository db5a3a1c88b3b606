/** Where a failure is explained at length. */
import * as l10n from '@vscode/l10n';
import type { FailureCode } from '../../../failures/code.ts';

/** The project's home. */
const HOME = 'https://github.com/go-proxy-doctor/go-proxy-doctor/blob/main';

/** The page is one of the texts: its name is another in another language. scripts/docs.mjs makes each of them, with an anchor a code. */
export function docsUrl(code: FailureCode): string {
  return `${HOME}/${l10n.t('docs/failures.md')}#${code}`;
}
