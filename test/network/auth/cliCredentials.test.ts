/** The command line gives an entry what go would give it, runs GOAUTH's commands only when it was asked to examine, and tells no secret. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { basicAuthorization } from '../../../src/gocmd/auth/header.ts';
import { moduleAnswer } from '../../lab/content/moduleAnswer.ts';
import { buildModules } from '../../lab/content/modules.ts';
import { type CliResult, type CliRunner, startCliRunner } from '../cliRunner.ts';
import { makeAuthority } from '../fixtures/certificates.ts';
import { type GuardedServer, startGuarded } from './guardedServer.ts';

const LOGIN = 'Zq7login';
const PASSWORD = 'Zq7password';
const TOKEN = 'Zq7token';
const [, BASIC] = basicAuthorization(LOGIN, PASSWORD);
const SECRETS = new RegExp(`Zq7(?:login|password|token)|${BASIC.slice('Basic '.length)}`);

const root = makeAuthority({ commonName: 'Test Root' });

describe('command line: credentials', function () {
  this.timeout(30_000);
  let cli: CliRunner;
  let server: GuardedServer;
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'auth-cli-'));
    await writeFile(join(folder, 'roots.pem'), root.pem);
    const modules = await buildModules();
    const answer = (target: string) => moduleAnswer(modules, target);
    server = await startGuarded({ identity: root.issue(), good: [BASIC, `Bearer ${TOKEN}`], answer });
    const grant = `printf 'https://127.0.0.1:${server.port}\\n\\nAuthorization: Bearer ${TOKEN}\\n\\n'`;
    await writeFile(join(folder, 'helper'), `#!/bin/sh\ntouch '${folder}/ran'\n${grant}\n`, { mode: 0o755 });
    cli = await startCliRunner();
  });
  after(async () => {
    server.stop();
    await cli.stop();
    await rm(folder, { recursive: true, force: true });
  });
  afterEach(() => rm(join(folder, 'ran'), { force: true }));

  async function run(args: readonly string[], netrc: string, goauth = ''): Promise<CliResult> {
    await writeFile(join(folder, 'netrc'), netrc.replaceAll('{host}', `127.0.0.1:${server.port}`));
    const result = await cli.run(args, {
      env: {
        GOPROXY: `https://127.0.0.1:${server.port}`,
        GOSUMDB: 'off',
        GOAUTH: goauth,
        NETRC: join(folder, 'netrc'),
        SSL_CERT_FILE: join(folder, 'roots.pem'),
      },
    });
    assert.doesNotMatch(result.stdout + result.stderr, SECRETS);
    return result;
  }

  const RIGHT = `machine {host} login ${LOGIN} password ${PASSWORD}\n`;
  const WRONG = `machine {host} login ${LOGIN} password ${PASSWORD}x\n`;
  const entryOf = ({ stdout }: CliResult) => JSON.parse(stdout).entries[0] as { ok: boolean; detail: string | null };

  it('uses netrc as go does', async () => {
    for (const command of [['diagnose'], ['diagnose', '--quick'], ['probe', `https://127.0.0.1:${server.port}`]]) {
      const good = entryOf(await run([...command, '--json'], RIGHT));
      assert.deepEqual([good.ok, good.detail], [true, null], command.join(' '));
      const bad = entryOf(await run([...command, '--json'], WRONG));
      assert.deepEqual([bad.ok, bad.detail], [false, '401'], command.join(' '));
    }
    assert.equal(entryOf(await run(['diagnose', '--json'], RIGHT, 'off')).ok, false);
  });

  it('runs a command of GOAUTH in a whole examination only', async () => {
    const helper = join(folder, 'helper');
    assert.equal(entryOf(await run(['diagnose', '--quick', '--json'], '', helper)).ok, false);
    assert.equal(existsSync(join(folder, 'ran')), false);
    assert.equal(entryOf(await run(['diagnose', '--json'], '', helper)).ok, true);
    assert.equal(existsSync(join(folder, 'ran')), true);
  });

  it('tells no secret, whatever the outcome and the form', async () => {
    const parts = [RIGHT, WRONG, RIGHT.replace('{host}', '127.0.0.1'), `default login ${LOGIN} password ${PASSWORD}\n`];
    for (const netrc of [...parts, `\ufeff${RIGHT}`, `machine {host} login ${LOGIN}\n`]) {
      await run(['diagnose'], netrc);
      await run(['diagnose', '--markdown'], netrc, `netrc;${join(folder, 'helper')}`);
    }
    await run(['diagnose', '--json'], RIGHT, 'git');
  });
});
