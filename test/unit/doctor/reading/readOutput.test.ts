/** What the go command's messages say, bare and in everything that people's tools put around them. */
import assert from 'node:assert/strict';
import { readOutput } from '../../../../src/doctor/reading/readOutput.ts';
import { SAYINGS, UNRELATED } from './sayings.ts';
import { WRAPPERS } from './wrappers.ts';

function says(text: string): string {
  const [first] = readOutput(text);
  if (first === undefined) return '-';
  const { code, detail, module, version, host } = first;
  return `${code}/${detail} ${[module, version, host].map((one) => one ?? '-').join(' ')}`;
}

describe('doctor/reading readOutput', () => {
  describe('bare', () => {
    for (const [text, expected] of SAYINGS) it(text.slice(0, 140), () => assert.equal(says(text), expected));
  });

  for (const { name, wrap, breaks } of WRAPPERS) {
    it(`within: ${name}`, () => {
      const missed = SAYINGS.filter(([text, expected]) => says(wrap(text)) !== expected);
      const shown = missed.map(([text, expected]) => `${text}\n    ${expected}\n    ${says(wrap(text))}`);
      // A break may fall where words and names can no longer be told apart.
      if (missed.length > (breaks === true ? SAYINGS.length * 0.03 : 0)) assert.deepEqual(shown, []);
    });
    it(`unrelated, within: ${name}`, () => {
      const alarms = UNRELATED.filter((text) => readOutput(wrap(text)).length > 0);
      assert.deepEqual(alarms, []);
    });
  }

  describe('no failure of go’s', () => {
    for (const text of UNRELATED) it(text.slice(0, 100), () => assert.deepEqual(readOutput(text), []));
  });
});
