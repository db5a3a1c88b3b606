/** A port that refuses connections for as long as the lab runs. */
import net from 'node:net';
import { type Listener, listen } from './listener.ts';

/**
 * Takes a port without listening on it. A port that was merely closed again could be handed to the next server of the
 * machine; the local port of an open client connection cannot, and a connection to it is answered with RST.
 */
export async function refusedPort(): Promise<Listener> {
  const anchor = await listen(() => undefined);
  const holder = net.connect(anchor.port, '127.0.0.1');
  holder.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    holder.once('connect', resolve);
    holder.once('close', () => reject(new Error('the anchor of the refused port went away')));
  });
  return {
    port: holder.localPort ?? 0,
    stop: async () => {
      holder.destroy();
      await anchor.stop();
    },
  };
}
