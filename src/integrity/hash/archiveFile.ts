/** An archive on disk, of which a part is in memory at a time. */
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { failure, type Result, success } from '../../base/result.ts';
import type { ArchiveBytes } from '../../goproxy/zip/archiveBytes.ts';

/** What is read at a time where an archive is read on from where it was, as most are; and where it is jumped about in. */
const WINDOW = 1 << 20;
const PEEK = 16 << 10;
/** A FIFO would wait for its other end. Windows has no such flag. */
const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

export class ArchiveFile implements ArchiveBytes {
  readonly size: number;
  readonly #handle: FileHandle;
  readonly #buffer = Buffer.allocUnsafeSlow(WINDOW);
  #from = 0;
  #filled = 0;

  private constructor(handle: FileHandle, size: number) {
    this.#handle = handle;
    this.size = size;
  }

  /** To be closed by the caller. */
  static async open(file: string): Promise<Result<ArchiveFile, 'absent' | 'unreadable'>> {
    let handle: FileHandle | null = null;
    try {
      handle = await open(file, READ);
      const facts = await handle.stat();
      if (facts.isFile()) return success(new ArchiveFile(handle, facts.size));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return failure('absent');
    }
    await handle?.close();
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
      this.#filled = (await this.#fill(this.#buffer.subarray(0, Math.min(wanted, this.size - offset)), offset)).length;
      this.#from = offset;
    }
    return this.#buffer.subarray(offset - this.#from, end - this.#from);
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  /** Returns what could be read: less where the file was cut meanwhile. */
  async #fill(buffer: Buffer, offset: number): Promise<Buffer> {
    let filled = 0;
    while (filled < buffer.length) {
      const { bytesRead } = await this.#handle.read(buffer, filled, buffer.length - filled, offset + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  }
}
