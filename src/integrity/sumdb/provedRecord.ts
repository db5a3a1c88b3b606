/** A record of the checksum database that its signed tree proves. */

/** What the database says of one version, proved to be in the tree of that size and hash. */
export interface ProvedRecord {
  readonly id: number;
  readonly zip: string | null;
  readonly mod: string | null;
  /** Byte for byte what the tree's leaf is made of: go.sum lines. */
  readonly text: string;
  readonly tree: { readonly size: number; readonly hash: string };
}
