// The harness itself, on a throw-away extension: what the product's own editor tests stand on.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { type DummyExtension, makeDummyExtension } from './dummyExtension.ts';
import { type OpenVsCodeOptions, openVsCode, type VsCode } from './vsCode.ts';

const door = join(import.meta.dirname, 'door.mjs');
const pictures = process.env.HOST_PICTURES; // a folder: the windows are then written to it, to be looked at

for (const version of ['floor', 'newest'] as const) {
  describe(`VS Code ${version}`, function () {
    this.timeout(120_000);
    let dummy: DummyExtension;
    let code: VsCode | undefined;

    const open = async (options: Partial<OpenVsCodeOptions> = {}) => {
      code = await openVsCode({ version, ...dummy, env: { GOPROXY: 'https://proxy.invalid' }, ...options });
      return code;
    };
    const picture = async (name: string) => {
      if (!pictures) return;
      mkdirSync(pictures, { recursive: true });
      await code?.screenshot(join(pictures, `${version}-${name}.png`));
    };

    before(async () => {
      dummy = await makeDummyExtension();
    });
    afterEach(async () => {
      await code?.close();
      code = undefined;
    });
    after(() => dummy.remove());

    it('shows what the extension shows', async () => {
      const window = await open();
      const item = await window.statusBar('Dummy');
      assert.equal(item.text, 'Dummy unset, trusted: true');
      assert.deepEqual(item.icons, ['pass']);
      assert.equal(item.ariaLabel, 'Label of the dummy');
      assert.equal(item.kind, 'warning');
      await picture('quiet');
      assert.equal((await window.hover(item.locator)).trim(), 'Tip of the dummy');
      assert.ok(
        window.log().some(({ text }) => text === 'dummy: GOPROXY is https://proxy.invalid'),
        'environment',
      );

      await window.writeSettings({ 'dummy.word': 'changed' });
      await window.statusBar('Dummy changed');
      await window.command('Dummy: Open View');
      assert.equal(await window.webview().locator('h1').textContent(), 'by script');
      const [problem] = await window.problems();
      assert.match(problem?.ariaLabel ?? '', /A problem of the dummy/);
      assert.match(problem?.text ?? '', /stall/);
      await picture('webview');

      await window.command('Dummy: Show Log');
      await window.page.locator('.part.panel .view-line', { hasText: '[info] a line of the log' }).waitFor();
      await window.terminal('echo $((6 * 7)) $GOPROXY');
      await window.terminalShows('42 https://proxy.invalid');
      await picture('terminal');
      assert.deepEqual(await window.notifications(), []);
    });

    it('opens a folder in restricted mode and trusts it when told', async () => {
      const window = await open({ trusted: false, theme: 'dark' });
      await window.statusBar('Restricted Mode');
      await window.statusBar('trusted: false');
      await picture('restricted');
      await window.grantTrust();
      await window.statusBar('trusted: true');
    });

    it('runs tests in the extension host behind one door', async () => {
      const code = await runTests({
        vscodeExecutablePath: door,
        extensionDevelopmentPath: dummy.extensionPath,
        extensionTestsPath: dummy.testsPath,
        launchArgs: [dummy.folder],
        extensionTestsEnv: { VSCODE_HOST: version },
      });
      assert.equal(code, 0);
    });
  });
}

describe('the door', function () {
  this.timeout(120_000);
  const call = (env: Record<string, string>, ...args: string[]) =>
    new Promise<{ code: unknown; stderr: string }>((resolve) => {
      execFile(door, args, { env: { ...process.env, ...env } }, (error, _stdout, stderr) =>
        resolve({ code: error?.code ?? 0, stderr }),
      );
    });

  it('passes a failure on, with what was logged', async () => {
    const dummy = await makeDummyExtension();
    const flags = [`--extensionDevelopmentPath=${dummy.extensionPath}`, `--extensionTestsPath=${dummy.testsPath}`];
    const { code, stderr } = await call({ DUMMY_FAILS: '1' }, dummy.folder, ...flags, '--disable-workspace-trust');
    assert.equal(code, 1);
    assert.match(stderr, /failed as told/);
    await dummy.remove();
  });

  it('says what is wrong with a call', async () => {
    assert.deepEqual(await call({}), { code: 2, stderr: 'door: a folder and --extensionTestsPath=FILE are needed\n' });
    assert.equal((await call({ VSCODE_HOST: 'oldest' }, '.')).code, 2);
  });
});
