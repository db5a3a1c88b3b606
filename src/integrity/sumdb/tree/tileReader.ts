/** Reads hashes of a signed tree from tiles, and believes none that the tree's own hash does not prove. Rules: tlog.TileHashReader. */
import { failure, type Result, success } from '../../../base/result.ts';
import type { TreeHead } from '../lookupRecord.ts';
import type { SumdbSource } from '../sources.ts';
import type { SumdbFault } from '../sumdbFault.ts';
import { HASH_SIZE, joinSubtrees, runHash, subtrees, type TreeNode } from './merkle.ts';
import { hashIn, parentOf, TILE_HEIGHT, TILE_WIDTH, type Tile, tileOf, tilePath } from './tile.ts';

export interface ReadHashes {
  readonly hashes: readonly Buffer[];
  /** By path: those that prove the hashes, and no others. */
  readonly tiles: ReadonlyMap<string, Uint8Array>;
}

export class TileReader {
  readonly #source: SumdbSource;
  /** Proved tiles by path. */
  readonly #tiles = new Map<string, Buffer>();

  constructor(source: SumdbSource) {
    this.#source = source;
  }

  /** Returns the hashes of nodes that lie within the tree. */
  async read(head: TreeHead, nodes: readonly TreeNode[], signal: AbortSignal): Promise<Result<ReadHashes, SumdbFault>> {
    const roots = subtrees(head.size);
    const { edge, inner } = plan(head.size, roots, nodes);
    const tiles = [...edge.values(), ...inner.values()];
    const loaded = await Promise.all(tiles.map((tile) => this.#load(tile, signal)));
    const data = new Map<string, Buffer>();
    for (const [at, tile] of tiles.entries()) {
      const one = loaded[at] as Result<Buffer, SumdbFault>;
      if (!one.ok) return one;
      const path = tilePath(tile);
      if (one.value.length !== tile.width * HASH_SIZE) return failure({ kind: 'malformed', what: 'tile', path });
      data.set(path, one.value);
    }
    const hashOf = (node: TreeNode) => hashIn(data.get(tilePath(tileOf(node, head.size))) as Buffer, node);
    const root = joinSubtrees(roots.map(hashOf));
    if (!root.equals(head.hash)) return failure(inconsistent(tiles[0]));
    for (const tile of inner.values()) {
      const above = hashOf({ level: (tile.level + 1) * TILE_HEIGHT, index: tile.index });
      if (!runHash(data.get(tilePath(tile)) as Buffer).equals(above)) return failure(inconsistent(tile));
    }
    for (const [path, bytes] of data) this.#tiles.set(path, bytes);
    return success({ hashes: nodes.map(hashOf), tiles: data });
  }

  /** A partial tile may be gone because it is full by now: then the front of the full one is it. */
  async #load(tile: Tile, signal: AbortSignal): Promise<Result<Buffer, SumdbFault>> {
    const path = tilePath(tile);
    const whole = tilePath({ ...tile, width: TILE_WIDTH });
    const kept = this.#tiles.get(path) ?? this.#tiles.get(whole)?.subarray(0, tile.width * HASH_SIZE);
    if (kept !== undefined) return success(kept);
    const asked = await this.#source.read(path, signal);
    if (asked.ok) return success(Buffer.from(asked.value));
    if (whole !== path) {
      const full = await this.#source.read(whole, signal);
      if (full.ok && full.value.length === TILE_WIDTH * HASH_SIZE) {
        return success(Buffer.from(full.value.subarray(0, tile.width * HASH_SIZE)));
      }
    }
    return failure({ kind: 'source', path, fault: asked.error });
  }
}

/** The tiles that the tree's hash proves by itself, and those that the tile above them proves, the upper ones first. */
function plan(size: number, roots: readonly TreeNode[], nodes: readonly TreeNode[]) {
  const edge = new Map<string, Tile>();
  const inner = new Map<string, Tile>();
  for (const root of roots) {
    const tile = tileOf(root, size);
    edge.set(tilePath(tile), tile);
  }
  for (const node of nodes) {
    const way: Tile[] = [];
    for (let tile = tileOf(node, size); !edge.has(tilePath(tile)); tile = parentOf(tile, size)) way.unshift(tile);
    for (const tile of way) inner.set(tilePath(tile), tile);
  }
  return { edge, inner };
}

/** Without a tile where an empty tree has another hash than the empty one's. */
function inconsistent(tile: Tile | undefined): SumdbFault {
  return { kind: 'inconsistent', what: 'tile', path: tile === undefined ? '' : tilePath(tile) };
}
