/** The connections of a server: how many there may be, and who makes room when there are too many. */
import type { Socket } from 'node:net';

export class Connections {
  readonly #most: number;
  /** Those that have asked for nothing yet, or are between two requests; who has been so for longest comes first. */
  readonly #waiting = new Set<Socket>();
  #count = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** A newcomer takes the place of who waits without asking: thousands of slow heads keep nobody out. It goes where all are served. */
  add(socket: Socket): void {
    this.#count += 1;
    this.#waiting.add(socket);
    socket.once('close', () => {
      this.#count -= 1;
      this.#waiting.delete(socket);
    });
    if (this.#count <= this.#most) return;
    for (const longest of this.#waiting) {
      this.#waiting.delete(longest);
      longest.destroy();
      return;
    }
  }

  /** A whole head has come from it. */
  asks(socket: Socket): void {
    this.#waiting.delete(socket);
  }

  /** It has its answer. */
  waits(socket: Socket): void {
    if (!socket.destroyed) this.#waiting.add(socket);
  }
}
