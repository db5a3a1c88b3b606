/** An archive on disk, of which a part is in memory at a time. */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { failure, type Result, success } from '../../base/result.ts';
import type { ArchiveBytes } from '../../goproxy/zip/archiveBytes.ts';

/** What is read at a time where an archive is read on from where it was, as most are; and where it is jumped about in. */
const WINDOW = 1 << 20;
const PEEK = 16 << 10;
/** A FIFO would wait for its other end. Windows has no such flag. */
const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Waits for the disk: handing each window to another thread and back takes longer than reading it. */
export class ArchiveFile implements ArchiveBytes {
  readonly size: number;
  readonly #descriptor: number;
  readonly #buffer = Buffer.allocUnsafeSlow(WINDOW);
  #from = 0;
  #filled = 0;

  private constructor(descriptor: number, size: number) {
    this.#descriptor = descriptor;
    this.size = size;
  }

  /** To be closed by the caller. */
  static open(file: string): Result<ArchiveFile, 'absent' | 'unreadable'> {
    let descriptor: number | null = null;
    try {
      descriptor = openSync(file, READ);
      const facts = fstatSync(descriptor);
      if (facts.isFile()) return success(new ArchiveFile(descriptor, facts.size));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return failure('absent');
    }
    if (descriptor !== null) closeSync(descriptor);
    return failure('unreadable');
  }

  async read(offset: number, length: number): Promise<Buffer> {
    const end = Math.min(offset + length, this.size);
    if (offset < 0 || offset >= end) return this.#buffer.subarray(0, 0);
    if (end - offset > WINDOW) return this.#fill(Buffer.allocUnsafeSlow(end - offset), offset);
    const reached = this.#from + this.#filled;
    if (offset < this.#from || end > reached) {
      const isFurther = offset >= this.#from && offset <= reached + WINDOW;
      const wanted = Math.max(end - offset, isFurther ? WINDOW : PEEK);
      this.#filled = 0;
      this.#filled = this.#fill(this.#buffer.subarray(0, Math.min(wanted, this.size - offset)), offset).length;
      this.#from = offset;
    }
    return this.#buffer.subarray(offset - this.#from, end - this.#from);
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  /** Returns what could be read: less where the file was cut meanwhile. */
  #fill(buffer: Buffer, offset: number): Buffer {
    let filled = 0;
    while (filled < buffer.length) {
      const read = readSync(this.#descriptor, buffer, filled, buffer.length - filled, offset + filled);
      if (read === 0) break;
      filled += read;
    }
    return buffer.subarray(0, filled);
  }
}
