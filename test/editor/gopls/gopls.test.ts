// What stands beside gopls' words, and where gopls is silent, in the real VS Code. The Go extension is a stand-in (standIn.ts) that
// says what gopls was recorded to say.
import assert from 'node:assert/strict';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Lab, startLab } from '../../lab/lab.ts';
import { until } from '../../support/until.ts';
import { testedVersions } from '../host/testedVersions.ts';
import { openVsCode, type VsCode } from '../host/vsCode.ts';
import type { Problem } from '../host/workbench.ts';
import { openLightBulb } from '../surfaces/hands.ts';
import { makeWorkspace, type Workspace } from '../surfaces/workspace.ts';
import { GO_MOD, MAIN_GO, REQUIRED } from './record/cases.ts';
import { recordedCase } from './recordedCase.ts';
import { GO_EXTENSION, goplsRestarts, goplsSays } from './standIn.ts';

const EXTENSION = new URL('../../..', import.meta.url).pathname.replace(/\/$/, '');
const NOTHING = { ends: true, diagnostics: [] };

for (const version of testedVersions()) {
  describe(`gopls in VS Code ${version}`, function () {
    this.timeout(120_000);
    let lab: Lab;
    let workspace: Workspace;
    let code: VsCode;

    /** As `go env -w GOPROXY=…` does, in any terminal. */
    const useList = async (...entries: readonly string[]) => {
      const file = join(workspace.folder, '..', 'go-env');
      await writeFile(`${file}.new`, `GOPROXY=${entries.join(',')}\n`);
      await rename(`${file}.new`, file);
    };
    const says = async (name: string) => goplsSays(workspace.folder, await recordedCase(name));

    before(async () => {
      lab = await startLab();
      workspace = await makeWorkspace('example.test/d v1.0.0', {});
      await writeFile(join(workspace.folder, 'go.mod'), GO_MOD);
      await writeFile(join(workspace.folder, 'go.sum'), lab.modules.goSum(REQUIRED));
      await writeFile(join(workspace.folder, 'main.go'), MAIN_GO);
      await goplsSays(workspace.folder, NOTHING);
      await useList(lab.urls.healthy);
      code = await openVsCode({
        version,
        folder: workspace.folder,
        extensionPath: EXTENSION,
        extensions: [GO_EXTENSION],
        viewport: { width: 1280, height: 2000 }, // Problems must show all of gopls' long lines
        env: {
          GOENV: join(workspace.folder, '..', 'go-env'),
          GOPROXY: undefined,
          GOSUMDB: 'off',
          GOFLAGS: '',
          GOTOOLCHAIN: 'local',
        },
        settings: { 'goProxy.probe.timeout': 2, 'goProxy.probe.interval': 5 },
      });
      await code.statusBar(/is all right/);
    });
    after(async () => {
      await code?.close();
      await workspace.remove();
      await lab.stop();
    });
    beforeEach(async () => {
      await goplsSays(workspace.folder, NOTHING);
      await useList(lab.urls.healthy);
      await code.statusBar(/is all right/);
      await problems(0, 0);
    });
    afterEach(async () => {
      await code.command('Notifications: Show Notifications');
      const centre = code.page.locator('.notifications-center');
      await centre.waitFor();
      assert.deepEqual(await centre.locator('.notification-list-item').allInnerTexts(), []);
      await code.page.keyboard.press('Escape');
    });

    /** Waits until Problems lists so many of gopls' and so many of ours; returns ours. */
    const problems = async (theirs: number, ours: number): Promise<Problem[]> => {
      let all: Problem[] = [];
      const isThere = async () => {
        all = await code.problems(0);
        return all.length === theirs + ours && all.filter(isOurs).length === ours;
      };
      await until(isThere, `${theirs} of gopls' and ${ours} of ours`, 20_000).catch((error) => {
        throw new Error(`${error.message}; there are\n${all.map(({ ariaLabel }) => ariaLabel).join('\n')}`);
      });
      return all.filter(isOurs);
    };
    const openFile = async (name: string) => {
      await code.command('Go to File...');
      await code.page.keyboard.type(name);
      await code.page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().waitFor();
      await code.page.keyboard.press('Enter');
      await code.page.locator('.editor-group-container .tab.active', { hasText: name }).waitFor();
    };
    /** Opens the light bulb of a line of the file in front, reads its titles, and closes it, or presses one of them. */
    const quickFixes = async (line: number, pressed: number | null = null) => {
      await code.command('View: Focus Active Editor Group');
      await code.command('Go to Line/Column...');
      await code.page.keyboard.type(`${line}`);
      await code.page.keyboard.press('Enter');
      const titles = await (await openLightBulb(code.page)).allInnerTexts();
      for (let row = 0; row < (pressed ?? 0); row++) await code.page.keyboard.press('ArrowDown');
      await code.page.keyboard.press(pressed === null ? 'Escape' : 'Enter');
      return titles;
    };

    it('misses packages that go.mod requires: the true cause stands beside it, with its remedies', async () => {
      await says('status-500');
      await problems(2, 0);
      await useList(lab.urls['status-500'], lab.urls.healthy);
      const ours = await problems(2, 2);
      for (const [index, line] of [6, 7].entries()) {
        assert.match(ours[index]?.text ?? '', /HTTP 500/);
        assert.match(ours[index]?.text ?? '', /server-error/);
        assert.match(ours[index]?.ariaLabel ?? '', new RegExp(`at line ${line} and character 2\\b`));
      }
      await openFile('main.go');
      const titles = await quickFixes(7);
      assert.match(titles[0] ?? '', /^(?:Use|Put) .* first/);

      await useList(lab.urls.healthy);
      await problems(2, 0);
      await useList(lab.urls['status-500'], lab.urls.healthy);
      await problems(2, 2);
      await goplsSays(workspace.folder, NOTHING);
      await problems(0, 0);
    });

    it('sees the list that a remedy writes for the Go extension too, and undo takes it back', async () => {
      const settings = join(workspace.folder, '.vscode', 'settings.json');
      const before = await readFile(settings, 'utf8');
      await says('status-500');
      await useList(lab.urls['status-500'], lab.urls.healthy);
      await problems(2, 2);
      await openFile('main.go');
      const titles = await quickFixes(7, 1);
      assert.match(titles[1] ?? '', /^Use .* first for this workspace, also for the Go extension and gopls$/);
      const list = `${lab.urls.healthy},${lab.urls['status-500']}`;
      await until(
        async () => (await goplsRestarts(workspace.folder)).at(-1) === list,
        'gopls has the new list',
        20_000,
      );
      await code.statusBar(/is all right/);

      await code.command('Go Proxy: Undo Last Change');
      await until(async () => (await readFile(settings, 'utf8')) === before, 'every byte is back');
      await until(async () => (await goplsRestarts(workspace.folder)).at(-1) === null, 'gopls has its own list again');
      await goplsSays(workspace.folder, NOTHING);
      await code.command('Notifications: Clear All Notifications');
    });

    it('speaks of an attack: a portal is named where the list shows one', async () => {
      await useList(lab.urls['html-200'], lab.urls.healthy);
      await code.statusBar(/Go Proxy:/);
      await says('portal');
      const ours = await problems(3, 3);
      for (const { text } of ours) {
        assert.match(text, /captive-portal/);
        assert.doesNotMatch(text, /checksum/);
      }
      assert.equal(ours.filter(({ ariaLabel }) => /at line 1 and character 1\b/.test(ariaLabel)).length, 1);
    });

    it('speaks of an attack: a checksum stays one where the list is well', async () => {
      await says('checksum');
      const [ours] = await problems(3, 1);
      assert.match(ours?.text ?? '', /checksum-mismatch/);
    });

    it('waits for an entry that never answers, and says nothing: the module line does', async () => {
      await openFile('main.go');
      await says('silent');
      await useList(lab.urls.silent, lab.urls.healthy);
      const [ours] = await problems(0, 1);
      assert.match(ours?.text ?? '', /never answers/);
      assert.match(ours?.text ?? '', /stall/);
      assert.match(ours?.ariaLabel ?? '', /at line 1 and character 8\b/);
      await useList(lab.urls.healthy);
      await problems(0, 0);

      // All that it needs is in the module cache: then it answers, and does not wait.
      await goplsSays(workspace.folder, NOTHING);
      await useList(lab.urls.silent, lab.urls.healthy);
      await code.statusBar('no answer');
      const looks = lab.connections('silent');
      await until(() => lab.connections('silent') > looks, 'the list is looked at once more', 20_000);
      await problems(0, 0);
    });

    it('has nothing of ours beside the programmer’s own mistakes', async () => {
      await says('mistakes');
      await problems(3, 0);
      await useList(lab.urls['status-500'], lab.urls.healthy);
      await code.statusBar('HTTP 500');
      await problems(3, 0);
      // That nothing was said is no accident: the same list makes us speak.
      await says('status-500');
      await problems(2, 2);
    });

    it('gets what the Go extension pinned, which is not taken for the user’s', async () => {
      const list = `${lab.urls.healthy},${lab.urls.refused}`;
      await useList(list);
      await code.command('Go Proxy: Show Effective Settings');
      const body = code.webview().locator('body', { hasText: 'Who sees which GOPROXY' });
      await body.waitFor();
      const text = await body.innerText();
      const pinned = text
        .split('\n')
        .filter((line) => line.includes('kept by the Go extension since it started; a later'));
      assert.equal(pinned.length, 2, text); // its tools, and gopls
      for (const line of pinned) assert.ok(line.includes(`\t${lab.urls.healthy}\t`), line);
      const own = text.split('\n').filter((line) => line.startsWith('GOPROXY\t'));
      assert.equal(own.length, 1, text);
      assert.ok(own[0]?.includes(list) && !/OS|environment variable/i.test(own[0]), own[0]);
    });
  });
}

function isOurs({ text }: Problem): boolean {
  return text.includes('go proxy');
}
