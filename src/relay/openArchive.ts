/**
 * Reads the beginning of an archive before anything is promised to the client: one that breaks there can still be had from somebody else,
 * and bytes of two are never mixed.
 */
import type { Readable } from 'node:stream';
import type { NetFault } from '../net/exchange.ts';
import { type Arrival, bodyFault } from '../net/upstream/arrival.ts';

export interface Opening {
  /** Not copied into one: a large archive is only passed on. */
  readonly pieces: readonly Buffer[];
  readonly size: number;
  /** Null where the archive was no longer than that. */
  readonly rest: Readable | null;
}

/** Most archives are smaller, and are had whole before their client sees a byte. */
export const HELD = 4 << 20;

/** As much of one that nobody wants any more shows that its server is not the kind that falls silent in a body. */
const SHOWN = 256 << 10;

/** Rejects only where the request was ended; once it is given up, less is read. */
export function openArchive({ body }: Arrival, givenUp: AbortSignal): Promise<Opening | NetFault> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let size = 0;
    const release = () => {
      body.off('data', take).off('end', end).off('error', fail);
    };
    const take = (piece: Buffer) => {
      pieces.push(piece);
      size += piece.length;
      if (size < (givenUp.aborted ? SHOWN : HELD)) return;
      body.pause();
      release();
      resolve({ pieces, size, rest: body });
    };
    const end = () => {
      release();
      resolve({ pieces, size, rest: null });
    };
    const fail = (error: Error) => {
      release();
      const reason = bodyFault(error);
      if (reason !== null) resolve(reason);
      else reject(error);
    };
    body.on('data', take).once('end', end).once('error', fail);
  });
}
