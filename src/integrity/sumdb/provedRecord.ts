/** A record of the checksum database that its signed tree proves. */

/** What the database says of one version, proved to be in the tree of that size and hash. */
export interface ProvedRecord {
  readonly id: number;
  readonly zip: string | null;
  readonly mod: string | null;
  readonly lines: readonly string[];
  readonly tree: { readonly size: number; readonly hash: string };
}
