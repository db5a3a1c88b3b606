// The mode `relay` in the real VS Code: the first mirror falls silent, a `go get` in the terminal ends well all the same, the status bar tells,
// the menu changes the order, and leaving the mode leaves nothing behind.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { nodeWritableFiles } from '../../../src/base/writableFiles.ts';
import { RelayFolder } from '../../../src/relay/shared/relayFolder.ts';
import { type GraphServer, runGraphServer } from '../../lab/graph/runGraphServer.ts';
import { until } from '../../support/until.ts';
import { testedVersions } from '../host/testedVersions.ts';
import { openVsCode, type VsCode } from '../host/vsCode.ts';
import { type Hands, handsOf } from './hands.ts';
import { environmentWithin, makeWorkspace, type Workspace } from './workspace.ts';

const EXTENSION = new URL('../../..', import.meta.url).pathname.replace(/\/$/, '');
/** Of what go.mod requires, and of what it lacks. */
const [SIZE, LACKING] = [5, 3];
const MODULE = `example.test/g${SIZE}/m0`;
const LACKED = `example.test/g${LACKING}/m0`;
/** As people have them: with a comment, a tab and a comma too many. */
const SETTINGS = '{\n\t// what our team agreed on\n\t"editor.tabSize": 4,\n}\n';

for (const version of testedVersions()) {
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
      server = await runGraphServer([SIZE, LACKING]);
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
          ...environmentWithin(home),
          GOPROXY: `${server.changing[0]},${server.changing[1]}`,
          GOSUMDB: 'off',
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
      await code?.close();
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
    const gets = async (word: string, end = '&&') => {
      await hands.type(`go clean -modcache; go get ${LACKED}@v1.0.0 ${end} echo ${word}`);
      await code.terminalShows(word);
    };
    const hostOf = (at: number) => new URL(server.changing[at] ?? '').host;
    const tooltip = async () => {
      // Else the hover that is open stays as it is.
      await code.page.mouse.move(600, 300);
      return code.hover((await code.statusBar(/^Go Proxy/)).locator);
    };
    const tells = async (words: RegExp) => until(async () => words.test(await tooltip()), `the tooltip tells ${words}`);
    const order = async () => {
      const { list, choice } = (await folder.assignment(workspace.folder)) ?? {};
      return `${list === server.changing.slice(0, 2).join(',') ? 'own' : list} ${choice?.isHeld === true ? 'held' : 'free'}`;
    };

    it('a command ends well though the first mirror is silent, in this terminal and after a kill of the relay', async () => {
      await until(async () => (await folder.state()) !== null, 'the relay is started', 30_000);
      await newTerminal();
      await hands.type('echo "list=$(echo $GOPROXY | cut -d/ -f1-3)"');
      const port = (await folder.state())?.port;
      await code.terminalShows(`list=http://127.0.0.1:${port}`);
      server.change(0, 'silent');
      await gets('got-1');
      assert.match(await readFile(join(workspace.folder, 'go.mod'), 'utf8'), new RegExp(`${LACKED} v1`));
      await until(async () => (await circuitOf(server.changing[0])) === 'open', 'the circuit is open');
      const item = await code.statusBar('Go Proxy: 2nd entry');
      assert.deepEqual(item.icons, ['warning']);
      assert.ok(item.ariaLabel.includes(`never answers. The relay goes to ${hostOf(1)}.`), item.ariaLabel);
      const tip = await tooltip();
      assert.match(tip, new RegExp(`through the relay: ${hostOf(1)} serves since \\d\\d:\\d\\d:\\d\\d`));
      assert.match(tip, new RegExp(`${hostOf(0)} is left alone since [\\d:]+: it takes the request and never answers`));

      const pid = Number((await folder.state())?.owner.split(' ')[0]);
      process.kill(pid, 'SIGKILL');
      await until(async () => {
        const state = await folder.state();
        return state !== null && Number(state.owner.split(' ')[0]) !== pid;
      }, 'another relay is started');
      assert.equal((await folder.state())?.port, port);
      await gets('got-2');
      await until(async () => (await circuitOf(server.changing[0])) === 'open', 'its circuit is open');
    });

    // The page is the same in every version.
    if (version === 'newest') {
      it('the dashboard draws the way through the relay to the entry that serves, and tells it as a table', async () => {
        const page = code.webview();
        const station = (id: string) => page.locator(`[data-station="${id}"]`);
        const boxOf = (id: string) => page.locator('.map li', { has: station(id) }).last();
        await code.command('Go Proxy: Open Dashboard');
        await station('entry-1').filter({ hasText: 'is served here, through the relay' }).waitFor();
        const ids = await page.locator('[data-station]').evaluateAll((all) => all.map((one) => one.dataset.station));
        assert.deepEqual(ids, ['workspace', 'go', 'relay', 'forward-proxy', 'entry-0', 'entry-1', 'database']);
        assert.match(await station('relay').innerText(), new RegExp(`${hostOf(1)}\\s+since [\\d:]+\\s+goes through`));
        assert.match(await station('entry-0').innerText(), /the relay passes it by/);
        // The thick line goes past the first, to the second.
        assert.match((await boxOf('entry-0').getAttribute('class')) ?? '', /way-off.*before/);
        assert.match((await boxOf('entry-1').getAttribute('class')) ?? '', /way-end.*last/);

        await station('relay').click();
        const evidence = await page.locator('.evidence').innerText();
        assert.match(evidence, new RegExp(`New terminals go through the relay: ${hostOf(1)} serves since`));
        assert.match(
          evidence,
          new RegExp(`${hostOf(0)} is left alone since [\\d:]+: it takes the request and never answers`),
        );

        await page.locator('summary', { hasText: 'The same as a table' }).click();
        const rowOf = (name: string) => page.locator('details tbody tr', { hasText: name }).first();
        assert.match(await rowOf('relay: ').innerText(), new RegExp(`relay: ${hostOf(1)}.*goes through.*since`, 's'));
        assert.match(await rowOf('entry 1: ').innerText(), /the relay passes it by/);
        assert.match(await rowOf('entry 2: ').innerText(), /is served here, through the relay/);
      });
    }

    it('the mirror that is well again is used again', async () => {
      server.change(0, 'healthy');
      await until(
        async () => {
          await gets(`got-${Math.random().toString(36).slice(2, 8)}`);
          return (await circuitOf(server.changing[0])) === 'closed';
        },
        'its circuit is closed after two successes, and a while without a failure',
        90_000,
      );
      await until(async () => (await code.statusBar(/^Go Proxy/)).text === 'Go Proxy', 'the status bar tells', 60_000);
      await tells(new RegExp(`through the relay: ${hostOf(0)} serves since`));
      if (version === 'newest') {
        await code
          .webview()
          .locator('[data-station="entry-0"]', { hasText: 'is served here, through the relay' })
          .waitFor();
        await code.command('View: Close All Editors');
      }
    });

    it('the report tells of the incident, from when to when, and what was done', async () => {
      await code.command('Go Proxy: Diagnose');
      const row = code
        .webview()
        .locator('section[aria-labelledby="incidents"] tbody tr', { hasText: hostOf(0) })
        .last();
      const text = await row.innerText();
      assert.match(text, /^\d\d:\d\d:\d\d – \d\d:\d\d:\d\d/);
      assert.ok(text.includes('takes the request and never answers'), text);
      assert.ok(text.includes('the relay passed it by'), text);
      assert.match(await code.webview().locator('footer').innerText(), /within the last hour: \d+ requests/);
      await code.command('View: Close All Editors');
    });

    it('another entry first, held there, and back again, by the menu', async () => {
      assert.match(
        await hands.pickFromMenu(`Use ${hostOf(1)} first now`),
        /the relay asks it first.*no setting changes/,
      );
      await until(async () => (await order()) === `${server.changing[1]},${server.changing[0]} free`, 'it goes first');
      await tells(/You have chosen this order/);
      assert.match(await hands.pickFromMenu('Hold this order'), /the relay asks nobody in another’s place/);
      await until(async () => (await order()) === `${server.changing[1]},${server.changing[0]} held`, 'it is held');
      await tells(/You hold this order/);
      server.change(1, 'status-500');
      await gets('not-got', '||');
      await hands.pickFromMenu('Fail over by itself again');
      await until(async () => (await order()).endsWith('free'), 'it is released');
      await gets('got-again');
      await hands.pickFromMenu(`Back to ${hostOf(0)}`);
      await until(async () => (await order()) === 'own free', 'the own order is back');
      server.change(1, 'healthy');
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
