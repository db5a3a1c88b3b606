/** The forward proxy in GNOME's settings, from what `gsettings list-recursively org.gnome.system.proxy` prints. */
import { proxyValue, type SystemProxy, withAnyProxy } from './systemProxy.ts';

const LINE = /^org\.gnome\.system\.proxy(\.\w+)? ([a-z-]+) (.*)$/;

export function parseGnomeProxy(text: string): SystemProxy | null {
  const values = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [, group = '', name, data = ''] = LINE.exec(line) ?? [];
    if (name !== undefined) values.set(`${group.slice(1)}/${name}`, data.trim());
  }
  const word = (key: string) => unquoted(values.get(key) ?? '');
  const mode = word('/mode');
  const server = (group: string, scheme: 'http' | 'socks5') =>
    mode === 'manual' ? proxyValue(scheme, word(`${group}/host`), word(`${group}/port`)) : null;
  const [http, https, socks] = [server('http', 'http'), server('https', 'http'), server('socks', 'socks5')];
  const isSame = values.get('/use-same-proxy') !== 'false';
  return withAnyProxy({
    source: 'gnome',
    http: http ?? socks,
    https: https ?? (isSame ? http : null) ?? socks,
    script: mode === 'auto' ? word('/autoconfig-url') || 'auto-detect' : null,
    exceptions: [...(values.get('/ignore-hosts') ?? '').matchAll(/'([^']*)'|"([^"]*)"/g)]
      .map(([, single, double]) => single ?? double ?? '')
      .filter((entry) => entry !== ''),
  });
}

/** A string of GVariant's text form; a number is as it is. */
function unquoted(text: string): string {
  return /^(['"]).*\1$/.test(text) && text.length >= 2 ? text.slice(1, -1) : text;
}
