/** The map's model: go's settings with VS Code's beside them, and where the workspace's list is not the user's. */
import assert from 'node:assert/strict';
import type { EditorSettings } from '../../../../src/doctor/effective/editorSettings.ts';
import { type EditorView, environmentReport } from '../../../../src/doctor/effective/environmentReport.ts';
import type { GoEnvironment } from '../../../../src/gocmd/env/goEnvironment.ts';
import type { Setting } from '../../../../src/gocmd/env/setting.ts';

const GOPROXY: Setting = {
  name: 'GOPROXY',
  value: 'own',
  origin: 'os-env',
  masked: [{ origin: 'go-env-file', value: 'stored' }],
};
const SILENT: EditorSettings = { goproxy: '', toolsEnvVars: undefined, goplsEnv: undefined };

function report(changes: Partial<EditorView> = {}, settings: readonly Setting[] = [GOPROXY]) {
  const environment: GoEnvironment = {
    goVersion: 'go1.26.8',
    goos: 'linux',
    goarch: 'amd64',
    goroot: '/go',
    goenvFile: null,
    settings,
    fault: null,
  };
  return environmentReport(environment, { workspace: SILENT, pinned: null, trusted: true, source: null, ...changes });
}

describe('environmentReport', () => {
  it('is go’s own where VS Code says nothing', () => {
    const { settings, consumers, drift } = report();
    assert.deepEqual([settings, drift], [[GOPROXY], null]);
    assert.deepEqual(consumers[0], { name: 'go', value: 'own', origin: 'os-env' });
  });

  it('lists what VS Code’s settings say behind go’s, which stay as they are', () => {
    const { settings, consumers } = report({
      workspace: { ...SILENT, goproxy: 'ws', toolsEnvVars: { GOPROXY: 'tools' } },
      user: { ...SILENT, goproxy: 'mine', toolsEnvVars: { GOPROXY: 'tools' }, goplsEnv: { GOPROXY: 'gopls' } },
    });
    assert.deepEqual(settings, [
      GOPROXY,
      { name: 'go.goproxy', value: 'ws', origin: 'workspace', masked: [{ value: 'mine', origin: 'workspace' }] },
      { name: 'go.toolsEnvVars.GOPROXY', value: 'tools', origin: 'workspace', masked: [] },
      { name: 'gopls.build.env.GOPROXY', value: 'gopls', origin: 'go-extension', masked: [] },
    ]);
    assert.deepEqual([consumers[0]?.value, consumers[0]?.origin], ['own', 'os-env']);
  });

  for (const [name, goproxy, trusted, expected] of [
    ['another list', 'ws', true, { workspace: 'ws', own: 'own', origin: 'os-env', isObeyed: true }],
    [
      'another list, in an untrusted workspace',
      'ws',
      false,
      { workspace: 'ws', own: 'own', origin: 'os-env', isObeyed: false },
    ],
    ['the same list', ' own ', true, null],
    ['no list', ' ', true, null],
  ] as const) {
    it(`drift: ${name}`, () => {
      assert.deepEqual(report({ workspace: { ...SILENT, goproxy }, trusted }).drift, expected);
    });
  }

  it('has no drift by the user’s own go.goproxy', () => {
    assert.equal(report({ user: { ...SILENT, goproxy: 'mine' } }).drift, null);
  });

  it('stands without GOPROXY', () => {
    const { consumers } = report({}, []);
    assert.ok(consumers.length > 0 && consumers.every(({ value, origin }) => value === '' && origin === 'unknown'));
  });
});
