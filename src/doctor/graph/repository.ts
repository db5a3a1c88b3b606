/** The git repository that a folder lies in, read off its files: no git is run. */
import path from 'node:path';
import type { Files } from '../../base/files.ts';

export interface Repository {
  /** Its folder; null outside of any. */
  readonly root: string | null;
  /** The host of its remote `origin`; null where there is none, or where a file stands in for .git (a worktree). */
  readonly originHost: string | null;
}

const LIMIT = 256 << 10;

export async function findRepository(folder: string, files: Files): Promise<Repository> {
  for (let root = path.resolve(folder); ; ) {
    const config = await files.readText(path.join(root, '.git', 'config'), LIMIT);
    if (config !== null) return { root, originHost: originHostOf(config) };
    if ((await files.readText(path.join(root, '.git'), 1)) !== null) return { root, originHost: null };
    const above = path.dirname(root);
    if (above === root) return { root: null, originHost: null };
    root = above;
  }
}

/** Returns the host in the first `url` of `[remote "origin"]`, or null (git-config(1)). Total and linear. */
export function originHostOf(config: string): string | null {
  let isOrigin = false;
  for (const line of config.split('\n')) {
    const text = line.trim();
    if (text.startsWith('[')) isOrigin = /^\[remote "origin"\]/.test(text);
    const value = isOrigin ? /^url\s*=\s*(\S{1,1000})/.exec(text)?.[1] : undefined;
    if (value !== undefined) return hostOf(value);
  }
  return null;
}

/** `https://user@host:1/path`, `ssh://…`, and `user@host:path`. */
function hostOf(url: string): string | null {
  const scheme = url.indexOf('://');
  const rest = scheme < 0 ? url : url.slice(scheme + 3);
  const authority = rest.slice(0, rest.search(scheme < 0 ? /[:/]|$/ : /[/]|$/));
  // Without a scheme and without a colon it is a folder.
  if (scheme < 0 && rest[authority.length] !== ':') return null;
  const host = authority.slice(authority.lastIndexOf('@') + 1).replace(/:\d*$/, '');
  return /^[\w.-]+\.[\w-]+$/.test(host) ? host.toLowerCase() : null;
}
