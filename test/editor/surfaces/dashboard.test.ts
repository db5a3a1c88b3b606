// The dashboard in the real VS Code: what it shows, how it follows, what can be done in it, and that nobody is kept out.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GraphServer, runGraphServer } from '../../lab/graph/runGraphServer.ts';
import { until } from '../../support/until.ts';
import { testedVersions } from '../host/testedVersions.ts';
import { openVsCode, type VsCode } from '../host/vsCode.ts';
import { seriousFaults } from './axe.ts';
import { handsOf } from './hands.ts';
import { makeWorkspace, type Workspace } from './workspace.ts';

const EXTENSION = new URL('../../..', import.meta.url).pathname.replace(/\/$/, '');
const SIZE = 5;
/** What the status bar says of the first entry. */
const TOLD = { healthy: /is all right/, 'status-500': /HTTP 500/, 'html-200': /HTML|page/ } as const;
const THEMES = ['Default Light Modern', 'Default Dark Modern', 'Default High Contrast', 'Default High Contrast Light'];

for (const version of testedVersions()) {
  describe(`the dashboard in VS Code ${version}`, function () {
    this.timeout(150_000);
    let server: GraphServer;
    let home: string;
    let workspace: Workspace;
    let code: VsCode;
    let looks = 0;

    before(async () => {
      server = await runGraphServer([SIZE]);
      home = await mkdtemp(join(tmpdir(), 'go-proxy-home-'));
      workspace = await makeWorkspace(`example.test/g${SIZE}/m0 v1.0.0`, {});
      code = await openVsCode({
        version,
        folder: workspace.folder,
        extensionPath: EXTENSION,
        env: {
          GOPROXY: `${server.changing[0]}|${server.changing[1]}`,
          GOSUMDB: 'off',
          GOENV: 'off',
          GOTOOLCHAIN: 'local',
          GOPATH: join(home, 'go'),
          XDG_STATE_HOME: join(home, 'state'),
        },
        settings: {
          'goProxy.probe.timeout': 2,
          'goProxy.probe.interval': 5,
          'goProxy.probe.retries': 1,
          'goProxy.failover.mode': 'off',
          'goProxy.mirrors': server.changing.map((url) => ({ url, kind: 'public' })),
        },
      });
      await code.statusBar(/is all right/);
      await code.command('View: Close Primary Side Bar').catch(() => undefined);
    });
    after(async () => {
      await server.stop();
      await code?.close();
      await workspace.remove();
      await rm(home, { recursive: true, force: true });
    });

    const page = () => code.webview();
    const open = async () => {
      await code.command('Go Proxy: Open Dashboard');
      await page().locator('h1').waitFor();
    };
    const station = (id: string) => page().locator(`[data-station="${id}"]`);
    const host = (port: number) => new URL(server.changing[port] ?? '').host;
    /** While all is well the list is looked at every five minutes; a changed go.mod is a reason to look now. */
    const look = () => workspace.writeGoMod(`example.test/g${SIZE}/m${++looks % SIZE} v1.0.0`);
    const press = async (what: ReturnType<typeof station>) => {
      await what.focus();
      await code.page.keyboard.press('Enter');
    };
    /** What nobody sees is not drawn. */
    const drawn = async (chart: ReturnType<typeof station>) => {
      await chart.scrollIntoViewIfNeeded();
      await chart.locator('canvas').waitFor();
    };
    /** The editions that this page has drawn since it was loaded. */
    const editions = () =>
      page()
        .locator('body')
        .evaluate(() =>
          performance.getEntriesByName('drawn').map((entry) => (entry as unknown as { detail: number }).detail),
        );

    it('shows the way of a request, a box with its evidence, and the same as a table', async () => {
      await open();
      await page().locator('h1', { hasText: 'is all right' }).waitFor();
      const ids = await page()
        .locator('[data-station]')
        .evaluateAll((all) => all.map((one) => one.dataset.station));
      assert.deepEqual(ids, ['workspace', 'go', 'forward-proxy', 'entry-0', 'entry-1', 'database']);
      assert.match((await station('entry-0').textContent()) ?? '', /serves/);
      assert.match((await station('entry-1').textContent()) ?? '', /not reached/);

      await press(station('entry-0'));
      await page()
        .locator('.evidence dd', { hasText: /first byte|\d ms/ })
        .first()
        .waitFor();
      assert.equal(await station('entry-0').getAttribute('aria-expanded'), 'true');

      await page().locator('summary').focus();
      await code.page.keyboard.press('Enter');
      const rows = page().locator('details tbody tr');
      assert.equal(await rows.count(), ids.length);
      for (const text of await rows.allInnerTexts()) assert.match(text, /\S/);
      await page().locator('section', { hasText: 'Who sees which GOPROXY' }).locator('td code').first().waitFor();
    });

    it('follows when an entry turns, with a chart, its figures, and an incident', async () => {
      server.change(0, 'status-500');
      await look();
      await page()
        .locator('h1', { hasText: `go goes on to ${host(1)}, which serves` })
        .waitFor();
      assert.match((await station('entry-0').textContent()) ?? '', /HTTP 500.*go goes on/s);
      await page()
        .locator('td', { hasText: /^.?down since/ })
        .first()
        .waitFor();
      assert.equal(await page().locator('latency-chart').count(), 2);
      const chart = page().locator('latency-chart').first();
      await drawn(chart);
      const label = await chart.getAttribute('aria-label');
      assert.match(label ?? '', /, 1 h: \d+ looks · \d+ % failed · p50 /);
      await page().locator('tr', { hasText: '– now' }).waitFor();

      await page().locator('vscode-tab-header').first().focus();
      await code.page.keyboard.press('ArrowRight');
      await code.page.keyboard.press('Enter');
      await drawn(page().locator('latency-chart[aria-label*=", 24 h:"]').first());
    });

    it('puts the second entry first when that is pressed, and takes it back to the byte', async () => {
      const settings = () => readFile(join(workspace.folder, '.vscode', 'settings.json'), 'utf8');
      const before = await settings();
      await press(station('entry-1'));
      await press(page().locator('.evidence vscode-button', { hasText: `Put ${host(1)} first` }));
      await until(async () => (await settings()).includes(`${server.changing[1]},${server.changing[0]}`), 'the change');
      await page().locator('h1', { hasText: 'is all right' }).waitFor();
      await press(page().locator('.actions vscode-button', { hasText: 'Undo' }));
      await until(async () => (await settings()) === before, 'every byte is back');
      server.change(0, 'healthy');
      await look();
      await page()
        .locator('h1', { hasText: `all right: ${host(0)} serves` })
        .waitFor();
    });

    it('is sent nothing while it is behind another tab, and knows everything when it is back', async () => {
      const before = (await editions()).at(-1) ?? 0;
      await handsOf(code).openFile('go.mod');
      for (const mode of ['status-500', 'healthy', 'html-200'] as const) {
        server.change(0, mode);
        await look();
        await code.statusBar(TOLD[mode]);
      }
      await open();
      await page().locator('h1', { hasText: TOLD['html-200'] }).waitFor();
      const [first = 0] = await editions();
      // Each of the three looks would have been sent at once, and again when go had told its settings; a last one as it was left may be.
      assert.ok(first > before && first <= before + 3, `${before} and ${first}`);
    });

    it('is there again after a reload, with what was opened', async () => {
      await press(station('go'));
      await page().locator('.evidence', { hasText: 'GOPROXY' }).waitFor();
      // As a user does: a browser's own reload gives VS Code no time to store anything.
      await code.command('Developer: Reload Window');
      await code.page.locator('.monaco-workbench').waitFor({ state: 'detached' });
      await code.page.locator('.monaco-workbench').waitFor();
      await page().locator('h1').waitFor();
      await page().locator('.evidence h3', { hasText: /^go: / }).waitFor();
      assert.equal(await station('go').getAttribute('aria-expanded'), 'true');
    });

    it('leads the Tab key to everything that can be pressed', async () => {
      await page().locator('vscode-button').first().focus();
      const reached = new Set<string>();
      for (let presses = 0; presses < 60; presses++) {
        const name = await page()
          .locator(':focus')
          .first()
          .evaluate(
            (one) => one.dataset.station ?? `${one.localName} ${one.textContent?.trim().slice(0, 20)}`,
            undefined,
            {
              timeout: 1_000,
            },
          )
          .catch(() => '');
        if (name === '') break;
        reached.add(name);
        await code.page.keyboard.press('Tab');
      }
      // The tab that was chosen before the reload; the arrow keys lead to the others.
      for (const wanted of ['vscode-button Diagnose', 'workspace', 'entry-1', 'database', 'vscode-tab-header 24 h']) {
        assert.ok(reached.has(wanted), `${wanted} is not among ${[...reached].join(', ')}`);
      }
    });

    it('keeps nobody out: axe-core finds nothing serious in dashboard and report, in any kind of theme', async () => {
      for (const theme of THEMES) {
        await code.writeSettings({ 'workbench.colorTheme': theme });
        await open();
        assert.deepEqual(await seriousFaults(code), [], `dashboard, ${theme}`);
        await code.command('Go Proxy: Diagnose');
        await page().locator('#again:enabled').waitFor();
        assert.deepEqual(await seriousFaults(code), [], `report, ${theme}`);
      }
    });
  });
}
