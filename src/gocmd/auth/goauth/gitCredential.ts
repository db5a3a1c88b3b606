/** What `git credential fill` prints (parseGitAuth in cmd/go/internal/auth/gitauth.go). */

import { basicAuthorization } from '../header.ts';
import type { Grant } from './commandOutput.ts';

/** Returns the grant, or null where git named no URL or one that `url` does not begin with: then go takes nothing of it. */
export function parseGitCredential(text: string, url: string): Grant | null {
  let [protocol, host, path, username, password] = ['', '', '', '', ''];
  for (const line of text.split('\n')) {
    const trimmed = line.trim();
    const equals = trimmed.indexOf('=');
    const value = trimmed.slice(equals + 1);
    switch (equals < 0 ? '' : trimmed.slice(0, equals)) {
      case 'protocol':
        protocol = value;
        break;
      case 'host':
        host = value;
        break;
      case 'path':
        path = value;
        break;
      case 'username':
        username = value;
        break;
      case 'password':
        password = value;
        break;
    }
  }
  const rest = path === '' || path.startsWith('/') ? path : `/${path}`;
  const prefix = `${protocol === '' ? '' : `${protocol}:`}${host === '' ? '' : `//${host}`}${rest}`;
  if (prefix === '' || !url.startsWith(prefix)) return null;
  return { prefix, headers: [basicAuthorization(username, password)] };
}
