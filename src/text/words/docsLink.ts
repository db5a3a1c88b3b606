/** Where a failure is explained at length. */
import type { FailureCode } from '../../failures/code.ts';

/** The project's home; docs/failures.md is made from the catalogue by scripts/failurePages.mjs, an anchor a code. */
const PAGE = 'https://github.com/go-proxy-doctor/go-proxy-doctor/blob/main/docs/failures.md';

export function docsUrl(code: FailureCode): string {
  return `${PAGE}#${code}`;
}
