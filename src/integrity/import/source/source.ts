/** What a user can bring: kinds of source, what was found in one, and why nothing was. */
import type { ModuleQuery } from '../../../goproxy/module/version.ts';
import type { GoSum } from '../../gosum/goSum.ts';
import type { StagedModule } from '../stage/stagedModule.ts';

export type SourceKind =
  | 'module-archive' // as a module proxy serves it
  | 'source-archive' // of a repository, as release pages offer it
  | 'bundle'
  | 'proxy-files' // a folder of files named like a proxy's
  | 'module-cache'
  | 'module-folder'; // extracted, or a repository's

export interface Laid {
  readonly kind: SourceKind;
  readonly modules: readonly StagedModule[];
  /** The folder that `sumdb/NAME` may lie in: answers of the checksum database that came along. Null where there can be none. */
  readonly database: string | null;
}

/** Where a source is laid out, and what is wanted of it. */
export interface Laying {
  /** A file:// proxy in the making. */
  readonly stage: string;
  /** An existing folder for whatever else is needed. */
  readonly scratch: string;
  /** Whose it is, where the user says so. */
  readonly named: ModuleQuery | null;
  /** Of the user's module: what a whole cache is searched for. Null: everything. */
  readonly goSum: GoSum | null;
  readonly signal: AbortSignal;
}

/**
 * `unreadable` · `too-large` · `not-a-module`: nothing in it is laid out like one · `tar`: of no kind that we unpack · `nothing`: a
 * folder without what is wanted · `unnamed`: it does not say whose it is, or which version (`module` as far as it does) · `other-module`:
 * not the one that the user named · `bad-bundle` · `no-room` · of a URL: `bad-url`, `insecure`, `not-fetched` (`detail`).
 */
export interface SourceFault {
  readonly code:
    | 'unreadable'
    | 'too-large'
    | 'not-a-module'
    | 'tar'
    | 'nothing'
    | 'unnamed'
    | 'other-module'
    | 'bad-bundle'
    | 'no-room'
    | 'bad-url'
    | 'insecure'
    | 'not-fetched';
  /** As the user named it; a URL may hold a secret. */
  readonly source: string;
  readonly module: string | null;
  readonly detail: string | null;
}

export function sourceFault(
  code: SourceFault['code'],
  source: string,
  more: { readonly module?: string | null; readonly detail?: string | null } = {},
): SourceFault {
  return { code, source, module: more.module ?? null, detail: more.detail ?? null };
}

/** golang.org/x/mod/zip: MaxZipFile, in bytes; also the most that is fetched. */
export const MAX_ARCHIVE = 500 * 2 ** 20;
