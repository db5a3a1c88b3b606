// The mode `relay` in the real VS Code: the first mirror falls silent, a command in the terminal ends well all the same, and leaving the mode
// leaves nothing behind.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { nodeWritableFiles } from '../../../src/base/writableFiles.ts';
import { RelayFolder } from '../../../src/relay/shared/relayFolder.ts';
import { type GraphServer, runGraphServer } from '../../lab/graph/runGraphServer.ts';
import { until } from '../../support/until.ts';
import { openVsCode, type VsCode } from '../host/vsCode.ts';
import { type Hands, handsOf } from './hands.ts';
import { makeWorkspace, type Workspace } from './workspace.ts';

const EXTENSION = new URL('../../..', import.meta.url).pathname.replace(/\/$/, '');
const SIZE = 5;
const MODULE = `example.test/g${SIZE}/m0`;
/** As people have them: with a comment, a tab and a comma too many. */
const SETTINGS = '{\n\t// what our team agreed on\n\t"editor.tabSize": 4,\n}\n';

for (const version of ['floor', 'newest'] as const) {
  describe(`the relay in VS Code ${version}`, function () {
    this.timeout(120_000);
    let server: GraphServer;
    let home: string;
    let workspace: Workspace;
    let code: VsCode;
    let hands: Hands;
    let folder: RelayFolder;
    let settings: string;

    before(async () => {
      server = await runGraphServer([SIZE]);
      home = await mkdtemp(join(tmpdir(), 'go-proxy-home-'));
      await mkdir(join(home, 'work'));
      folder = new RelayFolder(nodeWritableFiles, join(home, 'state', 'goproxy-doctor'));
      workspace = await makeWorkspace(`${MODULE} v1.0.0`, {});
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
          GOFLAGS: '-modcacherw',
          GOTOOLCHAIN: 'local',
          GOPATH: join(home, 'go'),
          GOMODCACHE: join(home, 'mod'),
          GOCACHE: join(home, 'cache'),
          XDG_STATE_HOME: join(home, 'state'),
          XDG_CACHE_HOME: join(home, 'xdg-cache'),
        },
        settings: {
          'goProxy.probe.timeout': 2,
          'goProxy.mirrors': server.changing.map((url) => ({ url, kind: 'public' })),
          'goProxy.failover.mode': 'relay',
        },
      });
      hands = handsOf(code);
    });
    after(async () => {
      await code.close();
      const owner = (await folder.state())?.owner;
      const pid = Number(owner?.split(' ')[0] ?? 0);
      if (pid > 0 && (await isAlive(pid))) process.kill(pid, 'SIGTERM');
      await Promise.all([workspace.remove(), server.stop()]);
      await rm(home, { recursive: true, force: true });
    });

    const isAlive = (pid: number) =>
      readFile(`/proc/${pid}/cmdline`, 'utf8').then(
        (text) => text.includes('--shared'),
        () => false,
      );
    const circuitOf = async (url: string | undefined) =>
      (await folder.report())?.circuits.find(({ entry }) => entry === url)?.state ?? 'closed';
    const newTerminal = async () => {
      await code.command('Terminal: Kill All Terminals');
      await code.command('Terminal: Create New Terminal');
    };
    const fetches = async (word: string) => {
      await hands.type(`go clean -modcache; go mod download ${MODULE}@v1.0.0 && echo ${word}`);
      await code.terminalShows(word);
    };

    it('a command ends well though the first mirror is silent, in this terminal and after a kill of the relay', async () => {
      await until(async () => (await folder.state()) !== null, 'the relay is started', 30_000);
      await newTerminal();
      await hands.type('echo "list=$(echo $GOPROXY | cut -d/ -f1-3)"');
      const port = (await folder.state())?.port;
      await code.terminalShows(`list=http://127.0.0.1:${port}`);
      server.change(0, 'silent');
      await fetches('fetched-1');
      await until(async () => (await circuitOf(server.changing[0])) === 'open', 'the circuit is open');
      const { locator } = await code.statusBar(/^Go Proxy/);
      await until(async () => {
        // Else the hover that is open stays as it is.
        await code.page.mouse.move(600, 300);
        return (await code.hover(locator)).includes('left alone since');
      }, 'the status bar tells of it');

      const pid = Number((await folder.state())?.owner.split(' ')[0]);
      process.kill(pid, 'SIGKILL');
      await until(async () => {
        const state = await folder.state();
        return state !== null && Number(state.owner.split(' ')[0]) !== pid;
      }, 'another relay is started');
      assert.equal((await folder.state())?.port, port);
      await fetches('fetched-2');
    });

    it('the mirror that is well again is used again', async () => {
      server.change(0, 'healthy');
      await until(
        async () => {
          await fetches(`fetched-${Math.random().toString(36).slice(2, 8)}`);
          return (await circuitOf(server.changing[0])) === 'closed';
        },
        'its circuit is closed after a while without a failure',
        60_000,
      );
    });

    it('the size of its cache reaches it while it runs', async () => {
      const sizes = async () => (await folder.assignments()).map(({ cache }) => cache).join();
      await until(async () => (await sizes()) === '0', 'the list is assigned, without a cache', 30_000);
      // A setting of the machine's: in a remote window it counts where the extension runs.
      const machine = join(dirname(dirname(code.server.settingsFile)), 'Machine');
      await mkdir(machine, { recursive: true });
      await writeFile(join(machine, 'settings.json'), JSON.stringify({ 'goProxy.relay.cache': 50 }));
      await until(async () => (await sizes()) === '50', 'the assignment has it');
    });

    it('leaving the mode leaves nothing behind', async () => {
      const pid = Number((await folder.state())?.owner.split(' ')[0]);
      await code.command('Terminal: Kill All Terminals');
      await code.writeSettings({ 'goProxy.failover.mode': 'off' });
      await until(async () => !(await isAlive(pid)), 'the relay has ended');
      assert.deepEqual(await folder.assignments(), []);
      await newTerminal();
      await hands.type('echo "list=$GOPROXY"');
      await code.terminalShows(`list=${server.changing[0]},${server.changing[1]}`);
      assert.equal(await readFile(settings, 'utf8'), SETTINGS);
    });
  });
}
