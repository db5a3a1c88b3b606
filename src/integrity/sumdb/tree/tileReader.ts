/** Reads hashes of a signed tree from tiles, and believes none that the tree's own hash does not prove. Rules: tlog.TileHashReader. */
import { failure, type Result, success } from '../../../base/result.ts';
import { SharedWork } from '../../../base/sharedWork.ts';
import type { TreeHead } from '../lookupRecord.ts';
import type { SumdbSource } from '../sources.ts';
import type { SourceFault, SumdbFault } from '../sumdbFault.ts';
import { HASH_SIZE, joinSubtrees, subtrees, type TreeNode } from './merkle.ts';
import { parentOf, TILE_HEIGHT, TILE_WIDTH, type Tile, tileOf, tilePath } from './tile.ts';
import { TileHashes } from './tileHashes.ts';

export interface ReadHashes {
  readonly hashes: readonly Buffer[];
  /** By path: those that prove the hashes, and no others. */
  readonly tiles: ReadonlyMap<string, TileHashes>;
}

export class TileReader {
  readonly #source: SumdbSource;
  /** Proved tiles by path. */
  readonly #tiles = new Map<string, TileHashes>();
  /** Tiles that are asked for by path. */
  readonly #asking = new SharedWork<Result<Uint8Array, SourceFault>>();

  constructor(source: SumdbSource) {
    this.#source = source;
  }

  /** Returns the hashes of nodes that lie within the tree. */
  async read(head: TreeHead, nodes: readonly TreeNode[], signal: AbortSignal): Promise<Result<ReadHashes, SumdbFault>> {
    const roots = subtrees(head.size);
    const { edge, inner } = plan(head.size, roots, nodes);
    const wanted = [...edge, ...inner];
    const loaded = await Promise.all(wanted.map(([path, tile]) => this.#load(path, tile, signal)));
    const tiles = new Map<string, TileHashes>();
    for (const [at, [path]] of wanted.entries()) {
      const one = loaded[at] as Result<TileHashes, SumdbFault>;
      if (!one.ok) return one;
      tiles.set(path, one.value);
    }
    const hashesOf = (path: string) => tiles.get(path) as TileHashes;
    const hashOf = (node: TreeNode) => hashesOf(tilePath(tileOf(node, head.size))).of(node);
    const [first] = edge.keys();
    if (!joinSubtrees(roots.map(hashOf)).equals(head.hash)) return failure(inconsistent(first ?? ''));
    for (const [path, tile] of inner) {
      const above = hashOf({ level: (tile.level + 1) * TILE_HEIGHT, index: tile.index });
      if (!hashesOf(path).whole().equals(above)) return failure(inconsistent(path));
    }
    for (const [path, hashes] of tiles) this.#tiles.set(path, hashes);
    return success({ hashes: nodes.map(hashOf), tiles });
  }

  async #load(path: string, tile: Tile, signal: AbortSignal): Promise<Result<TileHashes, SumdbFault>> {
    const whole = tilePath({ ...tile, width: TILE_WIDTH });
    const kept = this.#tiles.get(path);
    if (kept !== undefined) return success(kept);
    const front = this.#tiles.get(whole)?.bytes.subarray(0, tile.width * HASH_SIZE);
    const bytes = front === undefined ? await this.#ask(path, whole, tile.width, signal) : success(front);
    if (!bytes.ok) return failure({ kind: 'source', path, fault: bytes.error });
    if (bytes.value.length !== tile.width * HASH_SIZE) return failure({ kind: 'malformed', what: 'tile', path });
    const { buffer, byteOffset, byteLength } = bytes.value;
    return success(new TileHashes(Buffer.from(buffer, byteOffset, byteLength)));
  }

  /** A partial tile may be gone because it is full by now: then the front of the full one is it. */
  #ask(path: string, whole: string, width: number, signal: AbortSignal): Promise<Result<Uint8Array, SourceFault>> {
    return this.#asking.join(path, signal, () => this.#askNow(path, whole, width, signal));
  }

  async #askNow(
    path: string,
    whole: string,
    width: number,
    signal: AbortSignal,
  ): Promise<Result<Uint8Array, SourceFault>> {
    const asked = await this.#source.read(path, signal);
    if (asked.ok || whole === path) return asked;
    const full = await this.#source.read(whole, signal);
    // As go cuts it: bytes beyond whole rows of hashes are never looked at.
    return full.ok ? success(full.value.subarray(0, Math.floor(full.value.length / TILE_WIDTH) * width)) : asked;
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

/** Without a path where an empty tree has another hash than the empty one's. */
function inconsistent(path: string): SumdbFault {
  return { kind: 'inconsistent', what: 'tile', path };
}
