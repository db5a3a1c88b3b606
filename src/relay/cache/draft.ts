/** A file of the cache while it is written beside an answer on its way to go, which never waits for it. */
import { type FileHandle, open, rename, unlink } from 'node:fs/promises';
import { errorCode } from '../../net/fault.ts';
import { sealOf } from './keptFile.ts';

/** Why it came to nothing: it is larger than what may be kept, the disk is slower than go, or an errno. */
export type DraftFault = 'too-large' | 'too-slow' | (string & {});

/** Bytes that may wait for the disk. */
const LAG = 8 << 20;
const PRIVATE_FILE = 0o600;

export class Draft {
  readonly file: string;
  readonly #most: number;
  #handle: FileHandle | null = null;
  #waiting: Uint8Array[] = [];
  #lag = 0;
  #size = 0;
  #fault: DraftFault | null = null;
  #isWriting = true;
  /** It has its name, or is gone. */
  #isOver = false;
  #writing: Promise<void>;

  /** `most` bytes, and no more, may come. */
  constructor(file: string, most: number) {
    this.file = file;
    this.#most = most;
    this.#writing = this.#open();
  }

  /** Bytes so far, and of its seal. */
  get size(): number {
    return this.#size;
  }

  /** The bytes are not copied: nobody may change them. */
  write(bytes: Uint8Array): void {
    if (this.#fault !== null) return;
    this.#size += bytes.length;
    this.#lag += bytes.length;
    if (this.#size > this.#most) this.#fail('too-large');
    else if (this.#lag > Math.max(LAG, bytes.length)) this.#fail('too-slow');
    else this.#waiting.push(bytes);
    if (this.#isWriting) return;
    this.#isWriting = true;
    this.#writing = this.#drain();
  }

  /** Resolves when everything is in the file, or why that cannot be. */
  async written(): Promise<DraftFault | null> {
    while (this.#isWriting) await this.#writing;
    return this.#fault;
  }

  /** Seals it and gives it its name, in one step; it is gone if that fails. `sha256` is that of all bytes. */
  async keepAs(place: string, key: string, sha256: string): Promise<DraftFault | null> {
    this.write(sealOf(key, sha256, this.#size));
    const fault = (await this.written()) ?? (await this.#close());
    if (fault !== null) {
      await this.drop();
      return fault;
    }
    // Not forced down to the disk: what a power cut leaves of it shows by its seal.
    const named = await rename(this.file, place).then(() => null, codeOf);
    if (named === null) this.#isOver = true;
    else await this.drop();
    return named;
  }

  async drop(): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#fail('dropped');
    await this.written();
    await this.#close();
    await unlink(this.file).catch(() => undefined);
  }

  async #open(): Promise<void> {
    try {
      this.#handle = await open(this.file, 'wx', PRIVATE_FILE);
    } catch (error) {
      this.#fail(codeOf(error));
    }
    await this.#drain();
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      const length = batch.reduce((sum, one) => sum + one.length, 0);
      try {
        const { bytesWritten } = (await this.#handle?.writev(batch)) ?? { bytesWritten: 0 };
        // A disk that is just full takes a part.
        if (bytesWritten < length) this.#fail('ENOSPC');
      } catch (error) {
        this.#fail(codeOf(error));
      }
      this.#lag -= length;
    }
    this.#isWriting = false;
  }

  async #close(): Promise<DraftFault | null> {
    const handle = this.#handle;
    this.#handle = null;
    return handle === null ? null : handle.close().then(() => null, codeOf);
  }

  #fail(fault: DraftFault): void {
    this.#fault ??= fault;
    this.#waiting = [];
  }
}

function codeOf(error: unknown): string {
  return errorCode(error) || 'UNKNOWN';
}
