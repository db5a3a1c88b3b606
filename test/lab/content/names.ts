/** The `.test` names under which a forward proxy finds the lab's servers. Go never uses a forward proxy for a loopback address. */

/**
 * Returns the port behind `host:port`: `FAULT.lab.test` at its scheme's own port, `mirror.test` (healthy) at 80 and 443, a literal
 * loopback address as it is, and what `extra` says (`host:port` to a URL of the lab). Null for every other name.
 */
export function resolveName(
  host: string,
  port: number,
  urls: Readonly<Record<string, string>>,
  extra: Readonly<Record<string, string>>,
): number | null {
  if (host === 'localhost' || host.startsWith('127.')) return port;
  const known = extra[`${host}:${port}`] ?? ownName(host, port, urls);
  const url = known === undefined ? null : URL.parse(known);
  return url === null ? null : Number(url.port);
}

function ownName(host: string, port: number, urls: Readonly<Record<string, string>>): string | undefined {
  if (host === 'mirror.test') return urls[port === 443 ? 'healthy-tls' : 'healthy'];
  const fault = /^([a-z0-9-]+)\.lab\.test$/.exec(host)?.[1] ?? '';
  const url = urls[fault];
  const ownPort = url?.startsWith('https:') ? 443 : 80;
  return port === ownPort ? url : undefined;
}
