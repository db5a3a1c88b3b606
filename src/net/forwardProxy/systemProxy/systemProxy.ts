/** The forward proxy that a desktop or an editor is set to use: what Go does not read. */

/** `login`: /etc/environment, which reaches only what was started after the next login. */
export type SystemProxySource = 'windows' | 'macos' | 'gnome' | 'kde' | 'vscode' | 'login';

export interface SystemProxy {
  readonly source: SystemProxySource;
  /** For http URLs and for https URLs, as a value of HTTP_PROXY; null where none is set. */
  readonly http: string | null;
  readonly https: string | null;
  /** The URL of a script that decides (PAC), which is not run here; `auto-detect` for WPAD; null where there is none. */
  readonly script: string | null;
  /** The proxies that the text of the script names, where it lies in a file; see proxiesInScript. */
  readonly named?: readonly string[];
  /** Hosts that go directly, as written: what they mean is much the same everywhere. */
  readonly exceptions: readonly string[];
}

/** Returns `host:port` as a URL of that scheme; one that has a scheme as it is; null for what names no host. */
export function proxyValue(scheme: 'http' | 'socks5', host: string, port = ''): string | null {
  const bare = withoutSlash(host.trim());
  if (bare === '' || /[\s\u0000-\u001f]/.test(bare)) return null;
  const whole = port === '' || port === '0' ? bare : `${bare}:${port}`;
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(whole) ? whole : `${scheme}://${whole}`;
}

function withoutSlash(text: string): string {
  return text.endsWith('/') ? text.slice(0, -1) : text;
}

/** Returns the setting, or null where it leads nowhere: neither a proxy nor a script. */
export function withAnyProxy(proxy: SystemProxy): SystemProxy | null {
  return proxy.http === null && proxy.https === null && proxy.script === null ? null : proxy;
}
