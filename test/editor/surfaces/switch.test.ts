// Another module proxy is chosen while all are measured: rows that fill in, a cursor that stays, what will be, for whom, and every byte back.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MIRRORS } from '../../../src/goproxy/list/mirrors.ts';
import { type Lab, startLab } from '../../lab/lab.ts';
import { until } from '../../support/until.ts';
import { testedVersions } from '../host/testedVersions.ts';
import { openVsCode, type VsCode } from '../host/vsCode.ts';
import { makeWorkspace, type Workspace } from './workspace.ts';

const EXTENSION = new URL('../../..', import.meta.url).pathname.replace(/\/$/, '');
const SETTINGS = '{\n\t// what our team agreed on\n\t"editor.tabSize": 4,\n}\n';
const GOENV = '# mine\nGOPROXY=https://mine.example\r\n';
const SWITCH = 'Go Proxy: Switch Module Proxy…';
/** Where pictures go, to be looked at; none unless told. */
const PICTURES = process.env.PICTURES ?? null;

for (const version of testedVersions()) {
  describe(`choosing a module proxy in VS Code ${version}`, function () {
    this.timeout(120_000);
    let lab: Lab;
    let held: HeldServer;
    let home: string;
    let workspace: Workspace;
    let code: VsCode;
    let settings: string;
    let list: string;
    let goenv: string;

    before(async () => {
      [lab, held] = await Promise.all([startLab(), HeldServer.start()]);
      home = await mkdtemp(join(tmpdir(), 'go-proxy-home-'));
      await mkdir(join(home, 'tmp'));
      goenv = join(home, 'goenv');
      await writeFile(goenv, GOENV);
      workspace = await makeWorkspace('example.test/a v1.0.0', {});
      settings = join(workspace.folder, '.vscode', 'settings.json');
      await writeFile(settings, SETTINGS);
      await writeFile(join(workspace.folder, 'go.sum'), lab.modules.goSum(['example.test/a@v1.0.0']));
      list = [lab.urls['altered-zip'], lab.urls.healthy, lab.urls['status-403']].join();
      code = await openVsCode({
        version,
        folder: workspace.folder,
        extensionPath: EXTENSION,
        env: {
          GOPROXY: list,
          ...{ GOSUMDB: 'off', GOENV: goenv, GOFLAGS: '', GOTOOLCHAIN: 'local' },
          // The public mirrors are asked through it, and it knows none of them: nothing leaves this machine.
          ...{ HTTP_PROXY: lab.forwardProxies.good, HTTPS_PROXY: lab.forwardProxies.good },
          ...{ XDG_STATE_HOME: join(home, 'state'), TMPDIR: join(home, 'tmp') },
        },
        settings: {
          'goProxy.probe.timeout': 60,
          'goProxy.mirrors': [{ url: held.url, name: 'held', kind: 'public' }],
        },
      });
      await code.statusBar(/is all right/);
    });
    after(async () => {
      await code?.close();
      await Promise.all([workspace.remove(), lab.stop(), held.stop(), rm(home, { recursive: true, force: true })]);
    });
    afterEach(async () => {
      await code.page.keyboard.press('Escape');
      await code.page.keyboard.press('Escape');
    });

    const rows = () => code.page.locator('.quick-input-list .monaco-list-row');
    const hostOf = (url: string) => new URL(url).host;
    /** By what a screen reader says first; the lists in its second line have no blanks. */
    const rowOf = (url: string) =>
      code.page.locator(`.quick-input-list .monaco-list-row[aria-label*=" ${hostOf(url)}, "]`);
    const labelled = (url: string, words: string) => rowOf(url).filter({ hasText: words });
    const focused = () => code.page.locator('.quick-input-list .monaco-list-row.focused .label-name').first();
    const lineOf = async () =>
      Number(await code.page.locator('.quick-input-list .monaco-list-row.focused').getAttribute('data-index'));

    async function moveTo(url: string): Promise<void> {
      for (let step = 0; step < 20; step++) {
        if (((await focused().textContent()) ?? '').includes(hostOf(url))) return;
        const before = await lineOf();
        await code.page.keyboard.press('ArrowDown');
        await until(async () => (await lineOf()) !== before, 'the cursor moves');
      }
      assert.fail(`no row of ${url}`);
    }

    async function picture(name: string): Promise<void> {
      if (PICTURES !== null) await code.screenshot(join(PICTURES, `switch-${name}-${version}.png`));
    }

    it('rows are there at once and fill in, the cursor on one that changes nothing; closed, it asks no more', async () => {
      await code.command(SWITCH);
      await labelled(held.url, 'is being asked').waitFor();
      assert.match((await focused().textContent()) ?? '', /Keep the list as it is/);
      await labelled(lab.urls['status-403'], 'denies access (HTTP 403)').waitFor();
      // The lab's is not the real one.
      await labelled(lab.urls.healthy, 'sends other bytes of golang.org/x/text@v0.14.0').waitFor();
      assert.match((await focused().textContent()) ?? '', /Keep the list as it is/);
      const fit = MIRRORS.filter(({ note }) => note === 'fit');
      await until(() => {
        const asked = lab.forwardRequests('good').map(({ path }) => path);
        return fit.every(({ url }) => asked.includes(`${hostOf(url)}:443`));
      }, 'every public mirror is asked, through the forward proxy');
      assert.ok(held.open > 0);
      await picture('measuring');
      await code.page.keyboard.press('Escape');
      await until(() => held.open === 0, 'nothing goes on');
    });

    it('a row under the cursor stays in its line, whatever becomes of it', async () => {
      await code.command(SWITCH);
      await labelled(lab.urls.healthy, 'sends other bytes').waitFor();
      await labelled(held.url, 'is being asked').waitFor();
      await moveTo(held.url);
      const line = await lineOf();
      held.refuse();
      await labelled(held.url, 'cuts the connection').waitFor();
      assert.match((await focused().textContent()) ?? '', new RegExp(hostOf(held.url)));
      assert.equal(await lineOf(), line);
    });

    it('measured with a module of mine, one is put first in this workspace, with a preview, and back to the byte', async () => {
      held.refuse();
      await code.command(SWITCH);
      await code.page.locator('.quick-input-titlebar [aria-label*="Measure with a module of mine"]').click();
      await rows().filter({ hasText: 'example.test/a' }).first().waitFor();
      await code.page.keyboard.press('ArrowDown');
      await code.page.keyboard.press('Enter');
      await labelled(lab.urls['altered-zip'], 'sends other bytes of example.test/a@v1.0.0 than go.sum has').waitFor();
      await labelled(lab.urls.healthy, 'B/s').locator('.codicon-pass').waitFor();
      assert.match((await rowOf(lab.urls.healthy).textContent()) ?? '', / ms · .*B\/s · in your list/);
      await picture('measured');
      await moveTo(lab.urls.healthy);
      await code.page.keyboard.press('Enter');

      const after = [lab.urls.healthy, lab.urls['altered-zip'], lab.urls['status-403']].join();
      await code.page.locator('.quick-input-title', { hasText: `GOPROXY will be ${after}` }).waitFor();
      const [mine, everywhere] = await rows().allTextContents();
      assert.match(mine ?? '', /This workspace.*go\.goproxy.*Hides there /);
      assert.ok(everywhere?.includes(`No effect while the environment variable GOPROXY says ${list}`), everywhere);
      await picture('scope');
      await code.page.keyboard.press('Enter');
      await until(async () => (await readFile(settings, 'utf8')).includes(`"go.goproxy": "${after}"`), 'it is stored');

      await code.command('Go Proxy: Undo Last Change');
      await until(async () => (await readFile(settings, 'utf8')) === SETTINGS, 'every byte is back');
    });

    it('for all projects it is stored by go, with what hides it said, and back to the byte', async () => {
      held.refuse();
      await code.command(SWITCH);
      await labelled(lab.urls['status-403'], 'denies access').waitFor();
      await moveTo(lab.urls.healthy);
      await code.page.keyboard.press('Enter');
      await rows().filter({ hasText: 'All my Go projects' }).waitFor();
      await code.page.keyboard.press('ArrowDown');
      await code.page.keyboard.press('Enter');
      await until(async () => (await readFile(goenv, 'utf8')).includes(`GOPROXY=${lab.urls.healthy},`), 'it is stored');
      assert.equal(await readFile(settings, 'utf8'), SETTINGS);
      await code.command('Notifications: Show Notifications');
      const notices = code.page.locator('.notifications-center .notification-list-item');
      await notices.filter({ hasText: `Stored, but without effect: go still goes by ${list}` }).waitFor();
      await code.command('Go Proxy: Undo Last Change');
      await until(async () => (await readFile(goenv, 'utf8')) === GOENV, 'every byte is back');
    });

    it('compares them in a document', async () => {
      held.refuse();
      await code.command('Go Proxy: Compare Module Proxies');
      const document = code.webview();
      await document.locator('h2', { hasText: 'Module proxies side by side' }).waitFor();
      const row = document.locator('tr', { hasText: hostOf(lab.urls['status-403']) });
      assert.match((await row.textContent()) ?? '', /failing.*denies access \(HTTP 403\)/s);
      assert.ok((await document.locator('tbody tr').count()) >= 4);
      await picture('compared');
    });
  });
}

/** A mirror that takes connections and says nothing until it is told what to do with them. */
class HeldServer {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #refuses = false;

  private constructor(server: Server) {
    this.#server = server;
    server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      socket.on('error', () => socket.destroy());
      socket.resume();
      if (this.#refuses) socket.resetAndDestroy();
    });
  }

  static async start(): Promise<HeldServer> {
    const server = createServer();
    const held = new HeldServer(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return held;
  }

  get url(): string {
    const address = this.#server.address();
    assert.ok(address !== null && typeof address === 'object');
    return `http://127.0.0.1:${address.port}`;
  }

  /** Connections that stand. */
  get open(): number {
    return this.#sockets.size;
  }

  /** Ends those that stand. */
  reset(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  /** Ends each from now on. */
  refuse(): void {
    this.#refuses = true;
    this.reset();
  }

  async stop(): Promise<void> {
    this.reset();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}
