// What a user sees, in the real VS Code: status bar, tooltip, menu, report, and what changes them.
import assert from 'node:assert/strict';
import { type Lab, startLab } from '../../lab/lab.ts';
import { until } from '../../support/until.ts';
import { type OpenVsCodeOptions, openVsCode, type VsCode } from '../host/vsCode.ts';
import { handsOf } from './hands.ts';
import { makeWorkspace, type Workspace } from './workspace.ts';

const EXTENSION = new URL('../../..', import.meta.url).pathname.replace(/\/$/, '');
const REQUIREMENT = 'example.test/a v1.0.0';

for (const version of ['floor', 'newest'] as const) {
  describe(`the surfaces in VS Code ${version}`, function () {
    this.timeout(120_000);
    let lab: Lab;
    let workspace: Workspace;
    let code: VsCode;

    const open = async (settings: object, options: Partial<OpenVsCodeOptions> = {}) => {
      workspace = await makeWorkspace(REQUIREMENT, settings);
      const { env, ...others } = options;
      code = await openVsCode({
        version,
        folder: workspace.folder,
        extensionPath: EXTENSION,
        // Whatever the list, nothing is asked beyond the lab: no look-up of a database, no direct, no forward proxy.
        env: { GOPROXY: lab.urls.healthy, GOSUMDB: 'off', GOENV: 'off', GOFLAGS: '', ...env },
        settings: { 'goProxy.probe.timeout': 2, 'goProxy.probe.interval': 5 },
        ...others,
      });
    };
    const close = async () => {
      await code?.close();
      await workspace.remove();
      lab.reset();
    };
    const use = (...entries: string[]) => workspace.writeSettings({ 'go.goproxy': entries.join('') });

    before(async () => {
      lab = await startLab();
    });
    after(() => lab.stop());

    describe('in a trusted workspace', () => {
      before(() => open({}));
      after(close);
      afterEach(() => workspace.writeSettings({}));

      it('shows the state of the list, and follows the setting', async () => {
        const healthy = await code.statusBar(/is all right/);
        assert.deepEqual([healthy.text, healthy.icons], ['Go Proxy', ['pass']]);

        await use(lab.urls.silent, ',', lab.urls.healthy);
        const failing = await code.statusBar('no answer');
        assert.deepEqual([failing.text, failing.icons, failing.kind], ['Go Proxy: no answer', ['error'], 'warning']);
        const tip = await code.hover(failing.locator);
        for (const part of ['never answers', 'waits here for ever', 'first byte', 'not reached', 'go.goproxy']) {
          assert.ok(tip.includes(part), `${part} in ${tip}`);
        }

        await use(lab.urls.refused, '|', lab.urls.healthy);
        const degraded = await code.statusBar('2nd entry');
        assert.deepEqual([degraded.text, degraded.icons], ['Go Proxy: 2nd entry', ['warning']]);

        await use('off');
        assert.deepEqual((await code.statusBar('Go Proxy: off')).icons, ['circle-slash']);

        await use('gopher://user:s3cr3t@proxy.test');
        const invalid = await code.statusBar('invalid list');
        assert.ok(!(await code.hover(invalid.locator)).includes('s3cr3t'));

        await workspace.writeSettings({});
        await code.statusBar(/is all right/);
        const told = (await code.notifications()).filter((text) => !text.startsWith('This workspace brings its own'));
        assert.deepEqual(told, []);
      });

      it('looks again when go.mod changes', async () => {
        await code.statusBar(/is all right/);
        await workspace.writeGoMod('example.test/nowhere v1.0.0');
        await code.statusBar('module not found');
        const asked = lab.requests('healthy').map(({ path }) => path);
        assert.ok(
          asked.some((path) => path.includes('example.test/nowhere/@v/v1.0.0.info')),
          asked.join(' '),
        );
        await workspace.writeGoMod(REQUIREMENT);
        await code.statusBar(/is all right/);
      });

      it('tells of a wrong setting at its key', async () => {
        await workspace.writeSettings({
          'goProxy.mirrors': [{ url: 'mirror.test', kind: 'public' }],
          'goProxy.dns.resolver': 'dns.test',
          'goProxy.probe.interval': 1,
        });
        await handsOf(code).openFile('settings.json');
        const told = (await code.problems(3)).map(({ text }) => text).sort();
        assert.match(told[0] ?? '', /^The address of a mirror begins with https:\/\/ or http:\/\/.*\[Ln 4, Col 14\]$/);
        assert.match(told[1] ?? '', /^This is no name server.*\[Ln 8,/);
        assert.match(told[2] ?? '', /^Value is below the minimum of 5.*\[Ln 9,/);
        await code.command('View: Close All Editors');
      });

      it('offers the best remedy first in the menu', async () => {
        await use(lab.urls['status-403'], ',', lab.urls.healthy);
        const item = await code.statusBar('access denied');
        await item.locator.click();
        const rows = code.page.locator('.quick-input-list .monaco-list-row');
        await rows.first().waitFor();
        assert.match((await rows.first().textContent()) ?? '', /Use 127\.0\.0\.1:\d+ first for this workspace/);
        assert.ok((await rows.allTextContents()).some((text) => text.includes('Diagnose')));
        await code.page.keyboard.press('Escape');
      });

      it('shows progress that can be cancelled, and then no report', async () => {
        const before = lab.connections('silent');
        await workspace.writeSettings({ 'go.goproxy': lab.urls.silent, 'goProxy.probe.timeout': 60 });
        await until(() => lab.connections('silent') > before, 'the new list is in force');
        await code.command('Go Proxy: Diagnose');
        // Under its test driver VS Code shows no toasts; the notification is in its centre all the same.
        await code.command('Notifications: Show Notifications');
        const notification = code.page.locator('.notifications-center .notification-list-item', {
          hasText: 'examining your module proxies',
        });
        await notification.getByRole('button', { name: 'Cancel' }).click();
        await notification.waitFor({ state: 'detached' });
        assert.equal(await code.page.locator('iframe.webview').count(), 0);
      });

      it('examines on command, with a report to read, to copy and to make again', async () => {
        await use(lab.urls['status-500'], ',', lab.urls.healthy);
        await code.statusBar(/HTTP 500/);
        await code.command('Go Proxy: Diagnose');
        const report = code.webview();
        await report.locator('h1', { hasText: 'reports an error of its own (HTTP 500)' }).waitFor();
        assert.equal(await report.locator('tbody tr').count(), 2);
        assert.match((await report.locator('tbody tr').nth(0).textContent()) ?? '', /gives up here/);
        assert.match((await report.locator('section').nth(0).textContent()) ?? '', /use --first 1 --scope workspace/);
        for (const mark of await report.locator('.mark').all()) assert.ok(await mark.getAttribute('aria-label'));

        const before = lab.requests('status-500').length;
        await report.locator('#copy').focus();
        await code.page.keyboard.press('Enter');
        await report.locator('#status', { hasText: 'Copied' }).waitFor();
        await report.locator('#again').focus();
        await code.page.keyboard.press('Enter');
        await until(() => lab.requests('status-500').length > before, 'the entry is asked again');
        await report.locator('#again:enabled', { hasText: 'Examine again' }).waitFor();
        await report.locator('h1', { hasText: 'HTTP 500' }).waitFor();
      });
    });

    it('runs nothing and obeys nothing of an untrusted workspace, and names none of its modules', async () => {
      const own = await makeWorkspace(REQUIREMENT, {});
      await open(
        { 'go.goproxy': lab.urls['status-500'] },
        { trusted: false, env: { PATH: `${own.tripwire}:${process.env.PATH}` } },
      );
      try {
        await code.statusBar('Restricted Mode');
        await code.statusBar(/is all right/);
        const asked = lab.requests('healthy').map(({ path }) => path);
        assert.ok(asked.length > 0 && asked.every((path) => !path.includes('example.test')), asked.join(' '));
        assert.equal(lab.requests('status-500').length, 0);
        assert.equal(await own.goRuns(), 0);

        await code.grantTrust();
        await code.statusBar(/HTTP 500/);
        // The tripwire does tell: so the zero above means something.
        assert.ok((await own.goRuns()) > 0);
      } finally {
        await close();
        await own.remove();
      }
    });
  });
}
