// Every detail that go's words lead to is one that we explain.
import assert from 'node:assert/strict';
import { readOutput } from '../../src/doctor/reading/readOutput.ts';
import { FAILURE_CODES } from '../../src/failures/code.ts';
import { DETAILS } from '../../src/failures/details.ts';
import { readTextCases } from './textCase.ts';

describe('the details that are read from texts', () => {
  for (const group of ['recorded', 'wild'] as const) {
    it(`are documented: ${group}`, () => {
      const unknown = readTextCases(group).flatMap(({ text }) =>
        readOutput(text)
          .filter(({ code, detail }) => detail !== null && !isKnown(detail, DETAILS[code]))
          .map(({ code, detail }) => `${code}/${detail}`),
      );
      assert.deepEqual([...new Set(unknown)], []);
    });
  }
});

/** A status, and the code of another failure, stand for themselves. */
function isKnown(detail: string, known: readonly string[]): boolean {
  return (
    known.includes(detail) ||
    /^(?:connect-)?\d{3}$/.test(detail) ||
    (FAILURE_CODES as readonly string[]).includes(detail)
  );
}
