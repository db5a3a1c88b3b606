/** The real go: what we say of every layer combination is what `go env` says, and the default list is the toolchain's. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { nodeFiles } from '../../src/base/files.ts';
import { nodeProcesses } from '../../src/base/processes.ts';
import { readGoEnvironment } from '../../src/gocmd/env/goEnvironment.ts';
import { readGorootDefault } from '../../src/gocmd/env/gorootFile.ts';
import type { SettingOrigin } from '../../src/gocmd/env/setting.ts';
import { parseGoVersion } from '../../src/gocmd/goVersion.ts';
import { type LocatedGo, locateGo } from '../../src/gocmd/locate/locateGo.ts';
import { nodePrograms } from '../../src/gocmd/locate/programs.ts';

/** What one combination must give: for a name its value ('*': whatever go says), its origin, the masked values. */
type Expected = Record<string, readonly [value: string, origin: SettingOrigin, ...masked: string[]]>;

interface Case {
  readonly name: string;
  /** `$` at the start of a value stands for the case's own folder. */
  readonly os?: Record<string, string>;
  /** The file below XDG_CONFIG_HOME. */
  readonly file?: string | Buffer;
  /** More files of the case's folder. */
  readonly files?: Record<string, string>;
  readonly expect: Expected;
}

const A = 'https://a.example,direct';
const B = 'https://b.example|https://c.example';

const CASES: readonly Case[] = [
  {
    name: 'nothing set',
    expect: {
      GOPROXY: ['*', 'goroot'],
      GOSUMDB: ['*', 'goroot'],
      GOPRIVATE: ['', 'default'],
      GOAUTH: ['netrc', 'default'],
      GOMODCACHE: ['*', 'default'],
    },
  },
  { name: 'OS alone', os: { GOPROXY: A }, expect: { GOPROXY: [A, 'os-env'] } },
  { name: 'file alone', file: `GOPROXY=${A}\n`, expect: { GOPROXY: [A, 'go-env-file'] } },
  { name: 'OS over file', os: { GOPROXY: A }, file: `GOPROXY=${B}\n`, expect: { GOPROXY: [A, 'os-env', B] } },
  { name: 'OS equal to file', os: { GOPROXY: A }, file: `GOPROXY=${A}\n`, expect: { GOPROXY: [A, 'os-env'] } },
  { name: 'empty OS over file', os: { GOPROXY: '' }, file: `GOPROXY=${B}\n`, expect: { GOPROXY: [B, 'go-env-file'] } },
  { name: 'empty OS, no file', os: { GOPROXY: '' }, expect: { GOPROXY: ['*', 'goroot'] } },
  { name: 'blank OS is set', os: { GOPROXY: ' ' }, file: `GOPROXY=${B}\n`, expect: { GOPROXY: [' ', 'os-env', B] } },
  {
    name: 'empty line hides go.env',
    file: 'GOPROXY=\nGOSUMDB=\n',
    expect: { GOPROXY: ['', 'go-env-file'], GOSUMDB: ['', 'go-env-file'] },
  },
  { name: 'OS over empty line', os: { GOPROXY: A }, file: 'GOPROXY=\n', expect: { GOPROXY: [A, 'os-env'] } },
  {
    name: 'duplicates: last',
    file: `GOPROXY=${A}\nGOSUMDB=off\nGOPROXY=${B}\n`,
    expect: { GOPROXY: [B, 'go-env-file'], GOSUMDB: ['off', 'go-env-file'] },
  },
  { name: 'duplicates: last is empty', file: `GOPROXY=${A}\nGOPROXY=\n`, expect: { GOPROXY: ['', 'go-env-file'] } },
  {
    name: 'CRLF',
    file: `GOPROXY=${A}\r\nGOSUMDB=off\r\n`,
    expect: { GOPROXY: [`${A}\r`, 'go-env-file'], GOSUMDB: ['off\r', 'go-env-file'] },
  },
  { name: 'no newline at the end', file: `GOPROXY=${A}`, expect: { GOPROXY: [A, 'go-env-file'] } },
  {
    name: 'comments and junk',
    file: `# GOPROXY=x\n GOPROXY=y\n\tGOPROXY=z\nGOPROXY\ngoproxy=w\n=\n[go]\nGOVCS=*:git\n`,
    expect: { GOPROXY: ['*', 'goroot'], GOVCS: ['*:git', 'go-env-file'] },
  },
  {
    name: 'byte order mark',
    file: `\ufeffGOPROXY=${A}\nGOVCS=*:all\n`,
    expect: { GOPROXY: ['*', 'goroot'], GOVCS: ['*:all', 'go-env-file'] },
  },
  {
    name: 'quotes and blanks stay',
    file: `GOPROXY="${A}"\nGOPRIVATE= corp.example \n`,
    expect: { GOPROXY: [`"${A}"`, 'go-env-file'], GOPRIVATE: [' corp.example ', 'go-env-file'] },
  },
  {
    name: 'equals in the value',
    file: 'GOPROXY=https://a.example?t=1=2\n',
    expect: { GOPROXY: ['https://a.example?t=1=2', 'go-env-file'] },
  },
  { name: 'blank before equals', file: `GOPROXY =${A}\n`, expect: { GOPROXY: ['*', 'goroot'] } },
  { name: 'NUL in the value', file: 'GOPROXY=a\0b\n', expect: { GOPROXY: ['a\0b', 'go-env-file'] } },
  {
    name: 'invalid UTF-8',
    file: Buffer.from('GOVCS=x\xff\nGOPROXY=off\n', 'latin1'),
    expect: { GOVCS: ['x\ufffd', 'go-env-file'], GOPROXY: ['off', 'go-env-file'] },
  },
  { name: 'GOENV=off', os: { GOENV: 'off' }, file: `GOPROXY=${A}\n`, expect: { GOPROXY: ['*', 'goroot'] } },
  {
    name: 'GOENV=off with OS',
    os: { GOENV: 'off', GOPROXY: B },
    file: `GOPROXY=${A}\n`,
    expect: { GOPROXY: [B, 'os-env'] },
  },
  {
    name: 'GOENV path',
    os: { GOENV: '$/other/env' },
    file: `GOPROXY=${A}\n`,
    files: { 'other/env': `GOPROXY=${B}\n` },
    expect: { GOPROXY: [B, 'go-env-file'], GOENV: ['*', 'os-env'] },
  },
  { name: 'GOENV missing path', os: { GOENV: '$/none' }, file: `GOPROXY=${A}\n`, expect: { GOPROXY: ['*', 'goroot'] } },
  {
    name: 'GOENV relative',
    os: { GOENV: 'rel.env' },
    files: { 'cwd/rel.env': `GOPROXY=${B}\n` },
    expect: { GOPROXY: [B, 'go-env-file'] },
  },
  { name: 'GOENV a directory', os: { GOENV: '$' }, expect: { GOPROXY: ['*', 'goroot'] } },
  {
    name: 'GOENV empty',
    os: { GOENV: '' },
    file: `GOPROXY=${A}\n`,
    expect: { GOPROXY: [A, 'go-env-file'], GOENV: ['*', 'default'] },
  },
  {
    name: 'GOENV in the file is nothing',
    file: `GOENV=off\nGOPROXY=${A}\n`,
    expect: { GOPROXY: [A, 'go-env-file'], GOENV: ['*', 'default'] },
  },
  {
    name: 'XDG relative: no file',
    os: { XDG_CONFIG_HOME: 'xdg' },
    files: { 'cwd/xdg/go/env': `GOPROXY=${A}\n` },
    expect: { GOPROXY: ['*', 'goroot'] },
  },
  {
    name: 'XDG empty: HOME',
    os: { XDG_CONFIG_HOME: '' },
    files: { 'home/.config/go/env': `GOPROXY=${A}\n` },
    expect: { GOPROXY: [A, 'go-env-file'] },
  },
  {
    name: 'GOPRIVATE inherited',
    os: { GOPRIVATE: 'corp.example' },
    expect: {
      GOPRIVATE: ['corp.example', 'os-env'],
      GONOPROXY: ['corp.example', 'default'],
      GONOSUMDB: ['corp.example', 'default'],
    },
  },
  {
    name: 'GOPRIVATE inherited from the file',
    file: 'GOPRIVATE=corp.example\n',
    os: { GONOSUMDB: '' },
    expect: { GONOPROXY: ['corp.example', 'default'], GONOSUMDB: ['corp.example', 'default'] },
  },
  {
    name: 'un-inherited',
    os: { GONOPROXY: 'none' },
    file: 'GOPRIVATE=corp.example\nGONOPROXY=old\nGONOSUMDB=\n',
    expect: { GONOPROXY: ['none', 'os-env', 'old'], GONOSUMDB: ['corp.example', 'default'] },
  },
  {
    name: 'GOFLAGS of the OS',
    os: { GOFLAGS: '-mod=vendor -junk' },
    file: 'GOFLAGS=-x\n',
    expect: { GOFLAGS: ['-mod=vendor -junk', 'os-env', '-x'] },
  },
  {
    name: 'GOTOOLCHAIN from the file',
    file: 'GOTOOLCHAIN=go9.99.9\n',
    expect: { GOTOOLCHAIN: ['go9.99.9', 'go-env-file'], GOPROXY: ['*', 'goroot'] },
  },
  {
    name: 'GOTOOLCHAIN over the file',
    os: { GOTOOLCHAIN: 'go8.88.8' },
    file: 'GOTOOLCHAIN=local\n',
    expect: { GOTOOLCHAIN: ['go8.88.8', 'os-env', 'local'] },
  },
  {
    name: 'the rest of the family',
    os: { GOAUTH: 'off', GO111MODULE: 'on' },
    file: 'GOINSECURE=x.example\nGOMODCACHE=/tmp/nowhere\nGOVCS=public:git\n',
    expect: {
      GOAUTH: ['off', 'os-env'],
      GO111MODULE: ['on', 'os-env'],
      GOINSECURE: ['x.example', 'go-env-file'],
      GOMODCACHE: ['/tmp/nowhere', 'go-env-file'],
      GOVCS: ['public:git', 'go-env-file'],
    },
  },
  {
    name: 'OS-only names cannot be stored',
    os: { https_proxy: 'http://127.0.0.1:9' },
    file: 'HTTP_PROXY=http://x\nNETRC=/x\nSSL_CERT_FILE=/x\n',
    expect: {
      https_proxy: ['http://127.0.0.1:9', 'os-env'],
      HTTP_PROXY: ['', 'default'],
      NETRC: ['', 'default'],
      SSL_CERT_FILE: ['', 'default'],
    },
  },
  {
    name: 'another GOROOT, first of two lines',
    os: { GOROOT: '$/goroot' },
    files: { 'goroot/go.env': `GOPROXY=${B}\nGOPROXY=${A}\n` },
    expect: { GOPROXY: [B, 'goroot'], GOSUMDB: ['', 'default'] },
  },
  {
    name: 'GOROOT of the file before that of the OS',
    os: { GOROOT: '$/goroot' },
    file: 'GOROOT=$/second\n',
    files: { 'goroot/go.env': `GOPROXY=${A}\n`, 'second/go.env': `GOPROXY=${B}\n` },
    expect: { GOPROXY: [B, 'goroot'] },
  },
];

describe('the real go', function () {
  this.timeout(30_000);
  const signal = new AbortController().signal;
  let go: LocatedGo;
  let folder: string;

  before(async function () {
    go = await locateGo({
      configured: '',
      env: process.env,
      platform: process.platform,
      programs: nodePrograms,
      homedir: homedir(),
      signal,
    });
    // The origins below are those of Go 1.21 and later on Linux.
    if (go.path === null || process.platform !== 'linux') this.skip();
  });
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'gocmd-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Lays the case's files out; returns its environment and directory. */
  function layOut({ os = {}, file, files = {} }: Partial<Case>) {
    const own = (value: string) => value.replace('$', folder);
    const texts: Record<string, string | Buffer> = { ...files };
    if (file !== undefined) texts['config/go/env'] = typeof file === 'string' ? own(file) : file;
    for (const name of ['cwd', 'home', 'config']) mkdirSync(path.join(folder, name));
    for (const [name, text] of Object.entries(texts)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    // go's telemetry child outlives it, and would write into the folder after it was removed.
    for (const config of ['config', 'home/.config']) {
      mkdirSync(path.join(folder, config, 'go/telemetry'), { recursive: true });
      writeFileSync(path.join(folder, config, 'go/telemetry/mode'), 'off 2026-01-01\n');
    }
    for (const root of ['goroot', 'second']) {
      if (texts[`${root}/go.env`] === undefined) continue;
      for (const part of ['bin', 'pkg', 'src'])
        symlinkSync(path.join(go.goroot ?? '', part), path.join(folder, root, part));
    }
    const env: Record<string, string> = {
      PATH: process.env.PATH ?? '',
      HOME: path.join(folder, 'home'),
      XDG_CONFIG_HOME: path.join(folder, 'config'),
    };
    for (const [name, value] of Object.entries(os)) env[name] = own(value);
    return { env, cwd: path.join(folder, 'cwd') };
  }

  /** What go says by itself of every setting that it knows. */
  function goEnv({ env, cwd }: { env: Record<string, string>; cwd: string }): Record<string, string> {
    const run = (args: string[], more: Record<string, string>) =>
      execFileSync(go.path ?? '', ['env', ...args], { cwd, env: { ...env, ...more }, encoding: 'utf8', stdio: 'pipe' });
    const names = [
      'GOPROXY',
      'GONOPROXY',
      'GOPRIVATE',
      'GOSUMDB',
      'GONOSUMDB',
      'GOINSECURE',
      'GOVCS',
      'GOAUTH',
      'GOFLAGS',
    ];
    // `go env GOTOOLCHAIN` answers by itself; any other call must be kept from fetching the toolchain that is named.
    const told = run(['-json', ...names, 'GOMODCACHE', 'GO111MODULE', 'GOENV'], { GOTOOLCHAIN: 'local' });
    return { ...JSON.parse(told), GOTOOLCHAIN: run(['GOTOOLCHAIN'], {}).replace(/\n$/, '') };
  }

  const read = ({ env, cwd }: { env: Record<string, string>; cwd: string }, changes: { go?: null } = {}) =>
    readGoEnvironment({
      go: go.path,
      goroot: go.goroot,
      env,
      cwd,
      platform: process.platform,
      files: nodeFiles,
      processes: nodeProcesses,
      signal,
      deadline: 5000,
      ...changes,
    });

  for (const example of CASES) {
    it(example.name, async () => {
      const place = layOut(example);
      const environment = await read(place);
      assert.equal(environment.fault, null);
      const told = goEnv(place);
      for (const { name, value, origin, masked } of environment.settings) {
        assert.notEqual(origin, 'unknown', name);
        assert.ok(masked.every((other) => other.value !== value));
        // go does not know the OS-only names, and says nothing of GOENV=off.
        if (told[name] !== undefined && value !== 'off') assert.equal(value, told[name], name);
      }
      for (const [name, [value, origin, ...masked]] of Object.entries(example.expect)) {
        const setting = environment.settings.find((each) => each.name === name);
        assert.equal(setting?.origin, origin, name);
        if (value !== '*') assert.equal(setting?.value, value, name);
        assert.deepEqual(
          setting?.masked.map((other) => other.value),
          masked,
          name,
        );
      }
    });
  }

  it('is found, and known by its place', async () => {
    const environment = await read(layOut({}));
    assert.equal(environment.goroot, go.goroot);
    assert.equal(environment.goenvFile, path.join(folder, 'config/go/env'));
    assert.ok((parseGoVersion(environment.goVersion ?? '')?.minor ?? 0) >= 21);
    assert.equal(environment.goos, 'linux');
  });

  it('has the default list that its go.env holds, whatever is set', async () => {
    const { env, cwd } = layOut({ os: { GOPROXY: 'off', GOFLAGS: '-junk' }, file: `GOPROXY=${A}\n` });
    const plain = { ...env, GOENV: 'off', GOPROXY: '', GOFLAGS: '', GOTOOLCHAIN: 'local' };
    const options = { env: plain, cwd, signal, deadline: 5000 };
    const asked = await nodeProcesses.run(go.path ?? '', ['env', 'GOPROXY'], options);
    assert.ok(asked.kind === 'exited' && asked.stdout.trim().endsWith(',direct'));
    assert.equal(await readGorootDefault(go.goroot ?? '', nodeFiles), asked.stdout.trim());
  });

  it('is not needed for the layers: without running it the same values and origins', async () => {
    const place = layOut({ os: { GOPRIVATE: 'x.example' }, file: `GOPROXY=${B}\n` });
    const [withGo, without] = [await read(place), await read(place, { go: null })];
    const known = without.settings.filter((setting) => setting.origin !== 'unknown');
    assert.ok(known.length > 15);
    for (const setting of known)
      assert.deepEqual(
        setting,
        withGo.settings.find((each) => each.name === setting.name),
      );
  });

  it('is not led by a stored GOFLAGS=-u, with which `go env GOPROXY` would delete the setting', async () => {
    const file = `GOFLAGS=-u\nGOPROXY=${A}\n`;
    const place = layOut({ file });
    const environment = await read(place);
    assert.equal(environment.fault, null);
    assert.deepEqual(
      ['GOFLAGS', 'GOPROXY'].map((name) => environment.settings.find((each) => each.name === name)?.value),
      ['-u', A],
    );
    assert.equal(readFileSync(path.join(folder, 'config/go/env'), 'utf8'), file);
  });

  it('says in its own words why it refuses, and the layers still speak', async () => {
    const environment = await read(layOut({ os: { GO111MODULE: 'junk', GOPROXY: A } }));
    assert.equal(environment.fault?.code, 'failed');
    assert.match(environment.fault?.detail ?? '', /^go: unknown environment setting GO111MODULE=junk/);
    assert.equal(environment.settings[0]?.value, A);
    assert.equal(environment.settings.find((setting) => setting.name === 'GOSUMDB')?.origin, 'goroot');
  });
});
