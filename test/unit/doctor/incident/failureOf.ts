/** Makes a failure as the go command's words would give it. */
import type { TextFailure } from '../../../../src/failures/textFailure.ts';

export function failureOf(more: Partial<TextFailure> = {}): TextFailure {
  return {
    code: 'server-error',
    detail: null,
    line: 1,
    module: null,
    version: null,
    url: null,
    host: null,
    package: null,
    source: null,
    ...more,
  };
}
