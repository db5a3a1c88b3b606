/** Writes an archive to a file as it arrives, so that no more of it than one piece is in memory. */
import { closeSync, openSync, writeSync } from 'node:fs';
import type { BodySink } from '../../net/exchange.ts';

export class ArchiveWriter {
  readonly #file: number;
  readonly #onBytes: (bytes: number) => void;
  #bytes = 0;
  #open = true;
  readonly #failing = new AbortController();
  /** Aborted where the file cannot be written on: no more of the archive is worth fetching. */
  readonly failed = this.#failing.signal;

  /** Throws where the file cannot be made. `onBytes` is told how many there are so far. */
  constructor(path: string, onBytes: (bytes: number) => void) {
    this.#file = openSync(path, 'wx', 0o600);
    this.#onBytes = onBytes;
  }

  /** Writing at once is what keeps the network from running ahead of the disk; pieces that come after the end are dropped. */
  readonly take: BodySink = (piece) => {
    if (!this.#open || this.failed.aborted) return;
    try {
      for (let at = 0; at < piece.length; ) at += writeSync(this.#file, piece, at);
    } catch (error) {
      this.#failing.abort(error);
      return;
    }
    this.#bytes += piece.length;
    this.#onBytes(this.#bytes);
  };

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    closeSync(this.#file);
  }
}
