/** Looks a module up in a checksum database and believes what the signed tree proves. Rules: golang.org/x/mod/sumdb/client.go. */
import { failure, type Result, success } from '../../base/result.ts';
import { escapePath } from '../../goproxy/module/modulePath.ts';
import { escapeVersion } from '../../goproxy/module/version.ts';
import type { DatabaseKey } from './databaseKey.ts';
import { type LookupRecord, parseLookup, parseTreeHead, type TreeHead } from './lookupRecord.ts';
import type { ProvedRecord } from './provedRecord.ts';
import { openNote } from './signedNote.ts';
import type { SumdbSource } from './sources.ts';
import type { SumdbFault } from './sumdbFault.ts';
import { joinSubtrees, recordHash, subtrees, type TreeNode } from './tree/merkle.ts';
import type { TileHashes } from './tree/tileHashes.ts';
import { TileReader } from './tree/tileReader.ts';
import type { TreeHeads } from './treeHeads.ts';

interface SignedHead extends TreeHead {
  readonly note: Uint8Array;
}

/** What someone who remembers no head of the database needs to believe its records, beside them. */
export interface SharedProof {
  /** The signed note. */
  readonly head: Uint8Array;
  /** By path. */
  readonly tiles: ReadonlyMap<string, TileHashes>;
}

export class SumdbClient {
  readonly #key: DatabaseKey;
  readonly #source: SumdbSource;
  readonly #heads: TreeHeads;
  readonly #tiles: TileReader;
  #latest: SignedHead | null = null;
  #hasRead = false;

  constructor(key: DatabaseKey, source: SumdbSource, heads: TreeHeads) {
    this.#key = key;
    this.#source = source;
    this.#heads = heads;
    this.#tiles = new TileReader(source);
  }

  /** Rejects only when aborted. */
  async lookUp(module: string, version: string, signal: AbortSignal): Promise<Result<ProvedRecord, SumdbFault>> {
    signal.throwIfAborted();
    const path = lookUpPath(module, version);
    if (path === null) return failure({ kind: 'invalid-query' });
    if (!this.#hasRead) {
      const read = await this.#readMemory(signal);
      if (!read.ok) return read;
      this.#hasRead = true;
    }
    const answer = await this.#source.read(path, signal);
    if (!answer.ok) return failure({ kind: 'source', path, fault: answer.error });
    const record = parseLookup(answer.value);
    if (record === null) return failure({ kind: 'malformed', what: 'record', path });
    const head = this.#open(record.note, path);
    if (!head.ok) return head;
    const merged = await this.#merge(head.value, signal);
    if (!merged.ok) return merged;
    const kept = await this.#remember(merged.value, signal);
    return kept.ok ? this.#prove(record, module, version, path, signal) : kept;
  }

  /** Proves records that this client looked up once more, all under its newest head. Rejects only when aborted. */
  async proveTogether(records: readonly ProvedRecord[], signal: AbortSignal): Promise<Result<SharedProof, SumdbFault>> {
    const head = this.#latest as SignedHead;
    const read = await this.#tiles.read(
      head,
      records.map(({ id }) => leafOf(id)),
      signal,
    );
    if (!read.ok) return read;
    const isProved = records.every(({ text }, at) => read.value.hashes[at]?.equals(recordHash(text)));
    if (!isProved) return failure({ kind: 'inconsistent', what: 'record', path: '' });
    return success({ head: head.note, tiles: read.value.tiles });
  }

  /** Holds all remembered heads against each other; the newest is the one to go on from. */
  async #readMemory(signal: AbortSignal): Promise<Result<null, SumdbFault>> {
    const read = await this.#heads.read(this.#key.verifier);
    if (!read.ok) return failure({ kind: 'memory', detail: read.error });
    for (const note of read.value) {
      const head = this.#open(note, '');
      // Nothing that this key has signed: it says nothing of this database.
      if (!head.ok) continue;
      const merged = await this.#merge(head.value, signal);
      if (!merged.ok) return merged;
    }
    return success(null);
  }

  #open(note: Uint8Array, path: string): Result<SignedHead, SumdbFault> {
    // Many look-ups come with the same head.
    if (this.#latest !== null && Buffer.compare(note, this.#latest.note) === 0) return success(this.#latest);
    const text = openNote(note, this.#key);
    if (!text.ok && text.error === 'malformed') return failure({ kind: 'malformed', what: 'note', path });
    if (!text.ok) return failure({ kind: 'signature', reason: text.error === 'unknown' ? 'unknown' : 'invalid', path });
    const tree = parseTreeHead(text.value);
    return tree === null ? failure({ kind: 'malformed', what: 'tree', path }) : success({ ...tree, note });
  }

  /** Moves the latest head forward, never back; returns the one that it took the place of, or null where it stayed. */
  async #merge(head: SignedHead, signal: AbortSignal): Promise<Result<SignedHead | null, SumdbFault>> {
    for (;;) {
      const latest = this.#latest;
      const isNewer = latest === null || head.size > latest.size;
      if (latest !== null) {
        const [older, newer] = isNewer ? [latest, head] : [head, latest];
        const checked = await this.#checkPrefix(older, newer, signal);
        if (!checked.ok) return checked;
      }
      if (!isNewer) return success(null);
      // Another look-up may have moved it while tiles were read.
      if (this.#latest !== latest) continue;
      this.#latest = head;
      return success(latest ?? head);
    }
  }

  async #checkPrefix(older: SignedHead, newer: SignedHead, signal: AbortSignal): Promise<Result<null, SumdbFault>> {
    if (older.size === newer.size && older.hash.equals(newer.hash)) return success(null);
    // Two hashes of one size need no tiles to be a fork; and whoever serves the one tree may not have the other's tiles.
    const read = older.size === newer.size ? null : await this.#readFresh(newer, subtrees(older.size), signal);
    if (read !== null && !read.ok) return read;
    const found = read === null ? newer.hash : joinSubtrees(read.value.hashes);
    if (found.equals(older.hash)) return success(null);
    const text = ({ note }: SignedHead) => Buffer.from(note).toString('utf8');
    const fork = { older: text(older), newer: text(newer), found: found.toString('base64') };
    return failure({ kind: 'forked', code: 'sumdb-forked', fork });
  }

  /** Tiles that were proved of the one tree stand in the way of a proof that the other is forked: it needs its own. */
  async #readFresh(head: TreeHead, nodes: readonly TreeNode[], signal: AbortSignal) {
    const read = await this.#tiles.read(head, nodes, signal);
    const isInTheWay = !read.ok && read.error.kind === 'inconsistent';
    return isInTheWay ? new TileReader(this.#source).read(head, nodes, signal) : read;
  }

  /** Writes the new head down, after those that other processes have written meanwhile are proved to be on its line. */
  async #remember(moved: SignedHead | null, signal: AbortSignal): Promise<Result<null, SumdbFault>> {
    if (moved === null) return success(null);
    const read = await this.#heads.read(this.#key.verifier);
    if (!read.ok) return failure({ kind: 'memory', detail: read.error });
    const again = await this.#readMemory(signal);
    if (!again.ok) return again;
    const latest = this.#latest as SignedHead;
    const proved = read.value.filter((note) => Buffer.compare(note, latest.note) !== 0);
    const done = await this.#heads.remember(this.#key.verifier, latest.note, proved);
    return done.ok ? success(null) : failure({ kind: 'memory', detail: done.error });
  }

  async #prove(
    { id, text }: LookupRecord,
    module: string,
    version: string,
    path: string,
    signal: AbortSignal,
  ): Promise<Result<ProvedRecord, SumdbFault>> {
    const head = this.#latest as SignedHead;
    if (id >= head.size) return failure({ kind: 'inconsistent', what: 'record', path });
    const read = await this.#tiles.read(head, [leafOf(id)], signal);
    if (!read.ok) return read;
    if (read.value.hashes[0]?.equals(recordHash(text)) !== true)
      return failure({ kind: 'inconsistent', what: 'record', path });
    const lines = text.split('\n');
    const hashOf = (start: string) =>
      lines.find((line) => line.startsWith(`${start} h1:`))?.slice(start.length + 1) ?? null;
    const record: ProvedRecord = {
      id,
      zip: hashOf(`${module} ${version}`),
      mod: hashOf(`${module} ${version}/go.mod`),
      text,
      tree: { size: head.size, hash: head.hash.toString('base64') },
    };
    return record.zip === null || record.mod === null ? failure({ kind: 'missing', record }) : success(record);
  }
}

/** Returns the path at which a database is asked about the version; null where none can know it. */
export function lookUpPath(module: string, version: string): string | null {
  const [escaped, escapedVersion] = [escapePath(module), escapeVersion(version)];
  return escaped === null || escapedVersion === null ? null : `/lookup/${escaped}@${escapedVersion}`;
}

function leafOf(id: number): TreeNode {
  return { level: 0, index: id };
}
