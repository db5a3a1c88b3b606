/** The real go command, of several versions, is served and denied exactly where we say, and sends exactly the fields that we would. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gorootOf } from '../../../scripts/record/goVersions.ts';
import { systemClock } from '../../../src/base/clock.ts';
import { nodeFiles } from '../../../src/base/files.ts';
import { nodeProcesses } from '../../../src/base/processes.ts';
import { type EntryCredentials, entryCredentials } from '../../../src/gocmd/auth/entryCredentials.ts';
import { basicAuthorization } from '../../../src/gocmd/auth/header.ts';
import { matchRule } from '../../../src/gocmd/auth/matchRule.ts';
import { nodePrograms } from '../../../src/gocmd/locate/programs.ts';
import { runGo } from '../../lab/goRunner.ts';
import { makeAuthority } from '../fixtures/certificates.ts';
import { NEVER } from '../fixtures/client.ts';
import { CREDENTIAL_CASES, type CredentialCase, type Fate, LOGIN, PASSWORD, TOKEN } from './credentialCases.ts';
import { type GuardedAnswer, type GuardedServer, startGuarded } from './guardedServer.ts';

const VERSIONS = ['1.22.12', '1.24.9', '1.26.8'] as const;
const MODULE = 'example.com/m';
const HOST_443 = '127.0.0.77';

const root = makeAuthority({ commonName: 'Test Root' });
const identity = root.issue({ names: ['127.0.0.1', 'localhost', HOST_443] });
const GOOD: readonly string[] = [basicAuthorization(LOGIN, PASSWORD)[1], `Bearer ${TOKEN}`];

let folder: string;
let server: GuardedServer;
let onDefaultPort: GuardedServer | null;

describe('credentials', function () {
  this.timeout(60_000);

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'auth-test-'));
    writeFileSync(join(folder, 'roots.pem'), root.pem);
    execFileSync('git', ['init', '-q', folder]);
    const helper = `!f() { echo username=${LOGIN}; echo password=${PASSWORD}; }; f`;
    execFileSync('git', ['-C', folder, 'config', 'credential.helper', helper]);
    server = await startGuarded({ identity, good: GOOD, answer });
    onDefaultPort = await startGuarded({ identity, good: GOOD, answer, port: 443, host: HOST_443 }).catch(() => null);
    const { port } = server;
    const grant = `printf 'https://127.0.0.1:${port}\\n\\nAuthorization: Bearer ${TOKEN}\\n\\n'`;
    writeFileSync(join(folder, 'command'), `#!/bin/sh\n${grant}\n`, { mode: 0o755 });
    writeFileSync(join(folder, 'late'), `#!/bin/sh\n[ -n "$1" ] || exit 0\ncat >&2\n${grant}\n`, { mode: 0o755 });
  });

  after(() => {
    server.stop();
    onDefaultPort?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  for (const version of VERSIONS) {
    for (const one of CREDENTIAL_CASES) {
      it(`go ${version}: ${one.name}`, async function () {
        if (one.defaultPort === true && onDefaultPort === null) this.skip();
        const fate = typeof one.fate === 'string' ? one.fate : one.fate[matchRule(`go${version}`)];
        const play = prepare(one);
        const known = await ours(play, version);
        const theirs = await goFate(play, version);
        assert.deepEqual([ourFate(known, play.url), theirs.fate], [fate, fate], theirs.words);
        if (fate !== 'refused') assert.equal(requests().at(-1), authorizationOf(known, play.url));
        if (one.miss !== undefined && version === '1.26.8') assert.equal(known.netrcMiss?.reason, one.miss);
      });
    }
  }
});

interface Play {
  readonly url: string;
  readonly env: Readonly<Record<string, string>>;
}

function prepare({ netrc, url = 'https://{host}', goauth = '', defaultPort = false }: CredentialCase): Play {
  const { port } = server;
  const name = defaultPort ? HOST_443 : '127.0.0.1';
  const values: Record<string, string> = {
    ...{ name, port: String(port), host: defaultPort ? name : `${name}:${port}`, folder },
    ...{ ok: `login ${LOGIN} password ${PASSWORD}`, command: join(folder, 'command'), late: join(folder, 'late') },
  };
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_all, key: string) => values[key] ?? '');
  const file = join(folder, 'netrc');
  rmSync(file, { force: true });
  if (netrc !== null) writeFileSync(file, fill(netrc));
  return { url: fill(url), env: { NETRC: file, GOAUTH: fill(goauth) } };
}

async function ours({ url, env }: Play, version: string): Promise<EntryCredentials> {
  const [known] = await entryCredentials([url], {
    goVersion: `go${version}`,
    goauth: env.GOAUTH ?? '',
    mayRun: true,
    env: { PATH: process.env.PATH, HOME: folder, ...env },
    platform: process.platform,
    cwd: folder,
    files: nodeFiles,
    programs: nodePrograms,
    processes: nodeProcesses,
    clock: systemClock,
    signal: NEVER,
    deadline: 10_000,
  });
  assert.ok(known !== undefined);
  return known;
}

function ourFate(known: EntryCredentials, url: string): Fate {
  if (known.goauthFault !== null) return 'refused';
  return GOOD.includes(authorizationOf(known, url)) ? 'served' : 'denied';
}

/** What net/http makes of it: userinfo counts where there is nothing else. */
function authorizationOf({ credentials }: EntryCredentials, url: string): string {
  const given = credentials.headers?.find(([name]) => name === 'Authorization')?.[1];
  const { username, password } = new URL(url);
  return given ?? (username === '' ? '' : basicAuthorization(username, password)[1]);
}

function requests(): readonly string[] {
  return [...server.seen, ...(onDefaultPort?.seen ?? [])];
}

async function goFate({ url, env }: Play, version: string): Promise<{ fate: Fate; words: string }> {
  server.forget();
  onDefaultPort?.forget();
  const bin = join(await gorootOf(version as never), 'bin');
  const { code, stderr } = await runGo(['list', '-m', `${MODULE}@v1.0.0`], {
    goproxy: url,
    caFile: join(folder, 'roots.pem'),
    env: { ...env, PATH: `${bin}:${process.env.PATH}`, GOROOT: '' },
  });
  return { fate: code === 0 ? 'served' : requests().length === 0 ? 'refused' : 'denied', words: stderr };
}

function answer(target: string): GuardedAnswer {
  const isMod = target.endsWith('.mod');
  return { body: isMod ? `module ${MODULE}\n` : '{"Version":"v1.0.0","Time":"2024-01-01T00:00:00Z"}\n' };
}
