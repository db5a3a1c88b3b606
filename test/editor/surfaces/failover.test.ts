// The modes `suggest` and `reorder` in the real VS Code: the first mirror falls silent, and is well again.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GraphServer, runGraphServer } from '../../lab/graph/runGraphServer.ts';
import { until } from '../../support/until.ts';
import { openVsCode, type VsCode } from '../host/vsCode.ts';
import { type Hands, handsOf } from './hands.ts';
import { makeWorkspace, type Workspace } from './workspace.ts';

const EXTENSION = new URL('../../..', import.meta.url).pathname.replace(/\/$/, '');
const SIZE = 5;
/** As people have them: with a comment, a tab and a comma too many. */
const SETTINGS = '{\n\t// what our team agreed on\n\t"editor.tabSize": 4,\n}\n';
/** ms for a failure to be believed, and for an entry to be trusted again. */
const PATIENCE = 60_000;

for (const version of ['floor', 'newest'] as const) {
  describe(`failover in VS Code ${version}`, function () {
    this.timeout(150_000);
    let server: GraphServer;
    let home: string;
    let workspace: Workspace;
    let code: VsCode;
    let hands: Hands;
    let settings: string;

    before(async () => {
      server = await runGraphServer([SIZE]);
      home = await mkdtemp(join(tmpdir(), 'go-proxy-home-'));
      await mkdir(join(home, 'work'));
      workspace = await makeWorkspace(`example.test/g${SIZE}/m0 v1.0.0`, {});
      settings = join(workspace.folder, '.vscode', 'settings.json');
      await writeFile(settings, SETTINGS);
      code = await openVsCode({
        version,
        folder: workspace.folder,
        extensionPath: EXTENSION,
        env: {
          GOPROXY: `${server.changing[0]},${server.changing[1]}`,
          GOSUMDB: 'off',
          GOENV: 'off',
          GOTOOLCHAIN: 'local',
          GOPATH: join(home, 'go'),
          XDG_STATE_HOME: join(home, 'state'),
        },
        settings: {
          'goProxy.probe.timeout': 1,
          'goProxy.probe.interval': 5,
          'goProxy.probe.retries': 1,
          'goProxy.failover.dwell': 2,
          'goProxy.failover.mode': 'reorder',
          'goProxy.mirrors': server.changing.map((url) => ({ url, kind: 'public' })),
        },
      });
      hands = handsOf(code);
      await code.statusBar(/is all right/);
    });
    after(async () => {
      await code.close();
      await Promise.all([workspace.remove(), server.stop()]);
      await rm(home, { recursive: true, force: true });
    });

    const written = () => readFile(settings, 'utf8');
    /** While all is well the window looks every five minutes only; a diagnosis counts as a look. */
    const breaks = async () => {
      server.change(0, 'status-500');
      await code.command('Go Proxy: Diagnose');
    };
    const moved = () => `${server.changing[1]},${server.changing[0]}`;

    it('reorder: the one that is well goes first, and the user’s own order comes back to the byte', async () => {
      await breaks();
      await until(async () => (await written()).includes(moved()), 'the second entry goes first', PATIENCE);
      assert.ok((await written()).startsWith('{\n\t// what our team agreed on\n'), await written());
      server.change(0, 'healthy');
      await until(async () => (await written()) === SETTINGS, 'every byte is back', PATIENCE);
    });

    it('suggest: tells once what it would change, and does it when it is pressed', async () => {
      await code.writeSettings({ 'goProxy.failover.mode': 'suggest' });
      await code.command('Notifications: Clear All Notifications');
      await breaks();
      const suggestions = async () => (await hands.notices()).filter((text) => text.includes('is well.'));
      await until(async () => (await suggestions()).length > 0, 'the suggestion', PATIENCE);
      assert.equal((await suggestions()).length, 1);
      assert.equal(await written(), SETTINGS, 'nothing is changed by itself');
      await hands.pressNotice('is well.', `Use ${new URL(server.changing[1] ?? '').host} first in this workspace`);
      await until(async () => (await written()).includes(moved()), 'it is done');
      server.change(0, 'healthy');
    });
  });
}
