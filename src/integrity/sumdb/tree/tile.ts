/** Tiles of height 8: where a hash lies, and the path of each tile. Rules: golang.org/x/mod/sumdb/tlog tile.go. */
import type { TreeNode } from './merkle.ts';

export interface Tile {
  readonly level: number;
  readonly index: number;
  /** 1…256 hashes. */
  readonly width: number;
}

export const TILE_HEIGHT = 8;
export const TILE_WIDTH = 256;

/** Returns the tile that holds the node, as wide as it is in a tree of `size` leaves. */
export function tileOf(node: TreeNode, size: number): Tile {
  const level = Math.floor(node.level / TILE_HEIGHT);
  const first = node.index * 2 ** (node.level % TILE_HEIGHT);
  return tileAt(level, Math.floor(first / TILE_WIDTH), size);
}

/** Returns the tile above; its hash number `index` mod 256 is that of the whole tile below. */
export function parentOf({ level, index }: Tile, size: number): Tile {
  return tileAt(level + 1, Math.floor(index / TILE_WIDTH), size);
}

/** `/tile/8/L/x001/x234/067[.p/W]` */
export function tilePath({ level, index, width }: Tile): string {
  const groups = [String(index % 1000).padStart(3, '0')];
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(`x${String(rest % 1000).padStart(3, '0')}`);
  }
  return `/tile/${TILE_HEIGHT}/${level}/${groups.join('/')}${width === TILE_WIDTH ? '' : `.p/${width}`}`;
}

function tileAt(level: number, index: number, size: number): Tile {
  const hashes = Math.floor(size / TILE_WIDTH ** level);
  return { level, index, width: Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH) };
}
