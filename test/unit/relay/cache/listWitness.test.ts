/** What go would hold a version against: go.sum as it is now, and a database that is left alone while it cannot be reached. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nodeFiles } from '../../../../src/base/files.ts';
import { entriesOf } from '../../../../src/goproxy/list/list.ts';
import type { Session } from '../../../../src/net/exchange.ts';
import { ListWitness } from '../../../../src/relay/cache/listWitness.ts';
import { ManualClock } from '../../../support/manualClock.ts';
import { fillerRecord, memoryDatabase } from '../../../support/memoryDatabase.ts';

const MODULE = 'example.test/filler1';
const hashOf = (letter: string) => `h1:${letter.repeat(43)}=`;

describe('relay: what go would take of a version', () => {
  let folder: string;
  let places: string[];
  const clock = new ManualClock();
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'goproxy-witness-'));
    places = [path.join(folder, 'go.sum')];
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const database = memoryDatabase([0, 1, 2].map(fillerRecord));
  function witness(
    settings: Partial<Record<'GOSUMDB' | 'GOPRIVATE' | 'GONOSUMDB', string>> = {},
    answer: (url: string) => Buffer | null | 'refused' | 'broken' = (url) =>
      database.answer(url.replace('https://sum.test', '')),
    list = '',
  ) {
    const asked: string[] = [];
    const session: Session = {
      async get(url) {
        asked.push(url);
        const body = answer(url);
        const fault =
          body === 'refused' ? ({ kind: 'refused', phase: 'connect', detail: 'refused', message: '' } as const) : null;
        const status = fault === null ? (body === null ? 404 : body === 'broken' ? 503 : 200) : null;
        const bytes = body instanceof Buffer ? body : Buffer.alloc(0);
        return { status, fault, body: bytes, bodyComplete: fault === null } as unknown as ReturnType<Session['get']>;
      },
      close: () => asked.push('closed'),
    };
    const one = new ListWitness({
      ...{ clock, files: nodeFiles, places: async () => places, open: () => session },
      question: {
        ...{ entries: entriesOf(list), credentials: new Map(), stateFolder: null },
        settings: { GOSUMDB: `${database.key} https://sum.test`, GOPRIVATE: '', GONOSUMDB: '', ...settings },
      },
    });
    return { one, asked };
  }
  const lines = (letter: string) => `${MODULE} v1.0.0 ${hashOf(letter)}\n${MODULE} v1.0.0/go.mod ${hashOf('M')}\n`;

  it('a line that changes counts at once, also where nothing but it has changed', async () => {
    const { one } = witness();
    assert.deepEqual(await one.named(MODULE, 'v1.0.0'), { zip: [], mod: [] });
    await writeFile(places[0] ?? '', lines('A'));
    assert.deepEqual(await one.named(MODULE, 'v1.0.0'), { zip: [hashOf('A')], mod: [hashOf('M')] });
    await writeFile(places[0] ?? '', lines('B'));
    const later = new Date(Date.now() + 5_000);
    await utimes(places[0] ?? '', later, later);
    assert.deepEqual((await one.named(MODULE, 'v1.0.0')).zip, [hashOf('B')]);
    await rm(places[0] ?? '');
    assert.deepEqual((await one.named(MODULE, 'v1.0.0')).zip, []);
  });

  it('of a workspace the file that go writes decides, else all others together', async () => {
    places = ['go.work.sum', 'a.sum', 'b.sum'].map((name) => path.join(folder, name));
    await writeFile(places[1] ?? '', lines('A'));
    await writeFile(places[2] ?? '', lines('B'));
    const { one } = witness();
    assert.deepEqual((await one.named(MODULE, 'v1.0.0')).zip, [hashOf('A'), hashOf('B')]);
    await writeFile(places[0] ?? '', lines('C'));
    assert.deepEqual((await one.named(MODULE, 'v1.0.0')).zip, [hashOf('C')]);
  });

  it('another set of files is noticed after a while', async () => {
    await writeFile(places[0] ?? '', lines('A'));
    const { one } = witness();
    await one.named(MODULE, 'v1.0.0');
    places = [];
    await clock.advance(5_001);
    assert.deepEqual((await one.named(MODULE, 'v1.0.0')).zip, []);
  });

  it('the database proves what is in its tree, and nothing else', async () => {
    const { one } = witness();
    const [zip, mod] = fillerRecord(1).split('\n');
    const proved = await one.prove(MODULE, 'v1.0.0');
    assert.deepEqual([proved?.zip, proved?.mod], [zip?.split(' ')[2], mod?.split(' ')[2]]);
    assert.equal(await one.prove('example.test/unknown', 'v1.0.0'), null);
    const forged = witness({}, (url) => {
      const body = database.answer(url.replace('https://sum.test', ''));
      return url.includes('/lookup/') && body !== null ? Buffer.from(body.toString().replace('h1:', 'h1:A')) : body;
    });
    assert.equal(await forged.one.prove(MODULE, 'v1.0.0'), null);
  });

  it('asks nobody about what go would not ask about', async () => {
    const rows = [{ GOSUMDB: 'off' }, { GOPRIVATE: 'example.test' }, { GONOSUMDB: 'example.test/*' }];
    for (const settings of rows) {
      const { one, asked } = witness(settings);
      assert.equal(one.databaseOf(MODULE), null);
      assert.equal(await one.prove(MODULE, 'v1.0.0'), null);
      assert.deepEqual(asked, []);
    }
    const [other, same] = [witness({ GOSUMDB: memoryDatabase([]).key }).one, witness().one];
    assert.notEqual(other.databaseOf(MODULE), same.databaseOf(MODULE));
  });

  it('one that cannot be reached is left alone for a minute; one that answers is not', async () => {
    let isDead = true;
    const { one, asked } = witness({}, (url) =>
      isDead ? 'refused' : database.answer(url.replace('https://sum.test', '')),
    );
    for (let at = 0; at < 3; at++) assert.equal(await one.prove(MODULE, 'v1.0.0'), null);
    assert.equal(asked.length, 1);
    isDead = false;
    await clock.advance(60_000);
    assert.notEqual(await one.prove(MODULE, 'v1.0.0'), null);
    const before = asked.length;
    for (let at = 0; at < 2; at++) assert.equal(await one.prove('example.test/unknown', 'v1.0.0'), null);
    assert.equal(asked.length, before + 2);
  });

  for (const [trouble, first] of Object.entries({ 'cannot be reached': 'refused', fails: 'broken' } as const)) {
    it(`an entry that passes it on and ${trouble} is asked again after a minute, though go would stay with its choice`, async () => {
      let isDead = true;
      const { one, asked } = witness(
        { GOSUMDB: database.key },
        (url) => {
          const path = url.replace(/^https:\/\/mirror\.test\/sumdb\/[^/]+/, '');
          if (isDead) return first;
          return path === '/supported' ? Buffer.alloc(0) : database.answer(path);
        },
        'https://mirror.test',
      );
      for (let at = 0; at < 3; at++) assert.equal(await one.prove(MODULE, 'v1.0.0'), null);
      assert.equal(asked.length, 1);
      isDead = false;
      await clock.advance(60_000);
      assert.notEqual(await one.prove(MODULE, 'v1.0.0'), null);
    });
  }

  it('is over when it is disposed', async () => {
    const { one, asked } = witness();
    await one.prove(MODULE, 'v1.0.0');
    one.dispose();
    assert.equal(asked.at(-1), 'closed');
    assert.equal(await one.prove('example.test/filler2', 'v1.0.0'), null);
    assert.equal(asked.at(-1), 'closed');
  });
});
