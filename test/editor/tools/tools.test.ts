// What agents and tasks get of the extension, asked by a test that runs inside the extension host.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { type Lab, startLab } from '../../lab/lab.ts';
import { makeWorkspace, type Workspace } from '../surfaces/workspace.ts';

const path = (relative: string) => new URL(relative, import.meta.url).pathname;

const COMMAND = { type: 'shell', command: 'cat printed.txt' };
const IN_SUB = { base: '$go-proxy', fileLocation: ['relative', `\${workspaceFolder}/sub/go.mod`] };
const TASKS = {
  version: '2.0.0',
  tasks: [
    { label: 'download', ...COMMAND, problemMatcher: ['$go-proxy', '$go-proxy-line'] },
    { label: 'download in sub', ...COMMAND, problemMatcher: IN_SUB },
  ],
};

for (const version of ['floor', 'newest'] as const) {
  describe(`the tools in VS Code ${version}`, function () {
    this.timeout(180_000);
    let lab: Lab;
    let workspace: Workspace;
    let home: string;
    before(async () => {
      lab = await startLab();
      workspace = await makeWorkspace('example.test/a v1.0.0', {});
      await writeFile(join(workspace.folder, '.vscode', 'tasks.json'), JSON.stringify(TASKS));
      home = await mkdtemp(join(tmpdir(), 'go-proxy-tools-'));
    });
    after(() => Promise.all([lab.stop(), workspace.remove(), rm(home, { recursive: true, force: true })]));

    it('answer, ask, change and take back; problem matchers put a task’s failures on go.mod', async () => {
      const broken = `${lab.urls['status-500'].replace('//', '//u:s3cr3t@')}`;
      const code = await runTests({
        vscodeExecutablePath: path('../host/door.mjs'),
        extensionDevelopmentPath: path('../../..').replace(/\/$/, ''),
        extensionTestsPath: path('tools.host.cjs'),
        launchArgs: [workspace.folder],
        extensionTestsEnv: {
          VSCODE_HOST: version,
          ...{ BROKEN: broken, HEALTHY: lab.urls.healthy, SILENT: lab.urls.silent },
          GOPROXY: `${broken}|${lab.urls.healthy}`,
          GOSUMDB: 'off',
          GOENV: join(home, 'go.env'),
          XDG_STATE_HOME: join(home, 'state'),
          GOFLAGS: '',
        },
      });
      assert.equal(code, 0);
    });
  });
}
