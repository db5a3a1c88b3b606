/** Whether this machine has a network beyond itself. */
import { networkInterfaces } from 'node:os';

export function isConnected(interfaces = networkInterfaces()): boolean {
  return Object.values(interfaces).some((addresses) => addresses?.some(({ internal }) => !internal));
}
