/** The first bytes that a forward proxy sends, read piece by piece without losing the ones behind them. */
import type { Duplex } from 'node:stream';
import { type Allowance, timeUp, within } from '../allowance.ts';

/** What ended a read before it was done: silence until the deadline, the end of the connection, too much of it. */
export type ReadEnd = 'timeout' | 'cut' | 'overflow';

/**
 * Reads until `measure` returns how many of the bytes so far belong to the piece (null: not enough yet), and gives the
 * others back to the stream. At most `limit` bytes are looked at.
 */
export async function readPiece(
  socket: Duplex,
  measure: (bytes: Buffer) => number | null,
  limit: number,
  allowance: Allowance,
): Promise<Buffer | ReadEnd> {
  let bytes: Buffer = Buffer.alloc(0);
  const outcome = await within<Buffer | ReadEnd>(allowance, (settle) => {
    const onReadable = () => {
      for (let chunk: Buffer | null = socket.read(); chunk !== null; chunk = socket.read()) {
        bytes = Buffer.concat([bytes, chunk]);
        const size = measure(bytes);
        if (size !== null) {
          stop();
          if (bytes.length > size) socket.unshift(bytes.subarray(size));
          settle(bytes.subarray(0, size));
          return;
        }
        if (bytes.length >= limit) {
          settle('overflow');
          return;
        }
      }
    };
    const onEnd = () => settle('cut');
    const stop = () => socket.off('readable', onReadable).off('end', onEnd).off('close', onEnd);
    socket.on('readable', onReadable).on('end', onEnd).on('close', onEnd);
    onReadable();
    return stop;
  });
  return outcome === timeUp ? 'timeout' : outcome;
}
