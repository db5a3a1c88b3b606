// The exported API, asked by a test that runs inside the extension host.
import assert from 'node:assert/strict';
import { runTests } from '@vscode/test-electron';
import { type Lab, startLab } from '../../lab/lab.ts';
import { testedVersions } from '../host/testedVersions.ts';
import { makeWorkspace, type Workspace } from './workspace.ts';

const path = (relative: string) => new URL(relative, import.meta.url).pathname;

for (const version of testedVersions()) {
  describe(`the API in VS Code ${version}`, function () {
    this.timeout(120_000);
    let lab: Lab;
    let workspace: Workspace;
    before(async () => {
      lab = await startLab();
      workspace = await makeWorkspace('example.test/a v1.0.0', {});
    });
    after(() => Promise.all([lab.stop(), workspace.remove()]));

    it('gives the snapshot in the shapes of the command line', async () => {
      const broken = `${lab.urls['status-500']}/?token=s3cr3t`;
      const code = await runTests({
        vscodeExecutablePath: path('../host/door.mjs'),
        extensionDevelopmentPath: path('../../..').replace(/\/$/, ''),
        extensionTestsPath: path('api.host.cjs'),
        launchArgs: [workspace.folder],
        extensionTestsEnv: {
          VSCODE_HOST: version,
          GOPROXY: `${broken}|${lab.urls.healthy}`,
          GOSUMDB: 'off',
          GOENV: 'off',
          GOFLAGS: '',
        },
      });
      assert.equal(code, 0);
    });
  });
}
