// A command fails in the integrated terminal: what the user sees, presses, and takes back. By keyboard, in the real VS Code.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Lab, startLab } from '../../lab/lab.ts';
import { until } from '../../support/until.ts';
import { openVsCode, type VsCode } from '../host/vsCode.ts';
import { type Hands, handsOf } from './hands.ts';
import { environmentWithin, makeWorkspace, type Workspace } from './workspace.ts';

const EXTENSION = new URL('../../..', import.meta.url).pathname.replace(/\/$/, '');
/** As people have them: with a comment, a tab and a comma too many. */
const SETTINGS = '{\n\t// what our team agreed on\n\t"editor.tabSize": 4,\n}\n';

for (const version of ['floor', 'newest'] as const) {
  describe(`a failing command in VS Code ${version}`, function () {
    this.timeout(120_000);
    let lab: Lab;
    let home: string;
    let workspace: Workspace;
    let code: VsCode;
    let settings: string;
    let hands: Hands;
    const type = (line: string) => hands.type(line);
    const openFile = (name: string) => hands.openFile(name);
    const quickFixes = (line: number) => hands.quickFixes(line);
    const notices = () => hands.notices();

    before(async () => {
      lab = await startLab();
      home = await mkdtemp(join(tmpdir(), 'go-proxy-home-'));
      await mkdir(join(home, 'work'));
      workspace = await makeWorkspace('example.test/e v1.0.0 // indirect', {});
      settings = join(workspace.folder, '.vscode', 'settings.json');
      await writeFile(settings, SETTINGS);
      code = await openVsCode({
        version,
        folder: workspace.folder,
        extensionPath: EXTENSION,
        env: {
          ...environmentWithin(home),
          GOPROXY: `${lab.urls.refused},${lab.urls.healthy}`,
          GOSUMDB: 'off',
        },
        settings: { 'goProxy.probe.timeout': 2, 'goProxy.probe.interval': 5 },
      });
      hands = handsOf(code);
      await code.statusBar(/refuses connections/);
    });
    after(async () => {
      await code?.close();
      await workspace.remove();
      await rm(home, { recursive: true, force: true });
      await lab.stop();
    });

    /** A terminal with the list as it is now, and nothing in the module cache. */
    const freshTerminal = async () => {
      await code.command('Terminal: Kill All Terminals');
      await code.command('Terminal: Create New Terminal');
      await type('go clean -modcache');
    };
    /** Ctrl and a click on words in the terminal; what is a link there says so first. */
    const openLink = async (words: string) => {
      const line = code.page.locator('.terminal-wrapper.active .xterm-rows > div', { hasText: words }).last();
      await line.waitFor();
      const { x, y } = (await line.boundingBox()) ?? assert.fail('the line is on the screen');
      await code.page.mouse.move(x + 60, y + 4);
      await code.page.mouse.move(x + 62, y + 8);
      await code.page.getByText('Show remedies').first().waitFor();
      await code.page.keyboard.down('Control');
      await code.page.mouse.click(x + 62, y + 8);
      await code.page.keyboard.up('Control');
    };
    const rows = () => code.page.locator('.quick-input-list .monaco-list-row');
    const list = () => `${lab.urls.healthy},${lab.urls.refused}`;

    it('is explained on its line, mended by a quick fix, run again, and taken back to the byte', async () => {
      const goMod = await readFile(join(workspace.folder, 'go.mod'), 'utf8');
      await openFile('go.mod');
      const [problem] = await hands.fails('go get example.test/e@v1.0.0');
      assert.match(problem?.text ?? '', /refuses connections/);
      assert.match(problem?.text ?? '', /go proxy/);
      assert.match(problem?.text ?? '', /refused/);
      assert.match(problem?.ariaLabel ?? '', /at line 5 /);

      const titles = await quickFixes(5);
      assert.match(titles[0] ?? '', /^Use .* first/);
      await code.page.keyboard.press('Enter');
      await until(async () => (await readFile(settings, 'utf8')).includes('go.goproxy'), 'the setting is written');
      const written = await readFile(settings, 'utf8');
      assert.ok(written.startsWith('{\n\t// what our team agreed on\n\t"editor.tabSize": 4,'), written);
      assert.ok(written.includes(`"${lab.urls.healthy},${lab.urls.refused}"`), written);
      await code.statusBar(/is all right/);

      await code.command('Terminal: Create New Terminal');
      await type('echo "list=$GOPROXY"');
      await code.terminalShows(`list=${lab.urls.healthy},${lab.urls.refused}`);
      await type('go get example.test/e@v1.0.0 && echo fetched');
      await code.terminalShows('fetched');
      await type('go get example.test/e@v1.0.0');
      await until(async () => (await code.problems(0)).length === 0, 'the problem is gone');

      await code.command('Go Proxy: Undo Last Change');
      await until(async () => (await readFile(settings, 'utf8')) === SETTINGS, 'every byte is back');
      assert.deepEqual(await readFile(join(workspace.folder, 'go.mod'), 'utf8'), goMod);
      await code.statusBar(/refuses connections/);
    });

    it('tells once, links the line in the terminal, and runs the command again with the list in force', async () => {
      await writeFile(settings, SETTINGS);
      await code.statusBar(/refuses connections/);
      await code.command('Notifications: Clear All Notifications');
      await freshTerminal();
      const [problem] = await hands.fails('go mod download example.test/e@v1.0.0');
      assert.match(problem?.text ?? '', /refuses connections/);
      assert.deepEqual(
        (await notices()).map((text) => text.replace(/:\d+/, '')),
        ['go mod download example.test/e@v1.0.0 failed: 127.0.0.1 refuses connections.'],
      );

      await code.command('Notifications: Clear All Notifications');
      await code.command('Terminal: Focus Terminal');
      await openLink('connection refused');
      await rows()
        .filter({ hasText: /Use .* first for this workspace/ })
        .waitFor();
      await code.page.keyboard.press('Enter');
      await until(async () => (await readFile(settings, 'utf8')).includes(list()), 'the setting is written');

      await code.command('Go Proxy: Run Failed Command Again');
      await until(async () => (await code.problems(0)).length === 0, 'the problem is gone');
      await code.command('Go Proxy: Undo Last Change');
      await until(async () => (await readFile(settings, 'utf8')) === SETTINGS, 'every byte is back');
    });

    it('keeps quiet about a cause when it is told to, and until it is told otherwise', async () => {
      await code.statusBar(/refuses connections/);
      await code.command('Notifications: Clear All Notifications');
      await freshTerminal();
      await hands.fails('go mod download example.test/a@v1.0.0');
      await hands.pressNotice('refuses connections', 'Don’t show again');
      await hands.fails('go mod download example.test/b@v1.0.0');
      assert.deepEqual(
        (await notices()).filter((text) => text.includes(' failed: ')),
        [],
      );
      await hands.pickFromMenu('Notify of every cause again');
      await hands.fails('go mod download example.test/c@v1.0.0');
      await until(async () => (await notices()).some((text) => text.includes('example.test/c')), 'it is told again');
    });

    it('changes nothing in a settings file with a syntax error, and says so', async () => {
      const broken = '{ "editor.tabSize": 4, ??? }';
      await freshTerminal();
      await hands.fails('go list -m -versions example.test/e');
      await writeFile(settings, broken);
      await openFile('go.mod');
      await quickFixes(5);
      await code.page.keyboard.press('Enter');
      await until(async () => (await notices()).some((text) => /settings\.json/.test(text)), 'the fault is told');
      assert.equal(await readFile(settings, 'utf8'), broken);
      await writeFile(settings, SETTINGS);
    });

    it('explains what a busy window gets all at once, or says that VS Code passed on nothing of it, and reads that when it is run again', async () => {
      await code.command('Notifications: Clear All Notifications');
      await freshTerminal();
      const [shell, gate] = [join(home, 'shell'), join(home, 'gate')];
      await type(`echo $$ > ${shell}; until [ -e ${gate} ]; do sleep 0.1; done`);
      await until(() => existsSync(shell), 'the first line runs');
      const command = 'go list -m -versions example.test/f';
      await code.page.keyboard.type(`${command}\n`);
      // Keys that are still on their way would stand still, too: the echo of the last one has come when the cursor is in a new line.
      const line = code.page.locator('.terminal-wrapper.active .xterm-rows > div').filter({ hasText: command });
      await line.last().waitFor();
      await line.filter({ has: code.page.locator('.xterm-cursor') }).waitFor({ state: 'detached' });
      // The window stands still from before the command's start until after its end.
      const session = await code.page.context().newCDPSession(code.page);
      await session.send('Debugger.enable');
      await session.send('Debugger.pause');
      try {
        await writeFile(gate, '');
        await until(() => isAtPrompt(shell), 'the shell waits for the next command', 20_000);
      } finally {
        await session.send('Debugger.disable');
        await session.detach();
      }
      const isMissed = async () => (await notices()).some((text) => /did not pass on/.test(text));
      const isExplained = async () => {
        await code.problems(0);
        return (await code.page.locator('.markers-panel', { hasText: command }).count()) > 0;
      };
      await until(async () => (await isExplained()) || (await isMissed()), 'it is explained, or said to be missed');
      if (await isMissed()) await hands.pressNotice('did not pass on', 'Run again');
      await until(isExplained, 'it is explained');
    });

    it('reads what was copied, where nothing else tells', async () => {
      await code.command('File: New Untitled Text File');
      await code.page.keyboard.type(
        `go: example.test/zzz@v1.0.0: reading ${lab.urls.healthy}/example.test/zzz/@v/v1.0.0.info: 404 Not Found`,
      );
      await code.page.keyboard.press('Control+a');
      await code.command('Go Proxy: Diagnose Copied Output');
      await code.page.locator('.quick-input-title', { hasText: 'example.test/zzz' }).waitFor();
      await code.page.keyboard.press('Escape');
      await code.command('View: Revert and Close Editor');
    });

    it('tells of a list that comes with the repository, and can ignore it', async () => {
      await code.command('Notifications: Clear All Notifications');
      await writeFile(settings, `{ "go.goproxy": "${lab.urls['status-500']}" }`);
      await code.statusBar(/HTTP 500/);
      await until(async () => (await notices()).some((text) => /brings its own/.test(text)), 'the list is told of');
      await hands.pressNotice('brings its own', 'Ignore it here');
      await code.statusBar(/refuses connections/);
      await writeFile(settings, SETTINGS);
    });
  });
}

/** Whether the shell whose number is in `file` reads its terminal: it has run all that was typed. */
async function isAtPrompt(file: string): Promise<boolean> {
  const shell = await readFile(file, 'utf8');
  const [state, , , , , foreground] = (await readFile(`/proc/${Number(shell)}/stat`, 'utf8'))
    .replace(/^.*\) /s, '')
    .split(' ');
  return state === 'S' && Number(foreground) === Number(shell);
}
