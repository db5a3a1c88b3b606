/** A transparency log's tree over record texts, and its tiles. Sources: RFC 6962 §2.1, golang.org/x/mod/sumdb/tlog. */
import { createHash } from 'node:crypto';

/** Log2 of the hashes in a full tile. */
const TILE_HEIGHT = 8;

export class MerkleTree {
  readonly size: number;
  /** `#levels[k][p]` is the hash of the complete subtree over the leaves p·2ᵏ … (p+1)·2ᵏ−1. */
  readonly #levels: Buffer[][];

  constructor(records: readonly string[]) {
    this.size = records.length;
    this.#levels = [records.map((record) => hash(0, Buffer.from(record)))];
    for (let below = this.#levels[0] ?? []; below.length > 1; ) {
      const level: Buffer[] = [];
      for (let at = 0; at + 1 < below.length; at += 2) level.push(hash(1, ...below.slice(at, at + 2)));
      this.#levels.push(level);
      below = level;
    }
  }

  /** Returns the hash of the whole tree. */
  root(): Buffer {
    // The complete subtrees that make up the tree, one for each 1 bit of the size, joined from the right.
    let root: Buffer | null = null;
    for (let level = 0; level < this.#levels.length; level += 1) {
      const count = this.size >> level;
      if ((count & 1) === 0) continue;
      const subtree = this.#levels[level]?.[count - 1];
      if (subtree !== undefined) root = root === null ? subtree : hash(1, subtree, root);
    }
    return root ?? createHash('sha256').digest();
  }

  /** Returns the first `width` (1…256) hashes of the tile at `level`, `index`, or null where the tree has not that many. */
  tile(level: number, index: number, width: number): Buffer | null {
    const hashes = this.#levels[level * TILE_HEIGHT]?.slice(index << TILE_HEIGHT, (index << TILE_HEIGHT) + width) ?? [];
    return width > 0 && hashes.length === width ? Buffer.concat(hashes) : null;
  }
}

/** 0x00 before a record, 0x01 before two subtrees. */
function hash(prefix: 0 | 1, ...parts: readonly Buffer[]): Buffer {
  const sum = createHash('sha256').update(Buffer.from([prefix]));
  for (const part of parts) sum.update(part);
  return sum.digest();
}
