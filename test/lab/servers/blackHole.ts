/** An address whose packets vanish: connection attempts get no answer at all, as behind a firewall that drops. */
import { once } from 'node:events';
import net from 'node:net';
import { Worker } from 'node:worker_threads';
import type { Listener } from './listener.ts';

/**
 * The thread listens with the smallest backlog, says where, and stands still, so that nothing is ever accepted. A thread and
 * not a process: it cannot outlive the lab, whatever happens to it. JavaScript in a string: stripping types costs 100 ms.
 */
const THREAD = `
  const server = require('node:net').createServer();
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    require('node:worker_threads').parentPort.postMessage(server.address().port);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
`;

/** The kernel takes a little more than the backlog; attempts beyond that get no answer. */
const FILLERS = 4;

/** Opens a black hole on loopback. Linux only: other systems refuse when the queue is full. */
export async function blackHole(): Promise<Listener> {
  const thread = new Worker(THREAD, { eval: true, execArgv: [] });
  thread.unref();
  const [port] = (await once(thread, 'message')) as [number];
  const fillers = Array.from({ length: FILLERS }, () => {
    const socket = net.connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.unref();
    return socket;
  });
  await once(fillers[0] as net.Socket, 'connect');
  return {
    port,
    stop: async () => {
      for (const socket of fillers) socket.destroy();
      await thread.terminate();
    },
  };
}
