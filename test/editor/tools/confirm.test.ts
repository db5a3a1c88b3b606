// What a user of VS Code is asked before an agent's call does something, and what becomes of the answer.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Lab, startLab } from '../../lab/lab.ts';
import { until } from '../../support/until.ts';
import { testedVersions } from '../host/testedVersions.ts';
import { openVsCode, type VsCode } from '../host/vsCode.ts';
import { type Hands, handsOf } from '../surfaces/hands.ts';
import { makeWorkspace, type Workspace } from '../surfaces/workspace.ts';

const EXTENSION = new URL('../../..', import.meta.url).pathname.replace(/\/$/, '');
const AGENT = fileURLToPath(new URL('./agent', import.meta.url));

for (const version of testedVersions()) {
  describe(`an agent's calls in VS Code ${version}`, function () {
    this.timeout(120_000);
    let lab: Lab;
    let workspace: Workspace;
    let code: VsCode;
    let hands: Hands;

    const open = async (trusted: boolean) => {
      workspace = await makeWorkspace('example.test/a v1.0.0', {});
      code = await openVsCode({
        version,
        folder: workspace.folder,
        extensionPath: EXTENSION,
        extensions: [AGENT],
        trusted,
        env: {
          GOPROXY: `${lab.urls['status-500'].replace('//', '//u:s3cr3t@')}|${lab.urls.healthy}`,
          ...{ GOSUMDB: 'off', GOENV: 'off', GOFLAGS: '', XDG_STATE_HOME: join(workspace.folder, '..', 'state') },
        },
      });
      hands = handsOf(code);
    };
    const close = async () => {
      await code?.close();
      await workspace.remove();
    };
    const dialog = () => code.page.locator('.monaco-dialog-box');
    const question = async () => {
      await dialog().waitFor();
      return dialog().innerText();
    };
    const answer = (button: RegExp) => dialog().getByRole('button', { name: button }).click();
    /** The newest message of the agent's. */
    const got = async (words: RegExp) => {
      const isThere = async () => (await hands.notices()).some((text) => words.test(text));
      await until(isThere, `the agent gets ${words}`, 20_000);
    };
    const settings = () => readFile(join(workspace.folder, '.vscode', 'settings.json'), 'utf8');

    before(async () => {
      lab = await startLab();
    });
    after(() => lab.stop());

    // Under its test driver the older VS Code agrees to every question by itself.
    if (version === 'newest') describe('in a trusted workspace', asks);

    describe('in a workspace that is not trusted', () => {
      before(() => open(false));
      after(close);

      it('is refused without a question, but for what only reads a text', async () => {
        for (const command of ['Agent: Use', 'Agent: Diagnose Other', 'Agent: Diagnose']) {
          await code.command(command);
          await got(/^agent got no: .*not trusted/);
          assert.equal(await dialog().count(), 0, command);
          await code.command('Notifications: Clear All Notifications');
        }
        await code.command('Agent: Classify');
        await got(/^agent got reset: x\.test/);
        assert.equal(await settings(), '{}');
      });
    });

    function asks() {
      before(() => open(true));
      after(close);

      it('to change something waits for the user, who sees both lists; a no changes nothing', async () => {
        await code.command('Agent: Use');
        const asked = await question();
        for (const part of ['Change GOPROXY?', 'From', 'To', lab.urls.healthy, 'This workspace', 'Undo Last Change'])
          assert.ok(asked.includes(part), `${part} in ${asked}`);
        assert.ok(asked.indexOf('From') < asked.indexOf('To') && !asked.includes('s3cr3t'), asked);
        await answer(/^Cancel$/);
        await got(/^agent got no: /);
        assert.equal(await settings(), '{}');

        await code.command('Agent: Use');
        await question();
        await answer(/^Yes$/);
        await got(/^agent got Done, for this workspace\./);
        assert.match(await settings(), new RegExp(`"go.goproxy": "${lab.urls.healthy},`));
        await code.command('Go Proxy: Undo Last Change');
        await until(async () => (await settings()) === '{}', 'it is taken back');
      });

      it('to examine the user’s own list is not asked about; to ask others, or for a name, is', async () => {
        await code.command('Agent: Diagnose');
        await got(/^agent got .*127\.0\.0\.1/);
        assert.equal(await dialog().count(), 0);
        await code.command('Agent: Diagnose Other');
        const asked = await question();
        for (const part of ['Examine module proxies', 'off', 'secret.corp.test/plan'])
          assert.ok(asked.includes(part), `${part} in ${asked}`);
        await answer(/^Cancel$/);
      });
    }
  });
}
