/** The tree's hashes and its geometry (RFC 6962 §2.1). Sizes go beyond 32 bits: no bit operations here. */
import { createHash } from 'node:crypto';

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
  return createHash('sha256').update(NODE).update(left).update(right).digest();
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

/** Returns the hash over a run of 2ⁿ hashes. */
export function runHash(hashes: Buffer): Buffer {
  if (hashes.length <= HASH_SIZE) return hashes;
  const half = hashes.length / 2;
  return nodeHash(runHash(hashes.subarray(0, half)), runHash(hashes.subarray(half)));
}
