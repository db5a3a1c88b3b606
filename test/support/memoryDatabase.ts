/** A checksum database in memory that grows between look-ups, with real trees and real signatures. */
import { createHash } from 'node:crypto';
import type { SumdbSource } from '../../src/integrity/sumdb/sources.ts';
import { MerkleTree } from '../lab/content/merkleTree.ts';
import { makeNoteSigner, type NoteSigner } from '../lab/content/noteSigner.ts';

export interface MemoryDatabase extends SumdbSource {
  /** A GOSUMDB value. */
  readonly key: string;
  /** Returns the body of a 200; null for a 404. */
  answer(path: string): Buffer | null;
  /** The signed note of the first `size` records. */
  head(size: number): string;
}

export interface MemoryDatabaseOptions {
  readonly signer?: NoteSigner;
  /** The size of the tree whose head comes with a look-up; all records unless given. */
  readonly shown?: (id: number) => number;
}

const TILE = /^\/tile\/8\/(\d+)\/(\d{3})(?:\.p\/(\d+))?$/;

/** `records` are go.sum lines, whose first begins with the `M V` that the record is looked up by. */
export function memoryDatabase(records: readonly string[], options: MemoryDatabaseOptions = {}): MemoryDatabase {
  const { signer = makeNoteSigner('sum.unit.test'), shown = () => records.length } = options;
  const tree = new MerkleTree(records);
  const ids = new Map(
    records.map((record, id) => [
      `/lookup/${record
        .split(' ', 2)
        .join('@')
        .replace(/\/go\.mod$/, '')}`,
      id,
    ]),
  );
  const head = (size: number) => {
    const root = new MerkleTree(records.slice(0, size)).root();
    return signer.sign(`go.sum database tree\n${size}\n${root.toString('base64')}\n`);
  };
  const answer = (path: string) => {
    const id = ids.get(path.replace(/!([a-z])/g, (_, letter: string) => letter.toUpperCase()));
    if (id !== undefined) return Buffer.from(`${id}\n${records[id]}\n${head(shown(id))}`);
    const [, level, index, width = '256'] = TILE.exec(path) ?? [];
    return tree.tile(Number(level), Number(index), Number(width));
  };
  return {
    key: signer.verifierKey,
    head,
    answer,
    async read(path) {
      const body = answer(path);
      if (body === null) return { ok: false, error: { kind: 'status', url: path, status: 404 } };
      return { ok: true, value: Buffer.from(body) };
    },
  };
}

/** The record of `example.test/fillerID v1.0.0`. */
export function fillerRecord(id: number): string {
  const hash = `h1:${createHash('sha256').update(`filler ${id}`).digest('base64')}`;
  return `example.test/filler${id} v1.0.0 ${hash}\nexample.test/filler${id} v1.0.0/go.mod ${hash}\n`;
}
