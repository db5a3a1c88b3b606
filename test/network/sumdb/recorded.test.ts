/** The real checksum database's real records: our client proves each, directly and over loopback, and asks for what the real go asks. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { versionRequest } from '../../../src/goproxy/protocol/protocol.ts';
import { hashGoMod } from '../../../src/integrity/hash/goModHash.ts';
import { hashZip } from '../../../src/integrity/hash/zipHash.ts';
import { stagedBase, writeStaged } from '../../../src/integrity/import/stage/stagedModule.ts';
import { type SumdbSource, throughEntry } from '../../../src/integrity/sumdb/sources.ts';
import { stageProofs } from '../../../src/integrity/sumdb/stageProofs.ts';
import { runGo } from '../../lab/goRunner.ts';
import { sumdbClient } from '../../support/sumdbClients.ts';
import { Client, NEVER } from '../fixtures/client.ts';
import {
  type RecordedMirror,
  readRecordedMirror,
  type ServedMirror,
  SUMDB_PATH,
  serveMirror,
} from './recordedMirror.ts';
import { RECORDED_MODULES, type RecordedModule } from './recordedModules.ts';

const DATABASE = 'sum.golang.org';
const nameOf = ({ module, version }: RecordedModule) => `${module}@${version}`;
const WITH_ZIP = RECORDED_MODULES.filter(({ withZip }) => withZip === true);

describe('recorded answers of sum.golang.org', function () {
  this.timeout(60_000);
  const network = new Client();
  let mirror: RecordedMirror;
  let served: ServedMirror;
  let overLoopback: SumdbSource;
  let folder: string;
  before(async () => {
    mirror = await readRecordedMirror();
    served = await serveMirror(mirror);
    overLoopback = throughEntry(await network.session(), served.url, DATABASE);
    folder = await mkdtemp(path.join(tmpdir(), 'goproxy-recorded-test-'));
  });
  after(async () => {
    await network.close();
    await served.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const bodyOf = (one: RecordedModule, kind: 'mod' | 'zip') =>
    mirror.answer(`/${versionRequest(kind, one.module, one.version)?.path}`) ?? Buffer.alloc(0);

  /** Every record is looked up, one after the other on one client, and says of go.mod what go.mod is. */
  async function proveAll(source: SumdbSource, modules: readonly RecordedModule[]): Promise<void> {
    const client = sumdbClient(DATABASE, source);
    for (const one of modules) {
      const found = await client.lookUp(one.module, one.version, NEVER);
      assert.ok(found.ok, `${nameOf(one)}: ${JSON.stringify(found)}`);
      assert.equal(found.value.mod, hashGoMod(bodyOf(one, 'mod')), nameOf(one));
    }
  }
  const newestFirst = [...RECORDED_MODULES].reverse();

  it('are of all kinds, and at least twenty', () => {
    assert.ok(RECORDED_MODULES.length >= 20);
    assert.equal(new Set(RECORDED_MODULES.map(nameOf)).size, RECORDED_MODULES.length);
  });

  it('prove each record alone, and all of them in either order', async () => {
    for (const one of RECORDED_MODULES) await proveAll(mirror.source, [one]);
    await proveAll(mirror.source, RECORDED_MODULES);
    await proveAll(mirror.source, newestFirst);
  });

  it('prove all of them over loopback, one after the other and at once', async () => {
    await proveAll(overLoopback, RECORDED_MODULES);
    const client = sumdbClient(DATABASE, overLoopback);
    const all = await Promise.all(newestFirst.map((one) => client.lookUp(one.module, one.version, NEVER)));
    assert.deepEqual(
      all.filter(({ ok }) => !ok),
      [],
    );
  });

  it('name the archives that were recorded', async () => {
    const client = sumdbClient(DATABASE, mirror.source);
    for (const one of WITH_ZIP) {
      const found = await client.lookUp(one.module, one.version, NEVER);
      const file = path.join(folder, 'one.zip');
      await writeFile(file, bodyOf(one, 'zip'));
      const hash = await hashZip(file, nameOf(one), NEVER);
      assert.deepEqual([hash.ok && hash.value.h1, found.ok], [found.ok && found.value.zip, true]);
    }
  });

  for (const one of RECORDED_MODULES) {
    it(`${nameOf(one)}: go believes it too, and asked for the same`, async () => {
      const requestsOf = async (ask: () => Promise<unknown>) => {
        const before = served.requests.length;
        await ask();
        return served.requests.slice(before).filter((target) => target.startsWith(SUMDB_PATH));
      };
      const ours = await requestsOf(() => proveAll(overLoopback, [one]));
      const [supported, ...gos] = await requestsOf(async () => {
        // It leaves out a go.mod that it could not verify.
        const { stdout, stderr } = await go(['list', '-m', '-json', nameOf(one)]);
        assert.match(stdout, /"GoMod"/, stderr);
      });
      assert.equal(supported, `${SUMDB_PATH}/supported`);
      assert.deepEqual(gos.sort(), ours.sort());
    });
  }

  it('let go take the archives, and no other go.mod', async () => {
    assert.equal((await go(['mod', 'download', ...WITH_ZIP.map(nameOf)])).code, 0);
    const spoil = (at: string, body: Buffer) => (at.endsWith('.mod') ? Buffer.concat([body, Buffer.from('\n')]) : body);
    const liar = await serveMirror(mirror, spoil);
    const { code, stderr } = await go(['mod', 'download', ...WITH_ZIP.map(nameOf)], liar.url);
    await liar.stop();
    assert.equal(code, 1);
    assert.equal(stderr.match(/verifying go\.mod: checksum mismatch/g)?.length, WITH_ZIP.length);
  });

  it('staged beside modules, they let go verify those without a network', async () => {
    for (const one of WITH_ZIP) {
      const parts = { zip: bodyOf(one, 'zip'), mod: bodyOf(one, 'mod'), info: null };
      await writeStaged(stagedBase(folder, one) ?? '', one, parts);
    }
    const client = sumdbClient(DATABASE, mirror.source);
    const staged = await stageProofs(client, WITH_ZIP, path.join(folder, SUMDB_PATH), NEVER);
    assert.ok(staged.every(({ outcome }) => outcome.ok));
    const { code, stderr } = await go(['mod', 'download', ...WITH_ZIP.map(nameOf)], pathToFileURL(folder).href);
    assert.equal(code, 0, stderr);
  });

  /** A forward proxy that nobody is keeps go from everything that is not on loopback. */
  function go(args: readonly string[], goproxy = served.url) {
    return runGo(args, { goproxy, env: { GOSUMDB: DATABASE, HTTPS_PROXY: 'http://127.0.0.1:1' } });
  }
});
