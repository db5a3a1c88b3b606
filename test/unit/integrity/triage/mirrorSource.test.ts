/** One mirror's row, from a session that answers what the test tells it: the network's own ways are in test/network. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../../../../src/base/clock.ts';
import { askMirror } from '../../../../src/integrity/triage/mirrorSource.ts';
import type { Exchange, Session } from '../../../../src/net/exchange.ts';
import { buildModules, type LabModule } from '../../../lab/content/modules.ts';
import { listOf } from '../../doctor/question.ts';

const never = new AbortController().signal;

type Told = Partial<Exchange> & { readonly sent?: Uint8Array };

describe('integrity: a mirror', () => {
  let module: LabModule;
  let folder: string;
  before(async () => {
    const found = (await buildModules()).find('example.test/a', 'v1.0.0');
    assert.ok(found);
    module = found;
  });
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'goproxy-mirror-test-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const mod = (): Told => ({ body: Buffer.from(module.goMod) });
  const zip = (): Told => ({ sent: module.zip });

  async function ask(
    answers: { readonly mod?: Told; readonly zip?: Told },
    base = path.join(folder, '0'),
    signal = never,
  ) {
    const bytes: number[] = [];
    const session: Session = {
      async get(url, { sink, signal: own }) {
        own.throwIfAborted();
        const { sent, ...told } = (url.endsWith('.mod') ? answers.mod : answers.zip) ?? {};
        for (let at = 0; at < (sent?.length ?? 0); at += 300) sink?.(sent?.subarray(at, at + 300) ?? new Uint8Array());
        own.throwIfAborted();
        return { ...ANSWER, url, ...told };
      },
      close: () => undefined,
    };
    const [entry] = listOf('https://mirror.test').entries;
    assert.ok(entry?.kind === 'url');
    const subject = { module: module.path, version: module.version };
    const question = { entry, subject, deadline: 1000, credentials: [], base, onBytes: (so: number) => bytes.push(so) };
    const { row, content, goMod } = await askMirror(session, question, { clock: systemClock }, signal);
    return { told: [row.zip, row.mod, row.code, row.detail], content, goMod, bytes };
  }

  it('is asked for both files, which lie in the folder, and tells how much has come', async () => {
    const { told, content, goMod, bytes } = await ask({ mod: mod(), zip: zip() });
    assert.deepEqual(told, [module.zipHash, module.modHash, null, null]);
    assert.deepEqual(await readFile(content?.path ?? ''), module.zip);
    assert.equal(await readFile(goMod ?? '', 'utf8'), module.goMod);
    assert.equal(bytes.at(-1), module.zip.length);
    assert.deepEqual(await readdir(folder), ['0.mod', '0.zip']);
  });

  for (const [what, answers, told] of [
    [
      'a go.mod beyond the cap says nothing',
      () => ({ mod: { ...mod(), bodyComplete: false } }),
      [null, null, null, 'too-large'],
    ],
    [
      'an archive beyond it leaves go.mod',
      () => ({ mod: mod(), zip: { ...zip(), bodyComplete: false } }),
      [null, 'mod', null, 'too-large'],
    ],
    ['no such version', () => ({ mod: { status: 404 } }), [null, null, 'not-found', '404']],
    ['no archive', () => ({ mod: mod(), zip: { status: 500 } }), [null, 'mod', 'server-error', '500']],
    [
      'a page in its place',
      () => ({ mod: mod(), zip: { sent: Buffer.from('<!DOCTYPE html><html>') } }),
      [null, 'mod', 'bad-content', 'html'],
    ],
    ['nothing in its place', () => ({ mod: mod(), zip: {} }), [null, 'mod', 'bad-content', 'empty']],
    [
      'an archive that is spoiled',
      () => ({ mod: mod(), zip: { sent: module.corruptZip } }),
      [null, 'mod', 'bad-content', 'corrupt-entry'],
    ],
  ] as const) {
    it(what, async () => {
      const found = await ask(answers());
      assert.deepEqual(
        found.told,
        told.map((one) => (one === 'mod' ? module.modHash : one)),
      );
      assert.equal(found.content, null);
    });
  }

  it('without a place to write to, it is the disk', async () => {
    const { told } = await ask({ mod: mod(), zip: zip() }, path.join(folder, 'missing', '0'));
    assert.deepEqual(told, [null, module.modHash, 'disk', null]);
  });

  it('rejects when aborted', async () => {
    const reason = new Error('Escape');
    await assert.rejects(ask({ mod: mod(), zip: zip() }, undefined, AbortSignal.abort(reason)), reason);
  });
});

const ANSWER: Exchange = {
  ...{
    url: '',
    status: 200,
    contentType: null,
    retryAfter: null,
    date: null,
    body: new Uint8Array(),
    bodyComplete: true,
  },
  ...{
    fault: null,
    phases: { lookup: null, connect: null, tls: null, firstByte: 1, body: 1 },
    ms: 1,
    httpVersion: '1.1',
  },
  ...{ addresses: [], forwardProxy: null, redirects: [], bytes: 0 },
};
