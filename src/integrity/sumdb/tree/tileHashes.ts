/** A tile's hashes, and those of the complete subtrees over them: each is worked out when it is asked for, and once. */
import { HASH_SIZE, pairUp, type TreeNode } from './merkle.ts';
import { TILE_HEIGHT, TILE_WIDTH } from './tile.ts';

export class TileHashes {
  readonly bytes: Buffer;
  /** Of the complete subtrees over 2ⁿ hashes, by n. */
  readonly #levels: Buffer[];

  /** `bytes` are the tile's own hashes, which nobody changes any more. */
  constructor(bytes: Buffer) {
    this.bytes = bytes;
    this.#levels = [bytes];
  }

  /** Returns the hash of a node that the tile holds. */
  of({ level, index }: TreeNode): Buffer {
    const height = level % TILE_HEIGHT;
    return this.#at(height, index % (TILE_WIDTH / 2 ** height));
  }

  /** Returns the hash over the whole of a full tile. */
  whole(): Buffer {
    return this.#at(TILE_HEIGHT, 0);
  }

  #at(height: number, index: number): Buffer {
    let level = this.#levels.at(-1) as Buffer;
    while (this.#levels.length <= height) {
      level = pairUp(level);
      this.#levels.push(level);
    }
    return (this.#levels[height] as Buffer).subarray(index * HASH_SIZE, (index + 1) * HASH_SIZE);
  }
}
