/** The forward proxy in macOS' network settings, from what `scutil --proxy` prints. */
import { proxyValue, type SystemProxy, withAnyProxy } from './systemProxy.ts';

const FIELD = /^\s*(\w+) : (.*)$/;

export function parseMacosProxy(text: string): SystemProxy | null {
  const { values, exceptions } = readDictionary(text);
  const server = (name: string, scheme: 'http' | 'socks5') =>
    values.get(`${name}Enable`) === '1'
      ? proxyValue(scheme, values.get(`${name}Proxy`) ?? '', values.get(`${name}Port`) ?? '')
      : null;
  const socks = server('SOCKS', 'socks5');
  const script = values.get('ProxyAutoConfigEnable') === '1' ? (values.get('ProxyAutoConfigURLString') ?? '') : '';
  return withAnyProxy({
    source: 'macos',
    http: server('HTTP', 'http') ?? socks,
    https: server('HTTPS', 'http') ?? socks,
    script: script !== '' ? script : values.get('ProxyAutoDiscoveryEnable') === '1' ? 'auto-detect' : null,
    exceptions: [...exceptions, ...(values.get('ExcludeSimpleHostnames') === '1' ? ['<local>'] : [])],
  });
}

/** The outermost dictionary: those within it (`__SCOPED__`) are of single interfaces. */
function readDictionary(text: string) {
  const values = new Map<string, string>();
  const exceptions: string[] = [];
  const open: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*\}\s*$/.test(line)) open.pop();
    else if (/^\s*<dictionary> \{\s*$/.test(line)) open.push('');
    else {
      const [, name = '', data = ''] = FIELD.exec(line) ?? [];
      if (/^<\w+> \{\s*$/.test(data)) open.push(name);
      else if (open.length === 1 && name !== '') values.set(name, data.trim());
      else if (open.length === 2 && open[1] === 'ExceptionsList' && name !== '') exceptions.push(data.trim());
    }
  }
  return { values, exceptions };
}
