/** What a status line means (`404 Not Found`). */
import { type Cause, cause } from './cause.ts';

/** Returns the cause of an answer with `status`, which is not 200. */
export function statusCause(status: number): Cause {
  const detail = String(status);
  if (status === 404 || status === 410) return cause('not-found', detail);
  if (status === 407) return { code: 'forward-proxy', detail: 'proxy-auth', host: null };
  if (status === 429) return cause('rate-limited', detail);
  if (status >= 500 && status <= 599) return cause('server-error', detail);
  if (status >= 400 && status <= 499) return cause('http-denied', detail);
  return cause('bad-content', `status-${detail}`);
}
