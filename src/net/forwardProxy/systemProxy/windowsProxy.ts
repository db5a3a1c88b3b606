/** The forward proxy in Windows' “Internet Settings”, from what `reg query` prints of that key. */
import { proxyValue, type SystemProxy, withAnyProxy } from './systemProxy.ts';

/** `    NAME    TYPE    DATA`; the names and the types are not translated. */
const LINE = /^ {4}(\S+) {4}REG_(?:SZ|EXPAND_SZ|DWORD)(?: {4}(.*))?$/;

export function parseWindowsProxy(text: string): SystemProxy | null {
  const values = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, name, data = ''] = LINE.exec(line.trimEnd()) ?? [];
    if (name !== undefined) values.set(name.toLowerCase(), data.trim());
  }
  const isOn = (name: string) => Number(values.get(name) ?? '0') === 1;
  const server = isOn('proxyenable') ? (values.get('proxyserver') ?? '') : '';
  const script = values.get('autoconfigurl') ?? '';
  return withAnyProxy({
    source: 'windows',
    http: serverFor('http', server),
    https: serverFor('https', server),
    script: script !== '' ? script : isOn('autodetect') ? 'auto-detect' : null,
    exceptions: (values.get('proxyoverride') ?? '').split(/[;,\s]+/).filter((entry) => entry !== ''),
  });
}

/** `host:port` for everything, or `http=host:port;https=host:port;socks=host:port`. What is written in front counts. */
function serverFor(scheme: string, server: string): string | null {
  const parts = server.split(/[;\s]+/).filter((part) => part !== '');
  const named = (name: string) =>
    parts.find((part) => part.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1);
  const own = named(scheme) ?? parts.find((part) => !part.includes('='));
  if (own !== undefined) return proxyValue('http', own);
  return proxyValue('socks5', named('socks') ?? '');
}
