// All networks off: a colleague's bundle is imported by keyboard, and go build succeeds; taken out again, it does not.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { type Lab, startLab } from '../../lab/lab.ts';
import { until } from '../../support/until.ts';
import { testedVersions } from '../host/testedVersions.ts';
import { openVsCode, type VsCode } from '../host/vsCode.ts';
import { type Hands, handsOf } from './hands.ts';
import { makeWorkspace, type Workspace } from './workspace.ts';

const EXTENSION = new URL('../../..', import.meta.url).pathname.replace(/\/$/, '');
const MAIN = 'package main\n\nimport _ "example.test/a"\n\nfunc main() {}\n';
const run = promisify(execFile);
/** Where pictures go, to be looked at; none unless told. */
const PICTURES = process.env.PICTURES ?? null;

for (const version of testedVersions()) {
  describe(`import by hand, in VS Code ${version}`, function () {
    this.timeout(180_000);
    let lab: Lab;
    let home: string;
    let workspace: Workspace;
    let code: VsCode;
    let hands: Hands;

    /** What go is told: of the author, who has the lab, or of the user, who has nothing. */
    const env = (who: 'author' | 'user') => ({
      GOPROXY: who === 'author' ? lab.urls['sumdb-good'] : 'off',
      GOSUMDB: lab.sumdbKey,
      GOENV: 'off',
      GOFLAGS: '-modcacherw',
      GOTOOLCHAIN: 'local',
      GOPATH: join(home, who, 'go'),
      GOMODCACHE: join(home, who, 'mod'),
      GOCACHE: join(home, 'builds'),
      XDG_STATE_HOME: join(home, who, 'state'),
      TMPDIR: join(home, 'tmp'),
      // Whoever would ask anybody beyond this machine meets nobody.
      HTTPS_PROXY: 'http://127.0.0.1:1',
      HTTP_PROXY: 'http://127.0.0.1:1',
    });

    before(async () => {
      lab = await startLab();
      home = await mkdtemp(join(tmpdir(), 'go-proxy-home-'));
      await mkdir(join(home, 'tmp'));
      workspace = await makeWorkspace('example.test/a v1.0.0', {});
      await writeFile(join(workspace.folder, 'main.go'), MAIN);
      const as = { cwd: workspace.folder, env: { PATH: process.env.PATH, HOME: home, ...env('author') } };
      await run('go', ['mod', 'tidy'], as);
      // The standard library is compiled here, not while a test waits.
      await run('go', ['build', '-o', '/dev/null', './...'], as);
      const cli = join(EXTENSION, 'dist', 'cli.js');
      await run(process.execPath, [cli, 'bundle', '--out', join(home, 'shop.zip')], as);
      for (const name of ['a', 'b']) {
        const module = lab.modules.find(`example.test/${name}`, 'v1.0.0');
        await writeFile(join(home, `${name}.zip`), module?.zip ?? '');
      }
      code = await openVsCode({
        version,
        folder: workspace.folder,
        extensionPath: EXTENSION,
        env: env('user'),
        settings: { 'goProxy.probe.timeout': 2 },
      });
      hands = handsOf(code);
      await code.statusBar('Go Proxy');
    });
    after(async () => {
      await code?.close();
      await workspace.remove();
      for (const one of await readdir(home, { recursive: true, withFileTypes: true }))
        if (one.isDirectory()) await chmod(join(one.parentPath, one.name), 0o755);
      await rm(home, { recursive: true, force: true });
      await lab.stop();
    });

    afterEach(async function () {
      if (this.currentTest?.state === 'failed') await picture(`failed-${this.currentTest.title.slice(0, 10)}`);
    });
    const picture = async (name: string) => {
      if (PICTURES !== null) await code.screenshot(join(PICTURES, `import-${version}-${name}.png`));
    };
    const cached = async () => {
      const names = await readdir(join(home, 'user', 'mod', 'cache', 'download'), { recursive: true }).catch(() => []);
      return names.filter((name) => /@v\/.*\.(?:zip|mod)$/.test(name));
    };
    const input = () => code.page.locator('.quick-input-widget:visible input');
    const title = (words: string) =>
      code.page.locator('.quick-input-widget:visible .quick-input-title', { hasText: words });
    const rows = () =>
      code.page.locator('.quick-input-widget:visible .quick-input-list:visible .monaco-list-row:visible');
    /** Chooses a kind of source, and then types the path of one into VS Code's own dialog or our box. */
    const choose = async (kind: string, path: string) => {
      await title('Import').waitFor();
      await rows().first().waitFor();
      await picture(`pick-${kind}`);
      await input().fill(kind);
      await until(async () => {
        const left = await rows().allInnerTexts();
        return left.length < 4 && (left[0] ?? '').includes(kind);
      }, 'the kind is first');
      await code.page.keyboard.press('Enter');
      await rows().filter({ hasText: kind }).first().waitFor({ state: 'hidden' });
      await input().waitFor();
      // VS Code's own dialog begins with the folder, and reads the one that is typed before it takes a key.
      if (kind === 'Files') {
        await until(async () => (await input().inputValue()).endsWith('/shop/'), 'it begins');
        await rows().getByText('.vscode', { exact: true }).waitFor();
      }
      await input().fill(path);
      if (kind === 'Files') await rows().getByText(basename(path), { exact: true }).waitFor();
      await code.page.keyboard.press('Enter');
    };
    const builds = async (mark: string) => {
      await hands.type(`go build -o /dev/null ./... && echo built ${mark} || echo failed ${mark}`);
      const line = new RegExp(`^(?:built|failed) ${mark}$`);
      let found = '';
      await until(async () => {
        const lines = await code.page.locator('.terminal-wrapper.active .xterm-rows > div').allInnerTexts();
        found = lines.map((text) => text.replaceAll('\u00a0', ' ').trim()).find((text) => line.test(text)) ?? '';
        return found !== '';
      }, `the build ${mark} has ended`);
      return found.startsWith('built');
    };

    it('a bundle: go build succeeds with GOPROXY=off; taken out again it does not', async () => {
      assert.equal(await builds('one'), false);
      await code.command('Go Proxy: Import Module by Hand…');
      await choose('Files', join(home, 'shop.zip'));
      await until(async () => (await cached()).length > 0, 'the bundle is taken');
      await until(
        async () => (await hands.notices()).some((text) => /modules are in the module cache/.test(text)),
        'it is told',
      );
      await picture('taken');
      assert.equal(await builds('two'), true);
      await picture('built');

      await hands.pressNotice('modules are in the module cache', 'Undo');
      await until(
        async () => (await hands.notices()).some((text) => /out of the module cache again/.test(text)),
        'it is told',
      );
      assert.deepEqual(await cached(), []);
      assert.equal(await builds('three'), false);
    });

    it('one archive after another, by what is still missing', async () => {
      await code.command('Go Proxy: Import Module by Hand…');
      await choose('Type a path', join(home, 'a.zip'));
      await title('Still missing').waitFor();
      await picture('missing');
      const missing = await rows().allInnerTexts();
      assert.ok(
        missing.some((text) => text.includes('example.test/b')),
        missing.join('\n'),
      );
      await code.page.keyboard.type('example.test/b');
      await code.page.keyboard.press('Enter');
      await title('Import example.test/b@v1.0.0').waitFor();
      await choose('Type a path', join(home, 'b.zip'));
      await title('Still missing').waitFor();
      const rest = await rows().allInnerTexts();
      assert.ok(!rest.some((text) => text.includes('example.test/b')), rest.join('\n'));
      await code.page.keyboard.press('Escape');
      const told = await hands.notices();
      assert.ok(
        told.some((text) => text.startsWith('example.test/b@v1.0.0 is in the module cache (as go.sum has it)')),
        told.join('\n'),
      );
    });

    // The floor's test driver refuses to show any dialog.
    if (version === 'floor') return;
    it('what nobody vouches for is asked about, and left where it is', async () => {
      const before = await cached();
      const stranger = join(home, 'stranger');
      await mkdir(stranger);
      await writeFile(join(stranger, 'go.mod'), 'module example.test/stranger\n\ngo 1.21\n');
      await writeFile(join(stranger, 'x.go'), 'package stranger\n');
      await code.command('Go Proxy: Import Module by Hand…');
      await choose('Type a path', stranger);
      await title('Import').waitFor();
      await until(async () => (await input().inputValue()) === 'example.test/stranger@v', 'the version is asked for');
      await picture('version');
      await input().fill('example.test/stranger@v1.0.0');
      await code.page.keyboard.press('Enter');
      const dialog = code.page.locator('.monaco-dialog-box');
      await dialog.filter({ hasText: 'Nobody can prove' }).waitFor();
      await picture('question');
      assert.match((await dialog.textContent()) ?? '', /example\.test\/stranger@v1\.0\.0/);
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      await until(
        async () => (await hands.notices()).some((text) => /stranger@v1\.0\.0: refused/.test(text)),
        'it is told',
      );
      assert.deepEqual(await cached(), before);
      await code.page.keyboard.press('Escape');
    });
  });
}
