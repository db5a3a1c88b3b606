/** The toolchain's own mirrors, with and without a list of the user's own. */
import assert from 'node:assert/strict';
import { defaultMirrors } from '../../../../src/doctor/environment/defaultMirrors.ts';
import type { GoView } from '../../../../src/doctor/environment/goView.ts';
import type { Setting } from '../../../../src/gocmd/env/setting.ts';
import { fakeFiles } from '../../gocmd/fakes.ts';

const MIRROR = 'https://mirror.example';

function view(goroot: string | null, setting: Omit<Setting, 'name' | 'masked'>): GoView {
  const goproxy = { ...setting, name: 'GOPROXY', masked: [] };
  return {
    located: { path: null, source: null, goroot, steps: [] },
    environment: {
      goVersion: null,
      goos: null,
      goarch: null,
      goroot,
      goenvFile: null,
      settings: [goproxy],
      fault: null,
    },
    setting: (name) => (name === 'GOPROXY' ? goproxy : null),
    value: () => goproxy.value,
  };
}

describe('the default mirrors', () => {
  const files = fakeFiles({ '/go/go.env': `GOPROXY=${MIRROR},direct\n` });

  it('are known where the user has another list', async () => {
    const own = view('/go', { value: `https://corp.example,${MIRROR}`, origin: 'go-env-file' });
    assert.deepEqual(await defaultMirrors(own, { files }), [MIRROR]);
  });

  it('are those in force where the toolchain has no go.env', async () => {
    assert.deepEqual(await defaultMirrors(view('/old', { value: MIRROR, origin: 'default' }), { files }), [MIRROR]);
  });

  it('are none where nothing tells', async () => {
    assert.deepEqual(await defaultMirrors(view('/old', { value: MIRROR, origin: 'os-env' }), { files }), []);
    assert.deepEqual(await defaultMirrors(view(null, { value: '', origin: 'unknown' }), { files }), []);
  });
});
