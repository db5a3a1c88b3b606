/** The hash of a go.mod, as the `M V/go.mod` lines of go.sum hold it. */
import { createHash } from 'node:crypto';
import { hashLines } from './hashLines.ts';

export function hashGoMod(bytes: Uint8Array): string {
  return hashLines([['go.mod', createHash('sha256').update(bytes).digest('hex')]]);
}
