/** A proxy script (PAC): it is never run, only searched for the proxies that its text names. Pure. */

/** Scripts of large companies name a few; what follows is of no help. */
const MOST = 5;

/** `PROXY host:port`, as a script's FindProxyForURL returns it; SOCKS alone means version 4, which go does not speak. */
const NAMED = /\b(PROXY|HTTPS?|SOCKS5)[ \t]{1,8}(\[[0-9A-Fa-f:.]{2,45}\]|[\w.-]{1,253}):(\d{1,5})(?![\w.:])/g;

const SCHEMES: Readonly<Record<string, string>> = { PROXY: 'http', HTTP: 'http', HTTPS: 'https', SOCKS5: 'socks5' };

/** Returns them as values of HTTPS_PROXY, each once, in their order. Total and linear. */
export function proxiesInScript(text: string): readonly string[] {
  const found = new Set<string>();
  for (const [, kind = '', host = '', port = ''] of text.matchAll(NAMED)) {
    if (found.size === MOST) break;
    if (Number(port) > 0 && Number(port) < 65536) found.add(`${SCHEMES[kind]}://${host}:${port}`);
  }
  return [...found];
}
