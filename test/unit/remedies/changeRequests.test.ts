/** Where a remedy's values go. */
import assert from 'node:assert/strict';
import { changeRequests } from '../../../src/remedies/change/requests.ts';
import { stateFolder } from '../../../src/remedies/change/stateFolder.ts';

describe('changeRequests', () => {
  const folders = { module: '/w/m', workspace: '/w' };
  const set = (values: Readonly<Record<string, string | null>>) => ({ kind: 'set', values }) as const;

  it('sends the list to its store, and the other variables to the env file', () => {
    const action = set({ GOPROXY: 'x', GOPRIVATE: 'y' });
    const others = { kind: 'go-env', values: { GOPRIVATE: 'y' } };
    assert.deepEqual(changeRequests({ action, store: 'go.goproxy' }, folders, 'linux'), [
      { kind: 'settings', folder: '/w', values: { 'go.goproxy': 'x' } },
      others,
    ]);
    assert.deepEqual(changeRequests({ action, store: 'go-env-file' }, folders, 'linux'), [
      { kind: 'go-env', values: { GOPROXY: 'x' } },
      others,
    ]);
    assert.deepEqual(changeRequests({ action, store: 'go.toolsEnvVars' }, folders, 'linux'), [
      { kind: 'settings', folder: '/w', values: { 'go.goproxy': 'x', 'go.toolsEnvVars': { GOPROXY: 'x' } } },
      others,
    ]);
    assert.deepEqual(changeRequests({ action, store: 'os-env' }, folders, 'linux'), []);
    assert.deepEqual(changeRequests({ action, store: 'go.goproxy' }, { ...folders, workspace: null }, 'linux'), [
      others,
    ]);
  });

  it('gives a forward proxy to the terminals of the folder, as each system calls them', () => {
    const action = set({ HTTPS_PROXY: 'http://p:1' });
    for (const [platform, name] of [
      ['linux', 'linux'],
      ['darwin', 'osx'],
      ['win32', 'windows'],
    ] as const) {
      assert.deepEqual(changeRequests({ action, store: 'terminal.integrated.env' }, folders, platform), [
        {
          kind: 'settings',
          folder: '/w',
          values: { [`terminal.integrated.env.${name}`]: { HTTPS_PROXY: 'http://p:1' } },
        },
      ]);
    }
  });

  it('runs go in the module, and does nothing for advice', () => {
    const run = { kind: 'go', args: ['mod', 'tidy'] } as const;
    assert.deepEqual(changeRequests({ action: run, store: null }, folders, 'linux'), [{ ...run, folder: '/w/m' }]);
    assert.deepEqual(changeRequests({ action: { kind: 'advice' }, store: null }, folders, 'linux'), []);
  });
});

describe('stateFolder', () => {
  it('is the user’s own, by the rules of the system', () => {
    assert.equal(stateFolder({ HOME: '/h' }, 'linux'), '/h/.local/state/goproxy-doctor');
    assert.equal(stateFolder({ HOME: '/h', XDG_STATE_HOME: '/s' }, 'linux'), '/s/goproxy-doctor');
    assert.equal(stateFolder({ HOME: '/h', XDG_STATE_HOME: 's' }, 'linux'), '/h/.local/state/goproxy-doctor');
    assert.equal(stateFolder({ HOME: '/h' }, 'darwin'), '/h/Library/Application Support/goproxy-doctor');
    assert.equal(stateFolder({ LocalAppData: 'C:\\l' }, 'win32'), 'C:\\l\\goproxy-doctor');
    for (const platform of ['linux', 'darwin', 'win32'] as const)
      assert.equal(stateFolder({ HOME: 'h' }, platform), null);
  });
});
