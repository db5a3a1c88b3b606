/** What a source gave: its row, and the files behind it, for holding them against those of another. */
import type { Source } from './source.ts';

export interface Fetched {
  readonly row: Source;
  /** The module's files; null where they are not at hand, or not whole. */
  readonly content: { readonly kind: 'zip' | 'folder'; readonly path: string } | null;
  /** Path of the go.mod file beside them, as the protocol serves it; null likewise. */
  readonly goMod: string | null;
}

export function withoutFiles(row: Source): Fetched {
  return { row, content: null, goMod: null };
}
