/** A TCP listener on loopback that survives whatever its clients do and can be stopped at once. */
import net from 'node:net';

export interface Listener {
  readonly port: number;
  /** Closes the port and every connection of it. */
  stop(): Promise<void>;
}

/** Listens on `address` (a loopback address), port `port` (0: any), and hands each accepted connection to `onConnection`. */
export function listen(onConnection: (socket: net.Socket) => void, address = '127.0.0.1', port = 0): Promise<Listener> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // A client that goes away in the middle is the normal case here.
    socket.on('error', () => socket.destroy());
    onConnection(socket);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => {
      server.off('error', reject);
      // Accepting can fail later too (out of file descriptors): the lab goes on.
      server.on('error', () => undefined);
      resolve({ port: (server.address() as net.AddressInfo).port, stop: () => stop(server, sockets) });
    });
  });
}

function stop(server: net.Server, sockets: ReadonlySet<net.Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });
}
