/** What HTTP_PROXY and its family should say: the desktop's own proxy, or nothing any more. Pure. */
import type { Remedy } from '../remedy.ts';
import type { RemedyContext, RemedyFailure } from '../remedyContext.ts';
import { changeLine } from '../shellLine.ts';
import { advice, isFitToType } from './change.ts';

/** Gives go the forward proxy that the desktop is set to use: in this workspace's terminals, else in this shell. */
export function setForwardProxy({ facts }: RemedyFailure, { scope, shell }: RemedyContext): Remedy | null {
  const proxy = facts?.proxy ?? '';
  if (proxy === '' || !isFitToType(proxy)) return null;
  const values = { HTTPS_PROXY: proxy, HTTP_PROXY: proxy };
  const said = { ...advice('set-forward-proxy', null, proxy), action: { kind: 'set', values } } as const;
  const none = { HTTPS_PROXY: null, HTTP_PROXY: null };
  return scope === 'workspace'
    ? { ...said, store: 'terminal.integrated.env' }
    : {
        ...said,
        store: 'os-env',
        command: changeLine(values, 'os-env', shell),
        undo: changeLine(none, 'os-env', shell),
      };
}

/** A program that was switched off left its variable behind: without it go asks directly. */
export function checkForwardProxy({ facts }: RemedyFailure, { shell }: RemedyContext): Remedy {
  const variable = facts?.variable ?? '';
  const said = advice('check-forward-proxy', null, variable);
  if (!/^https?_proxy$/i.test(variable)) return { ...said, host: '' };
  return { ...said, store: 'os-env', command: changeLine({ [variable]: null }, 'os-env', shell) };
}
