// Two windows of the real VS Code on one folder, both in the mode `relay`: whoever leaves it takes nothing away from the other.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeLockOwners } from '../../../src/base/shared/lockOwner.ts';
import { nodeWritableFiles } from '../../../src/base/writableFiles.ts';
import { RelayFolder } from '../../../src/relay/shared/relayFolder.ts';
import { type GraphServer, runGraphServer } from '../../lab/graph/runGraphServer.ts';
import { until } from '../../support/until.ts';
import { openVsCode, type VsCode } from '../host/vsCode.ts';
import { type Hands, handsOf } from './hands.ts';
import { environmentWithin, makeWorkspace, type Workspace } from './workspace.ts';

const EXTENSION = new URL('../../..', import.meta.url).pathname.replace(/\/$/, '');
const SIZE = 5;
const MODULE = `example.test/g${SIZE}/m0`;

describe('two windows of VS Code newest on one folder', function () {
  this.timeout(120_000);
  let server: GraphServer;
  let home: string;
  let workspace: Workspace;
  const windows: (VsCode & Pick<Hands, 'type'>)[] = [];
  let folder: RelayFolder;

  before(async () => {
    server = await runGraphServer([SIZE]);
    home = await mkdtemp(join(tmpdir(), 'go-proxy-home-'));
    await mkdir(join(home, 'work'));
    folder = new RelayFolder(nodeWritableFiles, join(home, 'state', 'goproxy-doctor'));
    workspace = await makeWorkspace(`${MODULE} v1.0.0`, {});
    for (const _ of ['one', 'two']) windows.push(await openWindow());
  });
  after(async () => {
    await Promise.all(windows.map((code) => code.close()));
    const owner = (await folder.state())?.owner;
    if (owner !== undefined && (await nodeLockOwners.isRunning(owner)) === true) {
      process.kill(Number(owner.split(' ')[0]), 'SIGTERM');
    }
    await Promise.all([workspace.remove(), server.stop()]);
    await rm(home, { recursive: true, force: true });
  });

  async function openWindow() {
    const code = await openVsCode({
      version: 'newest',
      folder: workspace.folder,
      extensionPath: EXTENSION,
      env: { ...environmentWithin(home), GOPROXY: own(), GOSUMDB: 'off' },
      settings: {
        'goProxy.mirrors': server.changing.map((url) => ({ url, kind: 'public' })),
        'goProxy.failover.mode': 'relay',
      },
    });
    return { ...code, type: handsOf(code).type };
  }
  const own = () => `${server.changing[0]},${server.changing[1]}`;
  /** Waits until that window tells whether its new terminals go through the relay, and looks into one; without the secret. */
  const leadsTo = async (code: (typeof windows)[number], list: string) => {
    const tells = async () => {
      // Else the hover that is open stays as it is.
      await code.page.mouse.move(600, 300);
      const tip = await code.hover((await code.statusBar(/^Go Proxy/)).locator);
      return tip.includes('New terminals go through the relay') === (list !== own());
    };
    await until(tells, 'the window tells where its terminals go', 30_000);
    await code.command('Terminal: Kill All Terminals');
    await code.command('Terminal: Create New Terminal');
    await code.type('echo "list=$(echo $GOPROXY | sed "s,/gpd-.*,,")"');
    await code.terminalShows(`list=${list}`);
  };

  it('one leaves the mode: the other’s terminals go on through the relay, which ends when that has left it, too', async () => {
    const [one, two] = windows;
    assert.ok(one !== undefined && two !== undefined);
    await until(async () => (await folder.state()) !== null, 'the relay is started', 30_000);
    const { port, owner } = (await folder.state()) ?? { port: 0, owner: '' };
    for (const code of windows) await leadsTo(code, `http://127.0.0.1:${port}`);
    const token = (await folder.assignment(workspace.folder))?.token;

    await one.command('Terminal: Kill All Terminals');
    await one.writeSettings({ 'goProxy.failover.mode': 'off' });
    await leadsTo(one, own());
    await two.type(`go clean -modcache; go mod download ${MODULE}@v1.0.0 && echo got-it`);
    await two.terminalShows('got-it');
    assert.equal((await folder.assignment(workspace.folder))?.token, token);
    assert.deepEqual(await folder.state(), { port, owner });

    await two.command('Terminal: Kill All Terminals');
    await two.writeSettings({ 'goProxy.failover.mode': 'off' });
    await until(async () => (await nodeLockOwners.isRunning(owner)) === false, 'the relay has ended');
    assert.deepEqual(await folder.assignments(), []);
    await leadsTo(two, own());
  });
});
