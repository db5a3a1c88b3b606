/** The tree's hashes and its geometry (RFC 6962 §2.1). Sizes go beyond 32 bits: no bit operations here. */
import { createHash, hash } from 'node:crypto';

/** The complete subtree over the leaves `index`·2^level … (`index`+1)·2^level − 1. */
export interface TreeNode {
  readonly level: number;
  readonly index: number;
}

export const HASH_SIZE = 32;
const RECORD = Buffer.from([0]);
const NODE = Buffer.from([1]);

export function recordHash(text: string): Buffer {
  return createHash('sha256').update(RECORD).update(text).digest();
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([NODE, left, right]), 'buffer');
}

/** Returns the complete subtrees that make up a tree of `size` leaves, the largest first. */
export function subtrees(size: number): TreeNode[] {
  const nodes: TreeNode[] = [];
  for (let level = 0, count = size; count > 0; level += 1, count = Math.floor(count / 2)) {
    if (count % 2 === 1) nodes.unshift({ level, index: count - 1 });
  }
  return nodes;
}

/** Joins the hashes of `subtrees` to the hash of the whole tree. */
export function joinSubtrees(hashes: readonly Buffer[]): Buffer {
  const joined = hashes.reduceRight<Buffer | null>(
    (right, left) => (right === null ? left : nodeHash(left, right)),
    null,
  );
  return joined ?? createHash('sha256').digest();
}

/** Returns the hashes of the nodes above a row of hashes; one that is left over at the end has none. */
export function pairUp(hashes: Buffer): Buffer {
  const count = Math.floor(hashes.length / (2 * HASH_SIZE));
  const above = Buffer.alloc(count * HASH_SIZE);
  const pair = Buffer.alloc(1 + 2 * HASH_SIZE, NODE);
  for (let at = 0; at < count; at++) {
    hashes.copy(pair, 1, 2 * at * HASH_SIZE, 2 * (at + 1) * HASH_SIZE);
    // A tile has 255 of these; a short string costs a quarter of the buffer that `digest` would make.
    above.write(hash('sha256', pair, 'binary'), at * HASH_SIZE, 'latin1');
  }
  return above;
}
