/** An entry that is well until it turns: a port that leads to one server of the lab, then to another. */
import { connect, type Socket } from 'node:net';
import { listen } from '../../lab/servers/listener.ts';

export interface TurningEntry {
  readonly url: string;
  /** Connections that have met the other server. */
  readonly met: number;
  /** Breaks every connection; whoever comes now meets the other server. */
  turn(): void;
  /** Lets every connection fall silent, as one is that nobody knows any more after a sleep; whoever comes now is served. */
  forget(): void;
  stop(): Promise<void>;
}

/** Both are reached over the same scheme, with certificates for 127.0.0.1. */
export async function startTurningEntry(before: string, after: string): Promise<TurningEntry> {
  let { port } = new URL(before);
  const sockets = new Set<Socket>();
  const forgotten = new WeakSet<Socket>();
  let hasTurned = false;
  let met = 0;
  const listener = await listen((client) => {
    if (hasTurned) met += 1;
    const server = connect(Number(port), '127.0.0.1');
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => {
        sockets.delete(socket);
        if (forgotten.has(socket)) return;
        client.destroy();
        server.destroy();
      });
    }
    client.pipe(server).pipe(client);
  });
  return {
    url: `${new URL(before).protocol}//127.0.0.1:${listener.port}`,
    get met() {
      return met;
    },
    turn() {
      hasTurned = true;
      ({ port } = new URL(after));
      for (const socket of sockets) socket.destroy();
    },
    forget() {
      for (const socket of sockets) forgotten.add(socket.unpipe().resume());
    },
    stop() {
      for (const socket of sockets) socket.destroy();
      return listener.stop();
    },
  };
}
