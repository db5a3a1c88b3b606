/** The settings and their origins, over fakes: what go says, what the layers say, and where the two differ. */
import assert from 'node:assert/strict';
import type { ProcessResult } from '../../../src/base/processes.ts';
import {
  type GoEnvironment,
  type GoEnvironmentRequest,
  readGoEnvironment,
} from '../../../src/gocmd/env/goEnvironment.ts';
import { fakeFiles, fakeProcesses, goAnswer } from './fakes.ts';

const DEFAULT_LIST = 'https://mirror.example,direct';

interface Scene extends Partial<Omit<GoEnvironmentRequest, 'files' | 'processes'>> {
  readonly texts?: Record<string, string>;
  readonly answer?: ProcessResult;
}

function read({ texts = {}, answer = goAnswer({}), ...changes }: Scene): Promise<GoEnvironment> {
  return readGoEnvironment({
    go: '/go/bin/go',
    goroot: null,
    env: { HOME: '/h' },
    cwd: '/work',
    platform: 'linux',
    files: fakeFiles(texts),
    processes: fakeProcesses(answer),
    signal: new AbortController().signal,
    deadline: 5000,
    ...changes,
  });
}

function setting(environment: GoEnvironment, name: string) {
  const found = environment.settings.find((each) => each.name === name);
  assert.ok(found, name);
  const { value, origin, masked } = found;
  return { value, origin, masked };
}

const FILE = '/h/.config/go/env';

describe('readGoEnvironment', () => {
  it('tells what go tells of itself', async () => {
    const environment = await read({});
    const { goVersion, goos, goarch, goroot, goenvFile, fault } = environment;
    assert.deepEqual(
      { goVersion, goos, goarch, goroot, goenvFile, fault },
      { goVersion: 'go1.26.8', goos: 'linux', goarch: 'amd64', goroot: '/go', goenvFile: FILE, fault: null },
    );
  });

  it('runs go once, with its own GOTOOLCHAIN and GOFLAGS, where it was told to', async () => {
    const processes = fakeProcesses(goAnswer({}));
    const env = { HOME: '/h', GOFLAGS: '-u', GOTOOLCHAIN: 'go9.9.9', GOPROXY: 'off' };
    await readGoEnvironment({
      go: '/go/bin/go',
      goroot: null,
      env,
      cwd: '/work',
      platform: 'linux',
      files: fakeFiles(),
      processes,
      signal: new AbortController().signal,
      deadline: 1234,
    });
    assert.equal(processes.runs.length, 1);
    const [run] = processes.runs;
    assert.deepEqual(run?.args.slice(0, 2), ['env', '-json']);
    assert.deepEqual(run?.options.env, { HOME: '/h', GOPROXY: 'off', GOFLAGS: ' ', GOTOOLCHAIN: 'local' });
    assert.deepEqual([run?.options.cwd, run?.options.deadline], ['/work', 1234]);
  });

  it('masks only what differs', async () => {
    const masked = async (os: string, file: string) =>
      setting(
        await read({ env: { HOME: '/h', GOPROXY: os }, texts: { [FILE]: file }, answer: goAnswer({ GOPROXY: os }) }),
        'GOPROXY',
      );
    assert.deepEqual(await masked('a', 'GOPROXY=b'), {
      value: 'a',
      origin: 'os-env',
      masked: [{ origin: 'go-env-file', value: 'b' }],
    });
    assert.deepEqual(await masked('a', 'GOPROXY=a'), { value: 'a', origin: 'os-env', masked: [] });
    assert.deepEqual(await masked('a', 'GOPROXY='), { value: 'a', origin: 'os-env', masked: [] });
  });

  it('does not call an overridden $GOROOT/go.env masked', async () => {
    const texts = { '/go/go.env': `GOPROXY=${DEFAULT_LIST}\n`, [FILE]: 'GOPROXY=b' };
    assert.deepEqual(setting(await read({ texts, answer: goAnswer({ GOPROXY: 'b' }) }), 'GOPROXY'), {
      value: 'b',
      origin: 'go-env-file',
      masked: [],
    });
    const untouched = await read({
      texts: { '/go/go.env': texts['/go/go.env'] },
      answer: goAnswer({ GOPROXY: DEFAULT_LIST }),
    });
    assert.deepEqual(setting(untouched, 'GOPROXY'), { value: DEFAULT_LIST, origin: 'goroot', masked: [] });
  });

  it('takes the built-in for default where no layer speaks', async () => {
    const environment = await read({ answer: goAnswer({ GOPROXY: DEFAULT_LIST, GOMODCACHE: '/h/go/pkg/mod' }) });
    assert.deepEqual(setting(environment, 'GOPROXY'), { value: DEFAULT_LIST, origin: 'default', masked: [] });
    assert.deepEqual(setting(environment, 'GOMODCACHE'), { value: '/h/go/pkg/mod', origin: 'default', masked: [] });
  });

  it('believes go, and says unknown, where it contradicts the layers', async () => {
    const texts = { [FILE]: 'GOPROXY=b' };
    assert.deepEqual(setting(await read({ texts, answer: goAnswer({ GOPROXY: 'c' }) }), 'GOPROXY'), {
      value: 'c',
      origin: 'unknown',
      masked: [],
    });
  });

  it('lets GONOPROXY and GONOSUMDB inherit GOPRIVATE', async () => {
    const env = { HOME: '/h', GOPRIVATE: 'corp.example', GONOSUMDB: 'none' };
    const environment = await read({ go: null, env });
    assert.deepEqual(setting(environment, 'GONOPROXY'), { value: 'corp.example', origin: 'default', masked: [] });
    assert.deepEqual(setting(environment, 'GONOSUMDB'), { value: 'none', origin: 'os-env', masked: [] });
  });

  it('reads a relative GOENV where go runs, and none with off', async () => {
    const relative = await read({ env: { GOENV: 'my.env' }, texts: { '/work/my.env': 'GOVCS=x' }, go: null });
    assert.equal(relative.goenvFile, '/work/my.env');
    assert.equal(setting(relative, 'GOVCS').origin, 'go-env-file');
    const off = await read({ env: { HOME: '/h', GOENV: 'off' }, texts: { [FILE]: 'GOVCS=x' }, go: null });
    assert.equal(off.goenvFile, null);
    assert.deepEqual(setting(off, 'GOVCS'), { value: '', origin: 'default', masked: [] });
    assert.deepEqual(setting(off, 'GOENV'), { value: 'off', origin: 'os-env', masked: [] });
  });

  it('reads go.env below the GOROOT of the user’s file, as go does', async () => {
    const texts = { [FILE]: 'GOROOT=/other', '/other/go.env': 'GOPROXY=o', '/go/go.env': 'GOPROXY=g' };
    const environment = await read({ texts, answer: goAnswer({ GOPROXY: 'o', GOROOT: '/other' }) });
    assert.equal(setting(environment, 'GOPROXY').origin, 'goroot');
  });

  it('does not call a variable the user’s that the Go extension may have pinned', async () => {
    const env = { HOME: '/h', GOPROXY: 'pinned', GOSUMDB: 'mine' };
    const answer = goAnswer(env);
    const environment = await read({ env, answer, envTrusted: false, texts: { [FILE]: 'GOPROXY=stored' } });
    assert.deepEqual(setting(environment, 'GOPROXY'), {
      value: 'pinned',
      origin: 'unknown',
      masked: [{ origin: 'go-env-file', value: 'stored' }],
    });
    assert.equal(setting(environment, 'GOSUMDB').origin, 'os-env');
    const stored = await read({
      answer: goAnswer({ GOPROXY: 'b' }),
      envTrusted: false,
      texts: { [FILE]: 'GOPROXY=b' },
    });
    assert.equal(setting(stored, 'GOPROXY').origin, 'go-env-file');
  });

  describe('without go', () => {
    it('knows the environment and the user’s file', async () => {
      const env = { HOME: '/h', GOPROXY: 'a' };
      const environment = await read({ go: null, env, texts: { [FILE]: 'GOSUMDB=off\nGOPROXY=b' } });
      assert.equal(environment.fault, null);
      assert.equal(environment.goVersion, null);
      assert.equal(setting(environment, 'GOPROXY').value, 'a');
      assert.deepEqual(setting(environment, 'GOSUMDB'), { value: 'off', origin: 'go-env-file', masked: [] });
    });

    it('does not invent a default', async () => {
      const environment = await read({ go: null });
      for (const name of ['GOPROXY', 'GOSUMDB', 'GOTOOLCHAIN', 'GOAUTH', 'GOMODCACHE']) {
        assert.deepEqual(setting(environment, name), { value: '', origin: 'unknown', masked: [] }, name);
      }
      assert.deepEqual(setting(environment, 'GOPRIVATE'), { value: '', origin: 'default', masked: [] });
    });

    it('reads the go.env of a guessed GOROOT', async () => {
      const environment = await read({ go: null, goroot: '/go', texts: { '/go/go.env': `GOPROXY=${DEFAULT_LIST}` } });
      assert.deepEqual(setting(environment, 'GOPROXY'), { value: DEFAULT_LIST, origin: 'goroot', masked: [] });
      assert.equal(environment.goroot, '/go');
    });
  });

  describe('the variables of the operating system', () => {
    it('are read in both spellings', async () => {
      const environment = await read({ env: { HOME: '/h', https_proxy: 'http://p:1', NETRC: '/n' } });
      assert.deepEqual(setting(environment, 'https_proxy'), { value: 'http://p:1', origin: 'os-env', masked: [] });
      assert.deepEqual(setting(environment, 'HTTPS_PROXY'), { value: '', origin: 'default', masked: [] });
      assert.equal(setting(environment, 'NETRC').value, '/n');
    });

    it('hide their lower-case twins', async () => {
      const proxies = async (env: Record<string, string>) => {
        const environment = await read({ env: { HOME: '/h', ...env } });
        return ['HTTPS_PROXY', 'https_proxy'].map((name) => setting(environment, name));
      };
      const lower = { value: 'http://l:1', origin: 'os-env', masked: [] };
      assert.deepEqual(await proxies({ HTTPS_PROXY: 'http://u:1', https_proxy: 'http://l:1' }), [
        { value: 'http://u:1', origin: 'os-env', masked: [{ origin: 'os-env', value: 'http://l:1' }] },
        lower,
      ]);
      assert.deepEqual(await proxies({ HTTPS_PROXY: 'http://l:1', https_proxy: 'http://l:1' }), [lower, lower]);
      assert.deepEqual(await proxies({ HTTPS_PROXY: '', https_proxy: 'http://l:1' }), [
        { value: '', origin: 'default', masked: [] },
        lower,
      ]);
    });

    it('are one on Windows', async () => {
      const env = { AppData: 'C:\\A', Https_Proxy: 'http://p:1', goproxy: 'a' };
      const answer = goAnswer({ GOPROXY: 'a' });
      const environment = await read({
        env,
        platform: 'win32',
        cwd: 'C:\\work',
        answer,
        texts: { 'C:\\A\\go\\env': 'GOPROXY=b' },
      });
      assert.equal(setting(environment, 'HTTPS_PROXY').value, 'http://p:1');
      assert.equal(environment.settings.filter((each) => each.name.toUpperCase() === 'HTTPS_PROXY').length, 1);
      assert.deepEqual(setting(environment, 'GOPROXY').masked, [{ origin: 'go-env-file', value: 'b' }]);
    });
  });

  describe('a go that gives no answer', () => {
    const exited = (code: number, stdout: string, stderr = ''): ProcessResult => ({
      kind: 'exited',
      code,
      stdout,
      stderr,
    });
    for (const [name, answer, code, detail] of [
      ['cannot be started', { kind: 'not-started', code: 'ENOEXEC' }, 'not-started', 'ENOEXEC'],
      ['hangs', { kind: 'timed-out', stdout: '', stderr: '' }, 'hangs', ''],
      ['floods', { kind: 'too-much-output', stdout: 'x', stderr: '' }, 'floods', ''],
      ['was aborted', { kind: 'aborted', stdout: '', stderr: '' }, 'aborted', ''],
      ['fails', exited(1, '', '\n\u001b[31mgo: unknown setting\u0007\nmore'), 'failed', '[31mgo: unknown setting'],
      ['fails without a word', exited(7, ''), 'failed', 'exit 7'],
      ['prints prose', exited(0, 'Go is a board game\n'), 'not-go', ''],
      ['prints nothing', exited(0, ''), 'not-go', ''],
      ['prints an array', exited(0, '[]'), 'not-go', ''],
      ['prints null', exited(0, 'null'), 'not-go', ''],
      ['prints numbers', exited(0, '{"GOPROXY":1,"GOROOT":"/go"}'), 'not-go', ''],
      ['prints another object', exited(0, '{"name":"go"}'), 'not-go', ''],
    ] as const) {
      it(name, async () => {
        const environment = await read({ answer, texts: { [FILE]: 'GOPROXY=b' } });
        assert.deepEqual(environment.fault, { code, detail });
        assert.equal(environment.goVersion, null);
        assert.deepEqual(setting(environment, 'GOPROXY'), { value: 'b', origin: 'go-env-file', masked: [] });
      });
    }
  });
});
