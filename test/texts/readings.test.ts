/** What real and pasted outputs are read as: the first failure, as its file says, and the same in chunks of any size. */
import assert from 'node:assert/strict';
import { OutputReading } from '../../src/doctor/reading/outputReading.ts';
import { readOutput } from '../../src/doctor/reading/readOutput.ts';
import { seededRandom } from '../differential/random.ts';
import { readTextCases, type TextCase } from './textCase.ts';

const LARGEST_CHUNK = 40;

describe('readings', () => {
  for (const group of ['recorded', 'wild'] as const) {
    describe(group, () => {
      for (const textCase of readTextCases(group)) it(`${textCase.name} (${textCase.go})`, () => check(textCase));
    });
  }
});

function check({ name, text, expect }: TextCase): void {
  const failures = readOutput(text);
  const [wanted] = expect;
  const [first] = failures;
  if (wanted === undefined) assert.equal(first, undefined, text.toString());
  else assert.deepEqual(first && only(Object.keys(wanted), first), wanted, text.toString());
  assert.deepEqual(readInChunks(text, name), failures, 'in chunks');
}

/** What the file does not name is not asserted. */
function only(fields: readonly string[], failure: object): object {
  return Object.fromEntries(Object.entries(failure).filter(([field]) => fields.includes(field)));
}

/** The sizes follow from the name, so that what fails once fails again. */
function readInChunks(text: Buffer, name: string): readonly unknown[] {
  const random = seededRandom([...name].reduce((seed, letter) => (seed * 31 + letter.charCodeAt(0)) | 0, 7));
  const reading = new OutputReading();
  for (let start = 0; start < text.length; ) {
    const end = start + 1 + random.int(LARGEST_CHUNK);
    reading.write(text.subarray(start, end));
    start = end;
  }
  reading.end();
  return reading.failures;
}
