// The package that is published: what is in it, and that it works where it is installed, without anything of the checkout.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js';
import { nodeWritableFiles } from '../../../src/base/writableFiles.ts';
import { RelayFolder } from '../../../src/relay/shared/relayFolder.ts';
import { type Lab, startLab } from '../../lab/lab.ts';
import { until } from '../../support/until.ts';
import { openVsCode, type VsCode } from '../host/vsCode.ts';
import { handsOf } from '../surfaces/hands.ts';
import { makeWorkspace, type Workspace } from '../surfaces/workspace.ts';

const ROOT = new URL('../../..', import.meta.url).pathname.replace(/\/$/, '');
const MOST = 2_500_000;
/** All that may be in it; `*` is for names that the build makes. */
const CONTENTS = [
  ...['LICENSE.txt', 'SECURITY.md', 'changelog.md', 'readme.md', 'README.zh-cn.md'],
  ...['package.json', 'package.nls.json', 'package.nls.zh-cn.json'],
  ...['dist/package.json', 'dist/extension.js', 'dist/worker.js', 'dist/cli.js'],
  ...['dist/dashboard.js', 'dist/dashboard.css'],
  ...['dist/extension/*.js', 'dist/worker/*.js', 'dist/cli/*.js', 'dist/l10n/bundle.l10n.zh-cn.json'],
  ...['docs/*.md', 'media/*.png', 'media/zh-cn/*.png'],
];

const run = promisify(execFile);

describe('the package', function () {
  this.timeout(180_000);
  let work: string;
  let extension: string;
  let size: number;
  before(async () => {
    work = await mkdtemp(join(tmpdir(), 'go-proxy-vsix-'));
    const file = join(work, 'made.vsix');
    const made = await run(process.execPath, [join(ROOT, 'scripts', 'package.mjs'), file]);
    assert.doesNotMatch(made.stdout + made.stderr, /warn/i);
    ({ size } = await stat(file));
    await unpack(file, join(work, 'unpacked'));
    extension = join(work, 'unpacked', 'extension');
  });
  after(() => rm(work, { recursive: true, force: true }));

  it('has what it needs and nothing else, and is small', () => {
    assert.ok(size < MOST, `${size} bytes`);
    const files = globSync('**/*', { cwd: extension, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(extension.length + 1));
    const allowed = new Set(CONTENTS.flatMap((pattern) => globSync(pattern, { cwd: extension })));
    assert.deepEqual(
      files.filter((file) => !allowed.has(file)),
      [],
      'what is not needed',
    );
    assert.deepEqual(
      CONTENTS.filter((pattern) => globSync(pattern, { cwd: extension }).length === 0),
      [],
      'what is missing',
    );
  });

  it('has whatever its README shows and leads to', async () => {
    for (const page of ['readme.md', 'README.zh-cn.md']) {
      const text = await readFile(join(extension, page), 'utf8');
      const links = [...text.matchAll(/\]\(([^)#\s]+)/g)].map(([, link = '']) => link);
      for (const link of links.filter((one) => !/^[a-z]+:/.test(one))) {
        const inside = link === 'CHANGELOG.md' ? 'changelog.md' : link === 'LICENSE' ? 'LICENSE.txt' : link;
        await assert.doesNotReject(
          stat(join(extension, inside === 'README.md' ? 'readme.md' : inside)),
          `${page}: ${link}`,
        );
      }
    }
  });

  it('has no picture that neither a README nor the walkthrough shows', async () => {
    const pages = ['readme.md', 'README.zh-cn.md', 'package.json', 'package.nls.json', 'package.nls.zh-cn.json'];
    const texts = await Promise.all(pages.map((page) => readFile(join(extension, page), 'utf8')));
    const shown = new Set(texts.flatMap((text) => text.match(/media\/[\w/-]+\.png/g) ?? []));
    const pictures = globSync('media/**/*.png', { cwd: extension });
    assert.deepEqual(new Set(pictures), shown);
  });

  for (const version of ['floor', 'newest'] as const) {
    describe(`installed in VS Code ${version}`, () => {
      let lab: Lab;
      let workspace: Workspace;
      let state: string;
      let code: VsCode;
      before(async () => {
        lab = await startLab();
        workspace = await makeWorkspace('example.test/a v1.0.0', {});
        state = await mkdtemp(join(tmpdir(), 'go-proxy-state-'));
        code = await openVsCode({
          version,
          folder: workspace.folder,
          extensions: [extension],
          env: {
            GOPROXY: `${lab.urls.silent},${lab.urls.healthy}`,
            ...{ GOSUMDB: 'off', GOENV: 'off', GOFLAGS: '', XDG_STATE_HOME: state },
            // The public mirrors are asked through it, and it knows none of them: nothing leaves this machine.
            ...{ HTTP_PROXY: lab.forwardProxies.good, HTTPS_PROXY: lab.forwardProxies.good },
          },
          settings: {
            'goProxy.probe.timeout': 1,
            'goProxy.failover.mode': 'off',
            'goProxy.mirrors': [lab.urls.silent, lab.urls.healthy].map((url) => ({ url, kind: 'public' })),
          },
        });
      });
      after(async () => {
        await code?.close();
        await Promise.all([lab.stop(), workspace.remove()]);
        await rm(state, { recursive: true, force: true });
      });

      it('sees what is wrong, reports it, and starts its relay', async () => {
        await code.statusBar('no answer');
        await code.command('Go Proxy: Diagnose');
        await code.webview().locator('h1', { hasText: 'never answers' }).waitFor();
        await code.writeSettings({ 'goProxy.failover.mode': 'relay' });
        const folder = new RelayFolder(nodeWritableFiles, join(state, 'goproxy-doctor'));
        await until(async () => (await folder.state()) !== null, 'the relay is started', 30_000);
        const { owner, port } = (await folder.state()) ?? assert.fail('it has just told');
        const pid = Number(owner.split(' ')[0]);
        const line = await readFile(`/proc/${pid}/cmdline`, 'utf8');
        assert.ok(line.includes('go-proxy-doctor.go-proxy-doctor-') && line.includes('--shared'), line);
        await code.statusBar('2nd entry');
        const hands = handsOf(code);
        await code.command('Terminal: Create New Terminal');
        await hands.type(`case $GOPROXY in *:${port}/*) echo by the relay;; *) echo by others;; esac`);
        await code.terminalShows('by the relay');
        await code.command('Terminal: Kill All Terminals');
        await code.writeSettings({ 'goProxy.failover.mode': 'off' });
        await until(
          () =>
            stat(`/proc/${pid}`).then(
              () => false,
              () => true,
            ),
          'it ends when nobody holds it',
          20_000,
        );
      });

      it('draws the dashboard, knows go.mod, and lists what else there is', async () => {
        await code.command('Go Proxy: Open Dashboard');
        await code.webview().locator('[data-station]').first().waitFor();
        const hands = handsOf(code);
        await hands.openFile('go.mod');
        await hands.hoverOf(5, /never answers/);
        await code.command('Go Proxy: Switch Module Proxy…');
        const rows = code.page.locator('.quick-input-list .monaco-list-row');
        await rows.filter({ hasText: /never answers · first in your list/ }).waitFor();
        await code.page.keyboard.press('Escape');
      });
    });
  }
});

async function unpack(file: string, folder: string): Promise<void> {
  const reader = new ZipReader(new Uint8ArrayReader(await readFile(file)));
  for (const entry of await reader.getEntries()) {
    if (entry.directory) continue;
    const path = join(folder, entry.filename);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, await entry.getData(new Uint8ArrayWriter()));
  }
  await reader.close();
}
