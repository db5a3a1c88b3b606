/** The connections of a server: how many there may be, how long each may wait, and who makes room when there are too many. */
import type { Socket } from 'node:net';

export interface ConnectionLimits {
  /** ms that the first head may take to arrive. */
  readonly head: number;
  /** ms that a connection is kept between two requests, the head of the second included. */
  readonly idle: number;
  readonly connections: number;
}

interface Known {
  /** Requests that have no whole answer yet. */
  running: number;
  /** While it is waited for its next head; null while it is being answered: no clock runs for it then. */
  patience: NodeJS.Timeout | null;
}

export class Connections {
  readonly #limits: ConnectionLimits;
  readonly #onLate: (socket: Socket) => void;
  readonly #all = new Map<Socket, Known>();
  /** Those that have asked for nothing yet, or are between two requests; who has been so for longest comes first. */
  readonly #waiting = new Set<Socket>();

  /** `onLate` is told of one whose first head did not come in time, and has to end it. */
  constructor(limits: ConnectionLimits, onLate: (socket: Socket) => void) {
    this.#limits = limits;
    this.#onLate = onLate;
  }

  /** A newcomer takes the place of who waits without asking: thousands of slow heads keep nobody out. It goes where all are served. */
  add(socket: Socket): void {
    const known: Known = { running: 0, patience: setTimeout(() => this.#onLate(socket), this.#limits.head) };
    this.#all.set(socket, known);
    this.#waiting.add(socket);
    socket.once('close', () => {
      clearTimeout(known.patience ?? undefined);
      this.#all.delete(socket);
      this.#waiting.delete(socket);
    });
    if (this.#all.size <= this.#limits.connections) return;
    for (const longest of this.#waiting) {
      this.#waiting.delete(longest);
      longest.destroy();
      return;
    }
  }

  /** A whole head has come from it. */
  asks(socket: Socket): void {
    const known = this.#all.get(socket);
    if (known === undefined) return;
    known.running += 1;
    clearTimeout(known.patience ?? undefined);
    known.patience = null;
    this.#waiting.delete(socket);
  }

  /** One of its requests has its answer. */
  answered(socket: Socket): void {
    const known = this.#all.get(socket);
    if (known === undefined) return;
    known.running -= 1;
    if (known.running > 0) return;
    known.patience = setTimeout(() => socket.destroy(), this.#limits.idle);
    this.#waiting.add(socket);
  }
}
