/** Reads a whole text of the go command's. */
import type { TextFailure } from '../../failures/textFailure.ts';
import { OutputReading } from './outputReading.ts';

/** Returns the failures that `text` tells, the deciding one first; none where nothing of go's failed. Total and linear. */
export function readOutput(text: Uint8Array | string): readonly TextFailure[] {
  const reading = new OutputReading();
  reading.write(text);
  reading.end();
  return reading.failures;
}
