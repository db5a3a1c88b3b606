/** The forward proxy in KDE's settings, from the file kioslaverc. */
import { proxyValue, type SystemProxy, withAnyProxy } from './systemProxy.ts';

/** ProxyType, as KDE numbers it. 4 means that the environment's variables are used: those Go reads itself. */
const MANUAL = '1';
const SCRIPT = '2';
const AUTO_DETECT = '3';

export function parseKdeProxy(text: string): SystemProxy | null {
  const values = groupValues(text, 'Proxy Settings');
  const type = values.get('ProxyType') ?? '0';
  const server = (key: string, scheme: 'http' | 'socks5') =>
    type === MANUAL ? proxyOf(scheme, values.get(key) ?? '') : null;
  const socks = server('socksProxy', 'socks5');
  return withAnyProxy({
    source: 'kde',
    http: server('httpProxy', 'http') ?? socks,
    https: server('httpsProxy', 'http') ?? socks,
    script: type === SCRIPT ? values.get('Proxy Config Script') || null : type === AUTO_DETECT ? 'auto-detect' : null,
    // Turned round, the list names the only hosts that go by the proxy; nothing is guessed then.
    exceptions:
      values.get('ReversedException') === 'true'
        ? ['*']
        : (values.get('NoProxyFor') ?? '').split(/[,\s]+/).filter((entry) => entry !== ''),
  });
}

/** `http://host port`, with a blank before the port, or with a colon. */
function proxyOf(scheme: 'http' | 'socks5', value: string): string | null {
  const [address = '', port = ''] = value.trim().split(/\s+/);
  return proxyValue(scheme, address.replace(/^socks:\/\//i, 'socks5://'), port);
}

function groupValues(text: string, group: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  let current = '';
  for (const line of text.split(/\r?\n/)) {
    const header = /^\[([^\]]*)\]/.exec(line);
    if (header !== null) current = header[1] ?? '';
    const equals = line.indexOf('=');
    if (header !== null || current !== group || equals < 0) continue;
    // `Key[$e]` and `Key[$i]` are the same key, expanded or locked.
    values.set(line.slice(0, equals).replace(/\[.*$/, '').trim(), line.slice(equals + 1).trim());
  }
  return values;
}
