/** A database behind a login: what go sends to an entry that passes it on, or to the database itself, the command line sends too. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { basicAuthorization } from '../../../src/gocmd/auth/header.ts';
import { runGo } from '../../lab/goRunner.ts';
import { type CliRunner, startCliRunner } from '../cliRunner.ts';
import { makeAuthority } from '../fixtures/certificates.ts';
import { type DatabaseHost, startDatabaseHost } from './databaseHost.ts';
import { readRecordedMirror } from './recordedMirror.ts';

const [LOGIN, PASSWORD] = ['Zq7login', 'Zq7password'];
const [, BASIC] = basicAuthorization(LOGIN, PASSWORD);
const SECRETS = new RegExp(`Zq7(?:login|password)|${BASIC.slice('Basic '.length)}`);
const SUBJECT = 'rsc.io/quote@v1.5.2';

/** GOPROXY and GOSUMDB, in which HOST stands for the server, and whose login netrc has. */
const WAYS: readonly (readonly [name: string, goproxy: string, gosumdb: string, machines: readonly string[]])[] = [
  ['through an entry', 'HOST/good', 'sum.golang.org', ['HOSTNAME']],
  ['at the URL in GOSUMDB', 'HOST/none', 'sum.golang.org HOST/db', ['HOSTNAME']],
  ['at the database itself', 'HOST/none', 'sum.golang.org', ['HOSTNAME', 'sum.golang.org']],
  ['at its other address', 'HOST/good', 'sum.golang.google.cn', ['HOSTNAME', 'sum.golang.google.cn']],
];

describe('credentials for a checksum database', function () {
  this.timeout(60_000);
  const authority = makeAuthority({ commonName: 'Test Root' });
  let host: DatabaseHost;
  let cli: CliRunner;
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'goproxy-sumdb-auth-'));
    await writeFile(path.join(folder, 'roots.pem'), authority.pem);
    host = await startDatabaseHost(await readRecordedMirror(), authority, BASIC);
    cli = await startCliRunner();
  });
  after(async () => {
    await host.stop();
    await cli.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const named = (text: string) => text.replaceAll('HOSTNAME', new URL(host.url).host).replaceAll('HOST', host.url);

  async function environment(gosumdb: string, machines: readonly string[]) {
    const netrc = path.join(folder, 'netrc');
    const lines = machines.map((machine) => `machine ${named(machine)} login ${LOGIN} password ${PASSWORD}\n`);
    await writeFile(netrc, lines.join(''));
    return { GOSUMDB: named(gosumdb), NETRC: netrc, HTTPS_PROXY: host.forwardProxy };
  }

  /** What the command line says of the database. */
  async function ours(goproxy: string, env: Readonly<Record<string, string>>) {
    const trust = { SSL_CERT_FILE: path.join(folder, 'roots.pem'), SSL_CERT_DIR: folder };
    const own = { ...env, ...trust, GOPROXY: named(goproxy), GOMODCACHE: path.join(folder, 'cache') };
    const { stdout, stderr } = await cli.run(['checksum', SUBJECT, '--json'], { env: own });
    assert.doesNotMatch(stdout + stderr, SECRETS);
    const { sources } = JSON.parse(stdout) as { sources: Readonly<Record<string, string | null>>[] };
    return sources.find(({ source }) => source === 'sumdb');
  }

  for (const [name, goproxy, gosumdb, machines] of WAYS) {
    it(`${name}: netrc opens it, to go and to us`, async () => {
      const env = await environment(gosumdb, machines);
      const caFile = path.join(folder, 'roots.pem');
      const { code, stdout, stderr } = await runGo(['mod', 'download', '-json', SUBJECT], {
        goproxy: named(goproxy),
        env,
        caFile,
      });
      assert.equal(code, 0, stderr);
      const row = await ours(goproxy, env);
      assert.deepEqual([row?.zip, row?.mod], [JSON.parse(stdout).Sum, JSON.parse(stdout).GoModSum]);
    });

    it(`${name}: without a login nobody is let in`, async () => {
      const env = await environment(gosumdb, machines.slice(0, -1));
      const row = await ours(goproxy, env);
      assert.deepEqual([row?.zip, row?.code, row?.detail], [null, 'sumdb-unreachable', 'http-denied']);
    });
  }
});
