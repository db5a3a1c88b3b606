// The surfaces in Chinese, and back, in the real VS Code; and a report for somebody who reads the other language.
import assert from 'node:assert/strict';
import { type Lab, startLab } from '../../lab/lab.ts';
import { until } from '../../support/until.ts';
import { testedVersions } from '../host/testedVersions.ts';
import { openVsCode, type VsCode } from '../host/vsCode.ts';
import { makeWorkspace, type Workspace } from './workspace.ts';

const EXTENSION = new URL('../../..', import.meta.url).pathname.replace(/\/$/, '');

for (const version of testedVersions()) {
  describe(`in Chinese, in VS Code ${version}`, function () {
    this.timeout(120_000);
    let lab: Lab;
    let workspace: Workspace;
    let code: VsCode;
    before(async () => {
      lab = await startLab();
      workspace = await makeWorkspace('example.test/a v1.0.0', {});
      code = await openVsCode({
        version,
        folder: workspace.folder,
        extensionPath: EXTENSION,
        env: { GOPROXY: `${lab.urls.silent},${lab.urls.healthy}`, GOSUMDB: 'off', GOENV: 'off', GOFLAGS: '' },
        settings: { 'goProxy.probe.timeout': 1, 'goProxy.failover.mode': 'off', 'goProxy.language': 'zh-cn' },
      });
      await code.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    });
    after(async () => {
      await code?.close();
      await Promise.all([workspace.remove(), lab.stop()]);
    });

    /** Presses a button that copies, and returns what has come of it. */
    const copied = async (button: string) => {
      const read = () => code.page.evaluate('navigator.clipboard.readText()') as Promise<string>;
      const before = await read();
      await code.webview().getByRole('button', { name: button }).click();
      await until(async () => (await read()) !== before, 'something was copied');
      return read();
    };

    it('speaks Chinese where the setting says so: status bar, tooltip, report', async () => {
      const item = await code.statusBar('没有响应');
      const tip = await code.hover(item.locator);
      for (const part of ['收到请求后一直没有响应', '来源', '诊断']) assert.ok(tip.includes(part), `${part} in ${tip}`);
      await code.page.mouse.move(640, 300);
      await code.command('Go Proxy: Diagnose');
      await code.webview().locator('h1', { hasText: '你的第 1 个模块代理' }).waitFor();
      assert.equal(await code.webview().locator('html').getAttribute('lang'), 'zh-CN');
    });

    it('copies the report in this language, and in the other one', async () => {
      assert.match(await copied('复制为 Markdown'), /一直没有响应/);
      const english = await copied('复制英文版');
      assert.match(english, /never answers/);
      assert.doesNotMatch(english, /\p{Script=Han}/u);
    });

    it('speaks English again when the setting says so', async () => {
      await code.writeSettings({ 'goProxy.language': 'en' });
      await code.statusBar('no answer');
    });
  });
}
