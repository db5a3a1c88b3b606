/** A body on its way to go, of which a copy is kept: whole, or not at all. */
import { pipeline, type Readable, Transform } from 'node:stream';
import type { Draft } from './draft.ts';

/** Returns what go is to be given. `whole` is called when the last byte has passed; where the body breaks or is not wanted, the draft is gone. */
export function copying(body: Readable, draft: Draft, whole: () => void): Readable {
  let isWhole = false;
  const copy = new Transform({
    transform(piece: Buffer, _encoding, done) {
      draft.write(piece);
      done(null, piece);
    },
    flush(done) {
      isWhole = true;
      whole();
      done();
    },
  });
  copy.once('close', () => {
    if (!isWhole) void draft.drop();
  });
  // Its errors are those of the copy, and whoever reads that is told.
  pipeline(body, copy, () => undefined);
  return copy;
}
