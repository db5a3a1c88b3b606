// go.mod at hand, in the real VS Code beside a stand-in for the Go extension: hovers, lenses only where something is wrong, the language status.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Lab, startLab } from '../../lab/lab.ts';
import { until } from '../../support/until.ts';
import { GO_EXTENSION } from '../gopls/standIn.ts';
import { testedVersions } from '../host/testedVersions.ts';
import { openVsCode, type VsCode } from '../host/vsCode.ts';
import { type Hands, handsOf } from './hands.ts';
import { environmentWithin, makeWorkspace, type Workspace } from './workspace.ts';

const EXTENSION = new URL('../../..', import.meta.url).pathname.replace(/\/$/, '');
const GO_MOD = `module example.com/shop

go 1.21

require (
	example.test/a v1.0.0
	example.test/b v1.0.0 // indirect
	private.test/lib v1.0.0
	example.test/local v1.0.0
	old.test v1.0.0
)

require example.test/d v1.0.0

replace example.test/local => ./local
`;
/** What the module cache knows of old.test: the version that is required was taken back. */
const TAKEN_BACK = {
  list: 'v1.0.0\nv1.1.0\n',
  'v1.0.0.info': '{"Version":"v1.0.0"}',
  'v1.0.0.mod': 'module old.test\n',
  'v1.1.0.info': '{"Version":"v1.1.0"}',
  'v1.1.0.mod': 'module old.test\n\nretract v1.0.0 // loses data\n',
};
/** Lines of GO_MOD. */
const [MODULE_LINE, SERVED, WITHOUT_SUM, PRIVATE, REPLACED, RETRACTED, SINGLE] = [1, 6, 7, 8, 9, 10, 13];

for (const version of testedVersions()) {
  describe(`go.mod in VS Code ${version}`, function () {
    this.timeout(120_000);
    let lab: Lab;
    let home: string;
    let workspace: Workspace;
    let code: VsCode;
    let hands: Hands;

    before(async () => {
      lab = await startLab();
      home = await mkdtemp(join(tmpdir(), 'go-proxy-home-'));
      workspace = await makeWorkspace('example.test/a v1.0.0', {});
      await writeFile(join(workspace.folder, 'go.mod'), GO_MOD);
      const sums = lab.modules.goSum().split('\n');
      await writeFile(
        join(workspace.folder, 'go.sum'),
        sums.filter((line) => /^example\.test\/[ad] /.test(line)).join('\n'),
      );
      await mkdir(join(workspace.folder, 'local'));
      await writeFile(join(workspace.folder, 'local', 'go.mod'), 'module example.test/local\n');
      const cached = join(home, 'mod', 'cache', 'download', 'old.test', '@v');
      await mkdir(cached, { recursive: true });
      for (const [name, text] of Object.entries(TAKEN_BACK)) await writeFile(join(cached, name), text);
      code = await openVsCode({
        version,
        folder: workspace.folder,
        extensionPath: EXTENSION,
        extensions: [GO_EXTENSION],
        env: {
          ...environmentWithin(home),
          GOPROXY: lab.urls.healthy,
          GOSUMDB: lab.sumdbKey,
          GOPRIVATE: 'private.test',
          // Whatever is not on loopback ends at a port that nobody listens on.
          HTTP_PROXY: 'http://127.0.0.1:9',
          HTTPS_PROXY: 'http://127.0.0.1:9',
        },
        settings: { 'goProxy.probe.timeout': 2, 'goProxy.probe.interval': 5 },
      });
      hands = handsOf(code);
      await code.statusBar(/is all right/);
      await hands.openFile('go.mod');
    });
    after(async () => {
      await code?.close();
      await workspace.remove();
      await rm(home, { recursive: true, force: true });
      await lab.stop();
    });

    const goTo = (line: number) => hands.goTo(line);
    const hovers = () => hands.hovers();
    const hoverOf = (line: number, words: RegExp) => hands.hoverOf(line, words);
    const lenses = async () =>
      (await code.page.locator('.codelens-decoration a:visible').allInnerTexts()).map((text) => text.trim());
    const host = (fault: 'healthy' | 'silent' | 'refused') => new URL(lab.urls[fault]).host;

    const languageStatus = () => code.page.locator('.statusbar-item#status\\.languageStatus');

    it('tells who serves a requirement, what it is held against and what is latest', async () => {
      const served = await hoverOf(SERVED, /serves it/);
      assert.ok(served.includes(`${host('healthy')} serves it, the first entry of GOPROXY.`), served);
      assert.match(
        served,
        /This version is of \d{4}-\d\d-\d\d\. The latest is v1\.1\.0 of \d{4}-\d\d-\d\d, says 127\.0\.0\.1/,
      );
      assert.ok(served.includes('go.sum has the hashes of its archive and of its go.mod.'), served);
      assert.ok(served.includes('Go Proxy: Diagnose'), served);
      const single = await hoverOf(SINGLE, /serves it/);
      assert.ok(single.includes('The latest is v1.1.0'), single);
      const missing = await hoverOf(WITHOUT_SUM, /go\.sum has no hash/);
      assert.ok(missing.includes('Before go writes what is missing, it asks sum.lab.test.'), missing);
      const asked = lab.requests('healthy').filter(({ path }) => path.includes('/example.test/a/@latest'));
      assert.equal(asked.length, 1, 'a minute is not over');
    });

    it('asks nobody for what is private or replaced, and has nothing to say of other lines', async () => {
      await hoverOf(PRIVATE, /Private: GOPRIVATE or GONOPROXY covers it\..*no module proxy/);
      await hoverOf(REPLACED, /Replaced by the folder \.\/local: go asks nobody for it/);
      const paths = lab.requests('healthy').map(({ path }) => path);
      assert.ok(!paths.some((path) => /private\.test|example\.test\/local/.test(path)), paths.join(' '));
      await goTo(MODULE_LINE);
      await code.command('Show or Focus Hover');
      assert.deepEqual(
        (await hovers().allInnerTexts()).filter((text) => /Go Proxy/.test(text)),
        [],
      );
    });

    it('comes to the mouse, too', async () => {
      await goTo(SERVED);
      const line = code.page.locator('.monaco-editor .view-line', { hasText: 'example.test/a' }).first();
      const { x, y } = (await line.boundingBox()) ?? assert.fail('the line is on the screen');
      await code.page.mouse.move(x + 100, y + 30);
      await code.page.mouse.move(x + 90, y + 8);
      await hovers().filter({ hasText: 'serves it' }).first().waitFor();
      await code.page.mouse.move(600, 600);
      await hands.closeHover();
    });

    it('the language status tells through whom modules come', async () => {
      await goTo(SERVED);
      const told = await code.hover(languageStatus());
      assert.ok(told.includes(`Modules: ${host('healthy')}`), told);
    });

    it('has a lens only where something is wrong, with the remedies behind it', async () => {
      await goTo(SERVED);
      assert.deepEqual(await lenses(), []);
      await workspace.writeSettings({ 'go.goproxy': `${lab.urls.refused},${lab.urls.healthy}` });
      await code.statusBar(/refuses connections/);
      await code.command('Terminal: Create New Terminal');
      await hands.fails('go mod download example.test/a@v1.0.0');
      await goTo(SERVED);
      await until(async () => (await lenses()).length > 0, 'a lens');
      assert.deepEqual(await lenses(), ['Go Proxy: no connection']);
      await code.page.locator('.codelens-decoration a:visible').first().click();
      const rows = code.page.locator('.quick-input-list .monaco-list-row');
      await rows
        .filter({ hasText: /Use .* first for this workspace/ })
        .first()
        .waitFor();
      await code.page.keyboard.press('Escape');
      await hoverOf(SERVED, /refuses connections\. go gives up there\./);
      const told = await code.hover(languageStatus());
      assert.ok(told.includes('Modules: no connection') && told.includes(host('refused')), told);
      // VS Code does not wrap it: what is too long ends at the window's edge.
      const line = code.page.locator('.hover-language-status:visible').first();
      assert.ok(await line.evaluate((element) => element.scrollWidth <= element.clientWidth), 'it is whole');

      await workspace.writeSettings({});
      await code.statusBar(/is all right/);
      await until(async () => (await lenses()).length === 0, 'the lens is gone', 20_000);
    });

    it('says in time what is known where nobody may be asked, and where an entry is silent', async () => {
      await workspace.writeSettings({
        'go.goproxy': `${lab.urls.silent},${lab.urls.healthy}`,
        'goProxy.probe.enabled': false,
      });
      await code.statusBar(/switched off/);
      const paused = await hoverOf(SERVED, /Nobody is asked for it: looking in the background is switched off/);
      assert.ok(paused.includes('go.sum has the hashes'), paused);
      await workspace.writeSettings({ 'go.goproxy': `${lab.urls.silent},${lab.urls.healthy}` });
      const silent = await hoverOf(SERVED, /takes the request and never answers\. go waits there\./);
      assert.ok(silent.includes('go.sum has the hashes'), silent);
      await workspace.writeSettings({});
      await code.statusBar(/is all right/);
    });

    it('examines when the language status is clicked; what that finds about a requirement has a lens, and a hover', async () => {
      await until(async () => (await lenses()).length === 0, 'nothing is wrong', 20_000);
      await code.hover(languageStatus());
      await code.page
        .locator('.hover-language-status')
        .getByRole('button', { name: /^Diagnose/ })
        .click();
      await code.webview().locator('h1').waitFor();
      await code.command('View: Close Editor');
      await until(async () => (await lenses()).length > 0, 'a lens');
      assert.deepEqual(await lenses(), ['Go Proxy: retracted']);
      await hoverOf(RETRACTED, /has taken v1\.0\.0 back \(retracted\): “loses data”/);
    });

    it('does not disturb what the Go extension says of the same file', async () => {
      const language = code.page.locator('.statusbar-item#status\\.editor\\.mode');
      assert.match(await language.innerText(), /Go Module File/);
      assert.deepEqual(
        code.log().filter(({ level, text }) => level === 'error' && /go-proxy-doctor|goProxy/.test(text)),
        [],
      );
    });
  });
}
