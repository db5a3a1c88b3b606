/** Go's own note, tlog and sumdb as judges of ours: what they take, we take, and what they refuse, we refuse. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { failure, success } from '../../../src/base/result.ts';
import { parseLookup, parseTreeHead } from '../../../src/integrity/sumdb/lookupRecord.ts';
import type { ProvedRecord } from '../../../src/integrity/sumdb/provedRecord.ts';
import { openNote } from '../../../src/integrity/sumdb/signedNote.ts';
import type { SumdbSource } from '../../../src/integrity/sumdb/sources.ts';
import { MemoryTreeHeads } from '../../../src/integrity/sumdb/treeHeads.ts';
import { buildGoProgram } from '../../support/goProgram.ts';
import { databaseKey, sumdbClient } from '../../support/sumdbClients.ts';
import { NEVER } from '../fixtures/client.ts';
import type { JudgeVectors, Session } from './judgeVectors.ts';

const HASH_SIZE = 32;
const TILE = /^\/tile\/8\/(\d+)\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d+))?$/;

describe('a checksum database, judged by golang.org/x/mod', function () {
  this.timeout(300_000);
  let vectors: JudgeVectors;
  before(async function () {
    const judge = await buildGoProgram(path.join(import.meta.dirname, 'testdata/judge'));
    if (judge === null) return this.skip();
    try {
      vectors = JSON.parse(await judge.run(''));
    } finally {
      await judge.dispose();
    }
  });

  it('notes', () => {
    const key = databaseKey(vectors.key);
    for (const { name, note, ok, text } of vectors.notes) {
      const opened = openNote(Buffer.from(note, 'base64'), key);
      // Bits that stand for nothing: no signer sets them, and a changed byte is a changed byte.
      const isStricter = name.startsWith('encoding: stray bits');
      assert.equal(opened.ok, ok && !isStricter, name);
      if (opened.ok) assert.equal(opened.value, text, name);
    }
    assert.ok(vectors.notes.filter(({ ok }) => ok).length > 30);
    assert.ok(vectors.notes.filter(({ ok }) => !ok).length > 60);
  });

  it('heads', () => {
    for (const { text, ok, size, hash } of vectors.trees) {
      const head = parseTreeHead(text);
      const isStricter = hasStrayBits(text.split('\n')[2] ?? '') || !Number.isSafeInteger(size);
      assert.equal(head !== null, ok && !isStricter, JSON.stringify(text.slice(0, 100)));
      if (head !== null) assert.deepEqual([head.size, head.hash.toString('base64')], [size, hash]);
    }
  });

  it('records', () => {
    for (const { message, ok, id, text, rest } of vectors.records) {
      const bytes = Buffer.from(message, 'base64');
      const record = parseLookup(bytes);
      assert.equal(record !== null, ok && id >= 0, JSON.stringify(bytes.toString('latin1').slice(0, 100)));
      if (record === null) continue;
      const note = Buffer.from(record.note).toString('base64');
      assert.deepEqual([record.id, record.text, note], [id, text, rest ?? '']);
    }
  });

  it('look-ups: proofs, wrong tiles and records, replayed and forked trees', async () => {
    const serve = vectors.worlds.map(({ levels }) => levels.map((level) => Buffer.from(level, 'base64')));
    let count = 0;
    for (const session of vectors.sessions) {
      const source = sourceOf(session, serve[session.world] ?? []);
      const heads = new MemoryTreeHeads();
      if (session.remembered !== '') await heads.remember(vectors.key, Buffer.from(session.remembered), []);
      const client = sumdbClient(vectors.key, source, heads);
      for (const [at, { module, version, ok, lines, forked, error }] of session.lookUps.entries()) {
        const found = await client.lookUp(module, version, NEVER);
        const fault = found.ok ? null : found.error;
        // Go's library leaves it to its caller to miss a line.
        const record = found.ok ? found.value : fault?.kind === 'missing' ? fault.record : null;
        const name = `${session.name}, look-up ${at}: ${error} / ${JSON.stringify(fault)}`;
        // Go's library takes any number below zero for the first record's.
        assert.equal(record !== null, ok && !session.name.endsWith('with a negative number'), name);
        if (record !== null) assert.deepEqual(linesOf(record, module, version), lines ?? [], name);
        // Ours is seen in more cases: it does not need the tiles of a tree of which we have the head.
        if (forked) assert.equal(fault?.kind, 'forked', name);
        count += 1;
      }
    }
    assert.ok(count >= 300);
  });
});

/** Tiles of the world, as far as its levels reach; what the session answers comes first. */
function sourceOf({ answers }: Session, levels: readonly Buffer[]): SumdbSource {
  const tile = (asked: string) => {
    const [, level, digits = '', width = '256'] = TILE.exec(asked) ?? [];
    const start = Number(digits.replace(/[x/]/g, '')) * 256 * HASH_SIZE;
    const end = start + Number(width) * HASH_SIZE;
    const row = levels[Number(level ?? -1)];
    return row === undefined || row.length < end ? null : row.subarray(start, end);
  };
  return {
    async read(asked) {
      const told = answers[asked];
      const bytes = told === undefined ? tile(asked) : told === null ? null : Buffer.from(told, 'base64');
      return bytes === null ? failure({ kind: 'status', url: asked, status: 404 }) : success(bytes);
    },
  };
}

function linesOf({ text }: ProvedRecord, module: string, version: string): string[] {
  const lines = text.split('\n');
  return ['', '/go.mod'].flatMap((end) => lines.filter((line) => line.startsWith(`${module} ${version}${end} `)));
}

function hasStrayBits(base64: string): boolean {
  return Buffer.from(base64, 'base64').toString('base64') !== base64;
}
