/** The forward proxy in /etc/environment: set for every login, and not for what runs already or was started otherwise. */
import { proxyValue, type SystemProxy, withAnyProxy } from './systemProxy.ts';

/** As pam_env(8) reads it: `NAME=VALUE`, perhaps behind `export`, perhaps quoted. */
const LINE = /^\s*(?:export\s+)?([A-Za-z_]\w*)=(.*)$/;

export function parseLoginProxy(text: string): SystemProxy | null {
  const values = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [, name, data = ''] = LINE.exec(line) ?? [];
    if (name !== undefined) values.set(name, data.trim().replace(/^(["'])(.*)\1$/, '$2'));
  }
  const variable = (name: string) => values.get(name) || values.get(name.toLowerCase()) || '';
  return withAnyProxy({
    source: 'login',
    http: proxyValue('http', variable('HTTP_PROXY')),
    https: proxyValue('http', variable('HTTPS_PROXY')),
    script: null,
    exceptions: variable('NO_PROXY')
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== ''),
  });
}
