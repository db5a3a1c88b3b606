/** Sees the plain bytes that an HTTP/1 parser reads: undici tells neither the version nor what was no HTTP. */
import type { Socket } from 'node:net';

const HEAD = 16;

export class Tap {
  #head = Buffer.alloc(0);
  #count = 0;
  #last = 0;

  /** Watches every read from `socket`, from now on. Of no use under HTTP/2, which reads past the socket. */
  constructor(socket: Socket) {
    const read = socket.read.bind(socket);
    socket.read = (size?: number) => {
      const chunk: unknown = read(size);
      if (Buffer.isBuffer(chunk)) {
        this.#count += chunk.length;
        this.#last = performance.now();
        if (this.#head.length < HEAD) this.#head = Buffer.concat([this.#head, chunk.subarray(0, HEAD)]);
      }
      return chunk;
    };
  }

  /** A new answer begins with the next byte. */
  reset(): void {
    this.#head = Buffer.alloc(0);
    this.#count = 0;
  }

  /** Bytes of this answer so far. */
  get count(): number {
    return this.#count;
  }

  /** When the last byte was read, on the monotonic clock. */
  get last(): number {
    return this.#last;
  }

  /** The version on the status line, null where the bytes are no HTTP. */
  get version(): '1.0' | '1.1' | null {
    const minor = /^HTTP\/1\.([01]) /.exec(this.#head.toString('latin1'))?.[1];
    return minor === undefined ? null : minor === '0' ? '1.0' : '1.1';
  }

  /** The status on the status line, null where the bytes are no HTTP. */
  get status(): number | null {
    const status = /^HTTP\/1\.[01] ([1-9][0-9]{2})/.exec(this.#head.toString('latin1'))?.[1];
    return status === undefined ? null : Number(status);
  }

  /** Whether the answer is a TLS alert: plain HTTP was sent to a TLS port (record type 21, version 3.x). */
  get isTlsAlert(): boolean {
    return this.#head[0] === 0x15 && this.#head[1] === 0x03;
  }
}
