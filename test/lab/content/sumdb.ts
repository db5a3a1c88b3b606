/** A checksum database of the synthetic modules, with a real tree and a real signature: the go command verifies against it. */
import { createHash } from 'node:crypto';
import { MerkleTree } from './merkleTree.ts';
import { type Answer, textAnswer } from './moduleAnswer.ts';
import { goSumLines, type LabModule } from './modules.ts';
import { makeNoteSigner } from './noteSigner.ts';

export interface Sumdb {
  /** The name that signs: `sum.lab.test`. */
  readonly name: string;
  /** Verifier key, a GOSUMDB value. */
  readonly key: string;
  /** Answers a path of the database (`/latest`, `/lookup/M@V`, `/tile/…`), null where it has none such. */
  answer(path: string): Answer | null;
}

export const SUMDB_NAME = 'sum.lab.test';

/** Enough for a full tile, a partial one, and a second level: what a client walks in the real database. */
const RECORD_COUNT = 300;
const TILE_PATH = /^\/tile\/8\/(data|\d+)\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/;

/** Makes key, records (the modules spread among fillers), tree and signed head. */
export function makeSumdb(modules: readonly LabModule[]): Sumdb {
  const signer = makeNoteSigner(SUMDB_NAME);
  const records = makeRecords(modules);
  const tree = new MerkleTree(records);
  const head = signer.sign(`go.sum database tree\n${tree.size}\n${tree.root().toString('base64')}\n`);
  const ids = new Map(records.map((record, id) => [record.split(' ', 2).join('@'), id]));

  const lookup = (name: string): Answer => {
    const id = ids.get(unescapeCase(name));
    if (id === undefined) return textAnswer(404, `not found: ${name}: invalid version: unknown revision\n`);
    return textAnswer(200, `${id}\n${records[id]}\n${head}`);
  };
  const tile = (path: string): Answer | null => {
    const [, level, digits, width = '256'] = TILE_PATH.exec(path) ?? [];
    if (level === undefined || digits === undefined) return null;
    const index = Number(digits.replace(/[x/]/g, ''));
    if (level === 'data') return textAnswer(200, records.slice(index * 256, index * 256 + Number(width)).join('\n'));
    const body = tree.tile(Number(level), index, Number(width));
    return body && { status: 200, headers: { 'content-type': 'application/octet-stream' }, body };
  };
  return {
    name: SUMDB_NAME,
    key: signer.verifierKey,
    answer: (path) => {
      if (path === '/latest') return textAnswer(200, head);
      return path.startsWith('/lookup/') ? lookup(path.slice('/lookup/'.length)) : tile(path);
    },
  };
}

function makeRecords(modules: readonly LabModule[]): string[] {
  const records = modules.map(goSumLines);
  const gap = Math.floor(RECORD_COUNT / modules.length);
  return Array.from({ length: RECORD_COUNT }, (_, id) => (id % gap === 1 ? records.shift() : undefined) ?? filler(id));
}

function filler(id: number): string {
  const hash = `h1:${createHash('sha256').update(`filler ${id}`).digest('base64')}`;
  return `example.test/filler${id} v1.0.0 ${hash}\nexample.test/filler${id} v1.0.0/go.mod ${hash}\n`;
}

/** Undoes the case escape (`!a` for `A`), with or without percent-encoding. */
function unescapeCase(name: string): string {
  return name.replace(/%21/g, '!').replace(/!([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
