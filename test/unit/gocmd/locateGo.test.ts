/** The search for the go command, on Linux, macOS and Windows, over a disk made of maps. */
import assert from 'node:assert/strict';
import { type LocateRequest, locateGo } from '../../../src/gocmd/locate/locateGo.ts';
import type { ProgramKind } from '../../../src/gocmd/locate/programs.ts';
import { fakePrograms } from './fakes.ts';

function request(kinds: Record<string, ProgramKind>, changes: Partial<LocateRequest> = {}): LocateRequest {
  return {
    configured: '',
    env: { PATH: '/usr/bin:/bin' },
    platform: 'linux',
    programs: fakePrograms(kinds),
    homedir: '/home/me',
    signal: new AbortController().signal,
    ...changes,
  };
}

describe('locateGo', () => {
  it('prefers the configured path over PATH', async () => {
    const found = await locateGo(
      request({ '/opt/go': 'executable', '/usr/bin/go': 'executable' }, { configured: '/opt/go' }),
    );
    assert.equal(found.path, '/opt/go');
    assert.equal(found.source, 'configured');
    assert.deepEqual(found.steps, [{ source: 'configured', candidate: '/opt/go', result: 'found' }]);
  });

  it('takes a GOROOT and ~ as configured path', async () => {
    const kinds = { '/home/me/sdk/go1.26.8': 'directory', '/home/me/sdk/go1.26.8/bin/go': 'executable' } as const;
    const found = await locateGo(request(kinds, { configured: '~/sdk/go1.26.8' }));
    assert.equal(found.path, '/home/me/sdk/go1.26.8/bin/go');
  });

  it('does not look at a relative configured path, and goes on', async () => {
    const found = await locateGo(
      request({ '/bin/go': 'executable', 'bin/go': 'executable' }, { configured: 'bin/go' }),
    );
    assert.equal(found.path, '/bin/go');
    assert.deepEqual(
      found.steps.map((step) => step.result),
      ['relative', 'missing', 'found'],
    );
  });

  it('passes over what cannot be executed', async () => {
    const kinds = { '/a/go': 'directory', '/b/go': 'not-executable', '/c/go': 'executable' } as const;
    const found = await locateGo(request(kinds, { env: { PATH: '/a:/b:/c' } }));
    assert.equal(found.path, '/c/go');
    assert.equal(found.source, 'path');
    assert.deepEqual(
      found.steps.map((step) => step.result),
      ['directory', 'not-executable', 'found'],
    );
  });

  it('never looks into the current directory', async () => {
    const found = await locateGo(request({ go: 'executable', 'x/go': 'executable' }, { env: { PATH: ':.:x::' } }));
    assert.equal(found.path, null);
    assert.deepEqual(
      found.steps.filter((step) => step.source === 'path').map((step) => [step.candidate, step.result]),
      [
        ['go', 'relative'],
        ['x/go', 'relative'],
      ],
    );
  });

  it('falls back on GOROOT, then on the usual places', async () => {
    const kinds = { '/r/bin/go': 'executable', '/usr/local/go/bin/go': 'executable' } as const;
    assert.equal((await locateGo(request(kinds, { env: { GOROOT: '/r' } }))).source, 'goroot');
    const usual = await locateGo(request(kinds, { env: {} }));
    assert.equal(usual.source, 'usual-place');
    assert.equal(usual.path, '/usr/local/go/bin/go');
  });

  it('takes the newest of several SDKs', async () => {
    const programs = fakePrograms(
      { '/home/me/sdk/go1.9/bin/go': 'executable', '/home/me/sdk/go1.21.3/bin/go': 'executable' },
      { '/home/me/sdk': ['go1.9', 'gotip-not-a-star', 'go1.21.3'] },
    );
    const found = await locateGo(request({}, { programs, env: {} }));
    assert.equal(found.path, '/home/me/sdk/go1.21.3/bin/go');
  });

  it('finds the GOROOT behind a link', async () => {
    const programs = fakePrograms(
      { '/usr/bin/go': 'executable', '/usr/lib/go-1.19/pkg/tool': 'directory' },
      {},
      { '/usr/bin/go': '/usr/lib/go-1.19/bin/go' },
    );
    assert.equal((await locateGo(request({}, { programs }))).goroot, '/usr/lib/go-1.19');
  });

  it('follows PATHEXT on Windows, and leaves scripts alone', async () => {
    const kinds = {
      'C:\\shims\\go.cmd': 'executable',
      'C:\\Program Files\\Go\\bin\\go.exe': 'executable',
    } as const;
    const env = { Path: 'C:\\shims;"C:\\Program Files\\Go\\bin";', PathExt: '.COM;.EXE;.BAT;.CMD;.VBS' };
    const found = await locateGo(request(kinds, { env, platform: 'win32', homedir: 'C:\\Users\\me' }));
    assert.equal(found.path, 'C:\\Program Files\\Go\\bin\\go.exe');
    assert.deepEqual(
      found.steps.filter((step) => step.result !== 'missing').map((step) => step.result),
      ['needs-shell', 'found'],
    );
  });

  it('knows the usual places of Windows by their variables', async () => {
    const kinds = { 'D:\\Apps\\Go\\bin\\go.exe': 'executable' } as const;
    const env = { PROGRAMFILES: 'D:\\Apps' };
    const found = await locateGo(request(kinds, { env, platform: 'win32', homedir: '' }));
    assert.equal(found.path, 'D:\\Apps\\Go\\bin\\go.exe');
    assert.ok(found.steps.every((step) => !/[%~]/.test(step.candidate)));
  });

  it('says where it looked when there is nothing, and ends when it is told to', async () => {
    const nothing = await locateGo(request({}));
    assert.equal(nothing.path, null);
    assert.equal(nothing.source, null);
    assert.ok(nothing.steps.length > 10);
    assert.equal(new Set(nothing.steps.map((step) => step.candidate)).size, nothing.steps.length);
    const aborted = await locateGo(request({ '/bin/go': 'executable' }, { signal: AbortSignal.abort() }));
    assert.deepEqual([aborted.path, aborted.steps], [null, []]);
  });
});
