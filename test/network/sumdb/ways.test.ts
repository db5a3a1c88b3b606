/** By which way the database is asked, for every form of GOSUMDB and every kind of list: the real go asks the same of the same hosts. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nodeFiles } from '../../../src/base/files.ts';
import { parseList } from '../../../src/goproxy/list/list.ts';
import { openDatabase } from '../../../src/integrity/sumdb/openDatabase.ts';
import { MemoryTreeHeads } from '../../../src/integrity/sumdb/treeHeads.ts';
import { createNetwork } from '../../../src/net/network.ts';
import { runGo } from '../../lab/goRunner.ts';
import { makeAuthority } from '../fixtures/certificates.ts';
import { NEVER } from '../fixtures/client.ts';
import { type DatabaseHost, startDatabaseHost } from './databaseHost.ts';
import { readRecordedMirror } from './recordedMirror.ts';

/** In upper case: `!` is sent as it is, or as %21. */
const [MODULE, VERSION] = ['github.com/BurntSushi/toml', 'v0.3.1'] as const;
const KEY = 'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8';

/**
 * GOPROXY and GOSUMDB, in which HOST stands for the server, and what the look-up is asked of; `-` where there is none. Every entry has the
 * module's files: the rows tell of the database alone.
 */
const WAYS: readonly (readonly [goproxy: string, gosumdb: string, asked: string])[] = [
  ['HOST/good', 'sum.golang.org', '127.0.0.1 /good/sumdb/sum.golang.org'],
  ['HOST/good/', 'sum.golang.org', '127.0.0.1 /good/sumdb/sum.golang.org'],
  ['HOST/good', '', '127.0.0.1 /good/sumdb/sum.golang.org'],
  ['HOST/good', KEY, '127.0.0.1 /good/sumdb/sum.golang.org'],
  ['HOST/good,off', 'sum.golang.org', '127.0.0.1 /good/sumdb/sum.golang.org'],
  // Past entries that pass nothing on.
  ['HOST/none,HOST/good', 'sum.golang.org', '127.0.0.1 /good/sumdb/sum.golang.org'],
  ['HOST/gone,HOST/good', 'sum.golang.org', '127.0.0.1 /good/sumdb/sum.golang.org'],
  ['HOST/none|HOST/gone,HOST/good', 'sum.golang.org', '127.0.0.1 /good/sumdb/sum.golang.org'],
  ['HOST/broken|HOST/good', 'sum.golang.org', '127.0.0.1 /good/sumdb/sum.golang.org'],
  ['HOST/denied|HOST/good', 'sum.golang.org', '127.0.0.1 /good/sumdb/sum.golang.org'],
  ['HOST/broken,HOST/good', 'sum.golang.org', '-'],
  ['HOST/denied,HOST/good', 'sum.golang.org', '-'],
  ['HOST/none,HOST/broken,HOST/good', 'sum.golang.org', '-'],
  // To the database itself, when all said that they do not know it.
  ['HOST/none', 'sum.golang.org', 'sum.golang.org '],
  ['HOST/none,HOST/gone', 'sum.golang.org', 'sum.golang.org '],
  ['HOST/none|HOST/gone', 'sum.golang.org', 'sum.golang.org '],
  ['HOST/none,direct', 'sum.golang.org', 'sum.golang.org '],
  ['HOST/none,off', 'sum.golang.org', 'sum.golang.org '],
  ['HOST/none,direct,HOST/good', 'sum.golang.org', 'sum.golang.org '],
  ['HOST/broken|direct', 'sum.golang.org', 'sum.golang.org '],
  ['HOST/broken|HOST/none', 'sum.golang.org', '-'],
  ['HOST/broken|off', 'sum.golang.org', '-'],
  ['HOST/broken|HOST/denied', 'sum.golang.org', '-'],
  ['HOST/broken', 'sum.golang.org', '-'],
  // Who says that it passes the database on is believed.
  ['HOST/trap,HOST/good', 'sum.golang.org', '127.0.0.1 /trap/sumdb/sum.golang.org'],
  ['HOST/trap|HOST/good', 'sum.golang.org', '127.0.0.1 /trap/sumdb/sum.golang.org'],
  // A URL is the only place.
  ['HOST/good', 'sum.golang.google.cn', 'sum.golang.google.cn '],
  ['HOST/good', 'sum.golang.org https://sum.golang.google.cn', 'sum.golang.google.cn '],
  ['HOST/good', 'sum.golang.org HOST', '127.0.0.1 '],
  ['HOST/good', 'sum.golang.org HOST/', '127.0.0.1 '],
  ['HOST/good', `${KEY} HOST/db`, '127.0.0.1 /db'],
  ['HOST/good', `${KEY} HOST/db/`, '127.0.0.1 /db'],
  ['HOST/good', `  ${KEY}\tHOST/db?a=b  `, '127.0.0.1 /db'],
  ['HOST/good', 'sum.golang.org //HOSTNAME/db', '127.0.0.1 /db'],
  ['HOST/good', 'sum.golang.org HOST/good/sumdb/sum.golang.org', '127.0.0.1 /good/sumdb/sum.golang.org'],
  ['HOST/good', 'sum.golang.org HOST/none/sumdb/sum.golang.org', '127.0.0.1 /none/sumdb/sum.golang.org'],
  ['HOST/good', 'sum.golang.org http://127.0.0.1:1/', '-'],
  // Nobody.
  ['HOST/good', 'sum.golang.org HOST more', '-'],
  ['HOST/good', 'sum.example.test', '-'],
  ['HOST/good', `${KEY.slice(0, -1)}9`, '-'],
  ['HOST/good', 'sum.golang.org+033de0ae', '-'],
  ['HOST/good', 'sum.golang.org %', '-'],
  ['HOST/good', 'Sum.golang.org', '-'],
];

describe('the way to a checksum database', function () {
  this.timeout(60_000);
  const authority = makeAuthority({ commonName: 'Test Root' });
  let host: DatabaseHost;
  let folder: string;
  let caFile: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'goproxy-ways-test-'));
    caFile = path.join(folder, 'roots.pem');
    await writeFile(caFile, authority.pem);
    host = await startDatabaseHost(await readRecordedMirror(), authority);
  });
  after(async () => {
    await host.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** What our client asks for first; the second, which go has not, is the database itself. */
  async function ours(goproxy: string, gosumdb: string): Promise<boolean> {
    const environment = { SSL_CERT_FILE: caFile, SSL_CERT_DIR: folder, HTTPS_PROXY: host.forwardProxy };
    const session = createNetwork({ environment, files: nodeFiles }).open();
    try {
      const list = parseList(goproxy);
      assert.ok(list.ok);
      const settings = { GOSUMDB: gosumdb, GOPRIVATE: '', GONOSUMDB: '' };
      const way = { entries: list.value.entries, credentials: new Map(), settings, stateFolder: null };
      const opened = await openDatabase(way, session);
      if (!opened.ok) return false;
      const [first] = opened.value.clients(new MemoryTreeHeads());
      return (await first?.lookUp(MODULE, VERSION, NEVER))?.ok === true;
    } finally {
      session.close();
    }
  }

  async function gos(goproxy: string, gosumdb: string) {
    const env = { GOSUMDB: gosumdb, HTTPS_PROXY: host.forwardProxy };
    return runGo(['list', '-m', '-json', `${MODULE}@${VERSION}`], { goproxy, env, caFile });
  }

  for (const [goproxy, gosumdb, asked] of WAYS) {
    it(`${goproxy} with GOSUMDB=${gosumdb}: ${asked}`, async () => {
      const named = (text: string) => text.replaceAll('HOSTNAME', new URL(host.url).host).replaceAll('HOST', host.url);
      const requests = () => [...new Set(host.takeRequests())].sort();
      const { stdout, stderr } = await gos(named(goproxy), named(gosumdb));
      const theirs = requests();
      const isProved = await ours(named(goproxy), named(gosumdb));
      assert.deepEqual(requests(), theirs);
      // `go list` leaves out a go.mod that it could not verify, and says nothing more.
      assert.equal(isProved, stdout.includes('"GoMod"'), stdout + stderr);
      const lookUps = theirs.filter((request) => request.includes('/lookup/'));
      assert.deepEqual(
        lookUps.map((request) => request.slice(0, request.indexOf('/lookup/'))),
        asked === '-' ? [] : [asked],
      );
    });
  }

  it('off: neither asks anybody', async () => {
    assert.match((await gos(`${host.url}/good`, 'off')).stdout, /"GoMod"/);
    assert.equal(await ours(`${host.url}/good`, 'off'), false);
    assert.deepEqual(host.takeRequests(), []);
  });
});
