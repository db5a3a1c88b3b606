// A mirror sends other bytes: from the failing command to who is wrong, the remedy, the command again, and every byte back. By keyboard.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Lab, startLab } from '../../lab/lab.ts';
import { until } from '../../support/until.ts';
import { testedVersions } from '../host/testedVersions.ts';
import { openVsCode, type VsCode } from '../host/vsCode.ts';
import { type Hands, handsOf } from './hands.ts';
import { environmentWithin, makeWorkspace, type Workspace } from './workspace.ts';

const EXTENSION = new URL('../../..', import.meta.url).pathname.replace(/\/$/, '');
const SETTINGS = '{\n\t// what our team agreed on\n\t"editor.tabSize": 4,\n}\n';
const MAIN = 'package main\n\nimport _ "example.test/e"\n\nfunc main() {}\n';
const E = 'example.test/e@v1.0.0';
/** Where pictures go, to be looked at; none unless told. */
const PICTURES = process.env.PICTURES ?? null;

for (const version of testedVersions()) {
  describe(`a mirror that sends other bytes, in VS Code ${version}`, function () {
    this.timeout(120_000);
    let lab: Lab;
    let home: string;
    let workspace: Workspace;
    let code: VsCode;
    let hands: Hands;
    let settings: string;

    before(async () => {
      lab = await startLab();
      home = await mkdtemp(join(tmpdir(), 'go-proxy-home-'));
      await mkdir(join(home, 'tmp'));
      workspace = await makeWorkspace('example.test/e v1.0.0', {});
      settings = join(workspace.folder, '.vscode', 'settings.json');
      await writeFile(settings, SETTINGS);
      await writeFile(join(workspace.folder, 'main.go'), MAIN);
      code = await openVsCode({
        version,
        folder: workspace.folder,
        extensionPath: EXTENSION,
        env: {
          ...environmentWithin(home),
          GOPROXY: `${lab.urls['altered-zip']},${lab.urls['sumdb-good']}`,
          // Both entries are asked for the lab's database, and nobody else.
          GOSUMDB: lab.sumdbKey,
          TMPDIR: join(home, 'tmp'),
        },
        settings: { 'goProxy.probe.timeout': 2 },
      });
      hands = handsOf(code);
      await code.statusBar(/is all right/);
    });
    after(async () => {
      await code?.close();
      await workspace.remove();
      await rm(home, { recursive: true, force: true });
      await lab.stop();
    });

    const file = (name: string) => readFile(join(workspace.folder, name), 'utf8').catch(() => null);
    const picture = async (name: string) => {
      if (PICTURES !== null) await code.screenshot(join(PICTURES, `checksum-${version}-${name}.png`));
    };

    it('is named with proof, avoided, and the command succeeds with the database on', async () => {
      const before = [await file('go.mod'), await file('go.sum')];
      await hands.openFile('go.mod');
      const [problem] = await hands.fails('go mod tidy');
      assert.match(problem?.text ?? '', /checksum-mismatch/);
      assert.match(problem?.ariaLabel ?? '', /at line 5 /);
      await picture('problem');

      const [first, second] = await hands.quickFixes(5);
      assert.equal(first, `Find out who is wrong: ${E}`);
      assert.match(second ?? '', /^Use .* first for this workspace/);
      await code.page.keyboard.press('Enter');
      const report = code.webview();
      const bad = new URL(lab.urls['altered-zip']).host;
      const verdict = report.locator('h1', { hasText: `${bad} sends other bytes of ${E} than were published` });
      await verdict.waitFor();
      const rows = report.locator('table.hashes tbody tr');
      assert.deepEqual(await rows.evaluateAll((all) => all.map((row) => row.classList.contains('odd'))), [
        true,
        ...[false, false, false],
      ]);
      const module = lab.modules.find('example.test/e', 'v1.0.0');
      assert.match(
        (await rows.nth(1).textContent()) ?? '',
        new RegExp(module?.zipHash.replaceAll(/[+/=]/g, '\\$&') ?? '-'),
      );
      await report.getByText(/^Proof: record \d+ of sum\.lab\.test, in its signed tree of 300 records\.$/).waitFor();
      await picture('report');

      // What differs, side by side.
      await report.getByRole('button', { name: 'Open e.go side by side' }).focus();
      await code.page.keyboard.press('Enter');
      const diff = code.page.locator('.monaco-diff-editor');
      await diff.locator('.view-line', { hasText: '// Altered.' }).first().waitFor();
      await picture('diff');
      await code.command('View: Close Editor');

      await report.getByRole('button', { name: /: Use .* first for this workspace$/ }).focus();
      await code.page.keyboard.press('Enter');
      await until(async () => (await readFile(settings, 'utf8')).includes('go.goproxy'), 'the setting is written');
      assert.ok((await readFile(settings, 'utf8')).includes(`"${lab.urls['sumdb-good']},${lab.urls['altered-zip']}"`));

      await hands.pressNotice('Done: Use', 'Run again');
      const line = `example.test/e v1.0.0 ${module?.zipHash}\n`;
      await until(async () => (await file('go.sum'))?.includes(line) === true, 'go has written go.sum');
      await until(async () => (await code.problems(0)).length === 0, 'the problem is gone');
      // go keeps the record that it was shown when it refused the other bytes.
      const asked = lab.requests('sumdb-good').map(({ path }) => path);
      assert.ok(asked.includes('/sumdb/sum.lab.test/lookup/example.test/e@v1.0.0'), 'the database was asked');

      await code.command('Go Proxy: Undo Last Change');
      await until(async () => (await readFile(settings, 'utf8')) === SETTINGS, 'every byte is back');
      assert.equal(await file('go.mod'), before[0]);
      await code.command('View: Close All Editors');
    });

    it('is asked for by command, too, and asking can be cancelled', async () => {
      await writeFile(settings, JSON.stringify({ 'go.goproxy': lab.urls.silent }));
      await code.statusBar('no answer');
      await code.command('Go Proxy: Compare Checksums…');
      const rows = code.page.locator('.quick-input-list .monaco-list-row');
      await rows.filter({ hasText: 'example.test/e' }).waitFor();
      await code.page.keyboard.type('example.test/e');
      await until(async () => (await rows.count()) === 1, 'one is left');
      await code.page.keyboard.press('Enter');
      await code.command('Notifications: Show Notifications');
      const notice = code.page.locator('.notifications-center .notification-list-item', { hasText: `for ${E}` });
      await notice.getByText(/\d of \d answered/).waitFor();
      const scratch = async () =>
        (await readdir(join(home, 'tmp'))).filter((name) => name.startsWith('goproxy-doctor-'));
      assert.equal((await scratch()).length, 1);
      await notice.getByRole('button', { name: 'Cancel' }).click();
      await notice.waitFor({ state: 'detached' });
      await until(async () => (await scratch()).length === 0, 'nothing is left behind');
      assert.equal(await code.page.locator('iframe.webview').count(), 0);
    });

    it('go.sum with a wrong line: found there, shown as a diff, mended when told so, and taken back', async () => {
      const list = JSON.stringify({ 'go.goproxy': lab.urls['sumdb-good'] });
      await writeFile(settings, list);
      await code.statusBar(/is all right/);
      const right = lab.modules.goSum([E]);
      const wrong = right.replace(
        lab.modules.find('example.test/e', 'v1.0.0')?.zipHash ?? '-',
        `h1:${'A'.repeat(43)}=`,
      );
      await writeFile(join(workspace.folder, 'go.sum'), `${wrong}`);
      await code.command('Terminal: Kill All Terminals');
      await code.command('Notifications: Clear All Notifications');
      await code.command('Terminal: Create New Terminal');
      const [problem] = await hands.fails('go mod download');
      assert.match(problem?.text ?? '', /checksum-mismatch/);
      await hands.openProblem('go.sum');
      const [first] = await hands.quickFixes(1);
      assert.equal(first, `Find out who is wrong: ${E}`);
      await code.page.keyboard.press('Enter');
      const report = code.webview();
      await report.locator('h1', { hasText: /go\.sum is wrong: it has h1:AAAAAAAAAAAA… for the archive/ }).waitFor();
      await report.getByRole('button', { name: `Put the proved lines of ${E} into go.sum` }).focus();
      await code.page.keyboard.press('Enter');
      await code.page.locator('.monaco-diff-editor .view-line', { hasText: 'AAAAAAAA' }).first().waitFor();
      await picture('go-sum');
      assert.equal(await file('go.sum'), wrong, 'nothing is written before the user agrees');
      await hands.pressNotice('as the checksum database proves them', 'Put them in place');
      await until(async () => (await file('go.sum')) !== wrong, 'the lines are put in place');
      assert.deepEqual((await file('go.sum'))?.split('\n').sort(), right.split('\n').sort());
      await hands.pressNotice('Done: Put the proved lines', 'Run again');
      await until(async () => (await code.problems(0)).length === 0, 'the problem is gone');
      await code.command('Go Proxy: Undo Last Change');
      await until(async () => (await file('go.sum')) === wrong, 'every byte is back');
    });
  });
}
