/** A connection to a server of this machine that is kept as long as both live: its end is the news. */
import { connect } from 'node:net';

export interface HeldConnection {
  /** Resolves when the other side has gone, or it was let go. */
  readonly ended: Promise<void>;
  release(): void;
}

/** ms for the other side to say that it holds. */
const DEADLINE = 2_000;
/** Bytes of an answer's head. */
const MAX_HEAD = 4_096;

/** Asks for `path` at the port, and resolves once the answer has begun with 200; null where it does not. */
export function holdConnection(port: number, path: string): Promise<HeldConnection | null> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    let head = '';
    const ended = new Promise<void>((end) => {
      socket.once('close', () => {
        clearTimeout(late);
        resolve(null);
        end();
      });
    });
    const late = setTimeout(() => socket.destroy(), DEADLINE);
    socket.on('error', () => undefined);
    socket.once('connect', () => socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`));
    socket.on('data', (piece: Buffer) => {
      if (head.length >= MAX_HEAD) return;
      head += piece.toString('latin1');
      if (!head.includes('\r\n')) return;
      clearTimeout(late);
      if (head.startsWith('HTTP/1.1 200 ')) resolve({ ended, release: () => socket.destroy() });
      else socket.destroy();
    });
  });
}
