/** A name server as it is written: an address, an address with a port, or a URL for DNS over HTTPS. */
import { isIP } from 'node:net';

export type NameServer =
  | { readonly transport: 'packets'; readonly address: string; readonly port: number }
  | { readonly transport: 'https'; readonly url: URL };

export const DNS_PORT = 53;

/** Reads `9.9.9.9`, `9.9.9.9:5353`, `::1`, `[::1]:53`, `https://host/dns-query`; null for anything else. */
export function parseNameServer(text: string): NameServer | null {
  const trimmed = text.trim();
  if (/^https:\/\//i.test(trimmed)) {
    const url = URL.canParse(trimmed) ? new URL(trimmed) : null;
    return url === null ? null : { transport: 'https', url };
  }
  if (isIP(trimmed) !== 0) return { transport: 'packets', address: trimmed, port: DNS_PORT };
  const match = /^(?:\[([^\]]*)\]|([^:]*))(?::([0-9]{1,5}))?$/.exec(trimmed);
  const address = match?.[1] ?? match?.[2] ?? '';
  const port = Number(match?.[3] ?? DNS_PORT);
  const fits = isIP(address) === (match?.[1] === undefined ? 4 : 6) && port > 0 && port < 65536;
  return fits ? { transport: 'packets', address, port } : null;
}

/** As people write it: the port only where it is not 53. Of a URL no userinfo and no query: either may be a secret. */
export function showNameServer(server: NameServer): string {
  if (server.transport === 'https') return `${server.url.origin}${server.url.pathname}`;
  const { address, port } = server;
  if (port === DNS_PORT) return address;
  return isIP(address) === 6 ? `[${address}]:${port}` : `${address}:${port}`;
}
