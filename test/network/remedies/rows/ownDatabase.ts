/** A checksum database that signs whatever it is given: other trees by the same key, other modules than the stage's. */
import { database } from '../../../../scripts/record/behaviours.ts';
import type { Behaviour } from '../../../../scripts/record/scenario.ts';
import { MerkleTree } from '../../../lab/content/merkleTree.ts';
import { textAnswer } from '../../../lab/content/moduleAnswer.ts';
import { makeNoteSigner } from '../../../lab/content/noteSigner.ts';
import type { Sumdb } from '../../../lab/content/sumdb.ts';

export interface OwnDatabase {
  /** A GOSUMDB value that leads to the host, which serves one of the trees over HTTPS. */
  readonly gosumdb: string;
  /** Serves the tree of these records (goSumLines), fewer than a tile holds: all is asked for as one partial tile. */
  tree(records: readonly string[]): Behaviour;
}

export function makeOwnDatabase(name: string, host: string): OwnDatabase {
  const signer = makeNoteSigner(name);
  return {
    gosumdb: `${signer.verifierKey} https://${host}`,
    tree: (records) => {
      const tree = new MerkleTree(records);
      const head = signer.sign(`go.sum database tree\n${tree.size}\n${tree.root().toString('base64')}\n`);
      const answer: Sumdb['answer'] = (path) => {
        const [, wanted] = /^\/lookup\/(.*)$/.exec(path) ?? [];
        const id = records.findIndex((record) => record.split(' ', 2).join('@') === wanted);
        if (wanted !== undefined) return id < 0 ? null : textAnswer(200, `${id}\n${records[id]}\n${head}`);
        const [, width] = /^\/tile\/8\/0\/000\.p\/(\d+)$/.exec(path) ?? [];
        const body = width === undefined ? null : tree.tile(0, 0, Number(width));
        return body === null ? null : { status: 200, headers: { 'content-type': 'application/octet-stream' }, body };
      };
      return (ask) => database({ ...ask, sumdb: { name, key: signer.verifierKey, answer } });
    },
  };
}
