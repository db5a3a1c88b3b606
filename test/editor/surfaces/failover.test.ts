// The modes `suggest` and `reorder` in the real VS Code: the first mirror falls silent, and is well again.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GraphServer, runGraphServer } from '../../lab/graph/runGraphServer.ts';
import { until } from '../../support/until.ts';
import { testedVersions } from '../host/testedVersions.ts';
import { openVsCode, type VsCode } from '../host/vsCode.ts';
import { type Hands, handsOf } from './hands.ts';
import { makeWorkspace, type Workspace } from './workspace.ts';

const EXTENSION = new URL('../../..', import.meta.url).pathname.replace(/\/$/, '');
const SIZE = 5;
/** As people have them: with a comment, a tab and a comma too many. */
const SETTINGS = '{\n\t// what our team agreed on\n\t"editor.tabSize": 4,\n}\n';
/** ms for a failure to be believed, and for an entry to be trusted again. */
const PATIENCE = 60_000;

for (const version of testedVersions()) {
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
      await code?.close();
      await Promise.all([workspace.remove(), server.stop()]);
      await rm(home, { recursive: true, force: true });
    });

    const written = () => readFile(settings, 'utf8');
    /** While all is well the window looks every five minutes only; a diagnosis counts as a look. */
    const breaks = async () => {
      server.change(0, 'status-500');
      await code.command('Go Proxy: Diagnose');
    };
    const own = () => `${server.changing[0]},${server.changing[1]}`;
    const moved = () => `${server.changing[1]},${server.changing[0]}`;
    const hostOf = (at: number) => new URL(server.changing[at] ?? '').host;

    it('reorder: the one that is well goes first, and the user’s own order comes back to the byte', async () => {
      await breaks();
      await until(async () => (await written()).includes(moved()), 'the second entry goes first', PATIENCE);
      assert.ok((await written()).startsWith('{\n\t// what our team agreed on\n'), await written());
      server.change(0, 'healthy');
      await until(async () => (await written()) === SETTINGS, 'every byte is back', PATIENCE);
    });

    it('reorder: back at once, which is not moved again; held, it stays as it is until it is released', async () => {
      await breaks();
      await until(async () => (await written()).includes(moved()), 'the second entry goes first', PATIENCE);
      await code.statusBar(`all right: ${hostOf(1)} serves`);
      const tip = await code.hover((await code.statusBar(/^Go Proxy/)).locator);
      const told = new RegExp(
        `${hostOf(1)} goes first in this folder since [\\d:]+: ${hostOf(0)} .+ Your own order comes back`,
      );
      assert.match(tip, told);
      assert.doesNotMatch(tip, /brings its own list/);
      assert.match(await hands.pickFromMenu(`Back to ${hostOf(0)}`), /go\.goproxy of this folder is again what it was/);
      await until(async () => (await written()) === SETTINGS, 'the own order is back');
      await code.command('Go Proxy: Diagnose');
      await code.statusBar(/gives up/);
      assert.equal(await written(), SETTINGS, 'the user knows');
      server.change(0, 'healthy');
      await code.command('Go Proxy: Diagnose');
      await code.statusBar(/is all right/);

      assert.match(await hands.pickFromMenu('Hold this order'), /go\.goproxy of this folder stays as it is/);
      await breaks();
      await code.statusBar(/gives up/);
      await hands.pickFromMenu('Fail over by itself again');
      await until(async () => (await written()).includes(moved()), 'released, it is moved', PATIENCE);
      server.change(0, 'healthy');
      await until(async () => (await written()) === SETTINGS, 'and put back', PATIENCE);
    });

    it('suggest: tells once what it would change, and does it when it is pressed', async () => {
      await code.writeSettings({ 'goProxy.failover.mode': 'suggest' });
      await code.command('Notifications: Clear All Notifications');
      await breaks();
      const suggestions = async () => (await hands.notices()).filter((text) => text.includes('is well,'));
      await until(async () => (await suggestions()).length > 0, 'the suggestion', PATIENCE);
      assert.equal((await suggestions()).length, 1);
      assert.equal(await written(), SETTINGS, 'nothing is changed by itself');
      await hands.pressNotice('is well,', 'Use it first');
      await until(async () => (await written()).includes(moved()), 'it is done');
      server.change(0, 'healthy');
      await code.command('Go Proxy: Diagnose');
      await code.statusBar(/is all right/);
      await hands.pickFromMenu(`Use ${hostOf(0)} first now`);
      await until(async () => (await written()).includes(own()), 'what was pressed stays, until another is', PATIENCE);
      await code.command('Go Proxy: Undo Last Change');
      await until(async () => (await written()).includes(moved()), 'the second change is undone');
      await code.command('Go Proxy: Undo Last Change');
      await until(async () => (await written()) === SETTINGS, 'so is the first');
    });
  });
}
