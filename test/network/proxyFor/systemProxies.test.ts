/** The system's forward proxy, read where each system keeps it: real programs where this one has them, scripts for the others. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nodeFiles } from '../../../src/base/files.ts';
import { nodeProcesses, type ProcessResult, type RunOptions } from '../../../src/base/processes.ts';
import { nodePrograms } from '../../../src/gocmd/locate/programs.ts';
import { readSystemProxies, type SystemProxyRequest } from '../../../src/gocmd/systemProxy/readSystemProxies.ts';
import { parseSystemProxy } from '../../../src/net/forwardProxy/systemProxy/parseSystemProxy.ts';

const GSETTINGS = '/usr/bin/gsettings';

/** A machine whose files are `files` and whose programs all end with `result`. */
function machine(
  { files = {}, result }: { files?: Readonly<Record<string, string>>; result?: ProcessResult },
  request: Partial<SystemProxyRequest>,
) {
  const runs: { readonly line: string; readonly options: RunOptions }[] = [];
  const whole: SystemProxyRequest = {
    env: {},
    homedir: '/home/me',
    platform: 'linux',
    files: { readText: async (file) => files[file] ?? null },
    processes: {
      run: async (file, args, options) => {
        runs.push({ line: [file, ...args].join(' '), options });
        return result ?? { kind: 'not-started', code: 'ENOENT' };
      },
    },
    programs: { ...nodePrograms, kind: async (file) => (file === GSETTINGS ? 'executable' : 'missing') },
    signal: new AbortController().signal,
    deadline: 1_000,
    ...request,
  };
  return { runs, read: () => readSystemProxies(whole) };
}

const printed = (stdout: string): ProcessResult => ({ kind: 'exited', code: 0, stdout, stderr: '' });

describe('readSystemProxies', () => {
  it('asks reg.exe by its full path', async () => {
    const { runs, read } = machine({ result: printed('x') }, { platform: 'win32', env: { SYSTEMROOT: 'D:\\Win' } });
    assert.deepEqual(await read(), [{ source: 'windows', text: 'x' }]);
    assert.equal(
      runs[0]?.line,
      'D:\\Win\\System32\\reg.exe query HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings',
    );
    const odd = machine({ result: printed('x') }, { platform: 'win32', env: { SystemRoot: '.\\here' } });
    await odd.read();
    assert.match(odd.runs[0]?.line ?? '', /^C:\\Windows\\System32\\reg\.exe /);
  });

  it('asks scutil', async () => {
    const { runs, read } = machine({ result: printed('x') }, { platform: 'darwin' });
    assert.deepEqual(await read(), [{ source: 'macos', text: 'x' }]);
    assert.equal(runs[0]?.line, '/usr/sbin/scutil --proxy');
    assert.equal(runs[0]?.options.deadline, 1_000);
  });

  it('reads the desktop that runs, and no other', async () => {
    const files = {
      '/home/me/.config/kioslaverc': 'kde',
      '/config/kioslaverc': 'kde elsewhere',
      '/etc/environment': 'login',
    };
    const result = printed('gnome');
    const env = { PATH: '/usr/bin' };
    const texts = async (more: Readonly<Record<string, string>>) =>
      (await machine({ files, result }, { env: { ...env, ...more } }).read()).map(({ text }) => text);
    assert.deepEqual(await texts({ XDG_CURRENT_DESKTOP: 'KDE' }), ['kde', 'login']);
    assert.deepEqual(await texts({ XDG_CURRENT_DESKTOP: 'KDE', XDG_CONFIG_HOME: '/config' }), [
      'kde elsewhere',
      'login',
    ]);
    assert.deepEqual(await texts({ XDG_CURRENT_DESKTOP: 'KDE', XDG_CONFIG_HOME: 'here' }), ['kde', 'login']);
    assert.deepEqual(await texts({ XDG_CURRENT_DESKTOP: 'ubuntu:GNOME' }), ['gnome', 'login']);
    assert.deepEqual(await texts({ XDG_CURRENT_DESKTOP: 'Unity', ORIGINAL_XDG_CURRENT_DESKTOP: 'KDE' }), [
      'kde',
      'login',
    ]);
    assert.deepEqual(await texts({}), ['login']);
  });

  it('takes what fails, hangs or is not there for none', async () => {
    const env = { PATH: '/usr/bin', XDG_CURRENT_DESKTOP: 'GNOME' };
    const results: readonly ProcessResult[] = [
      { kind: 'exited', code: 1, stdout: 'x', stderr: 'No such schema' },
      { kind: 'timed-out', stdout: 'x', stderr: '' },
      { kind: 'too-much-output', stdout: 'x', stderr: '' },
    ];
    for (const result of results) assert.deepEqual(await machine({ result }, { env }).read(), []);
    assert.deepEqual(await machine({}, { env: { ...env, PATH: '/nowhere' } }).read(), []);
  });

  it('rejects where it is aborted', async () => {
    await assert.rejects(machine({}, { signal: AbortSignal.abort(new Error('enough')) }).read(), /enough/);
  });

  it(`reads what the real gsettings prints${existsSync(GSETTINGS) ? '' : ' (skipped: gsettings not installed)'}`, async function () {
    if (!existsSync(GSETTINGS)) this.skip();
    const folder = await mkdtemp(path.join(tmpdir(), 'system-proxy-'));
    const env = {
      ...{ PATH: '/usr/bin', HOME: folder, XDG_CONFIG_HOME: folder, XDG_CURRENT_DESKTOP: 'GNOME' },
      ...{ GSETTINGS_BACKEND: 'keyfile' },
    };
    const set = (group: string, key: string, value: string) =>
      execFileSync(GSETTINGS, ['set', `org.gnome.system.proxy${group}`, key, value], { env, stdio: 'ignore' });
    const parts = { files: nodeFiles, processes: nodeProcesses, programs: nodePrograms, deadline: 10_000 };
    const proxy = async () => {
      const texts = await machine({}, { ...parts, env }).read();
      const text = texts.find(({ source }) => source === 'gnome')?.text;
      assert.ok(text !== undefined);
      return parseSystemProxy('gnome', text);
    };
    try {
      assert.equal(await proxy(), null);
      set('', 'mode', 'manual');
      set('.http', 'host', 'proxy.test');
      set('.http', 'port', '3128');
      set('', 'ignore-hosts', `["a'b", '*.corp']`);
      assert.deepEqual(await proxy(), {
        ...{ source: 'gnome', http: 'http://proxy.test:3128', https: 'http://proxy.test:3128', script: null },
        exceptions: ["a'b", '*.corp'],
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
