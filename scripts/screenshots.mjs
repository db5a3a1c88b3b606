// `npm run screenshots`: the pictures of README and walkthrough (media/), made from the real VS Code against the lab, light and dark, in both
// languages, so that they show no machine's own addresses. The lab's servers have names here: a forward proxy of the lab knows them, and
// nobody is looked up.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runOnNode24 } from './setup/runOnNode24.mjs';
import { runQuietly, runStep } from './setup/runStep.mjs';
import { setup } from './setup.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const viewport = { width: 1040, height: 660 };
const SILENT = 'http://silent.lab.test';
const HEALTHY = 'http://healthy.lab.test';
/** What the pictures wait for, by language. */
const WORDS = {
  en: { noAnswer: 'no answer', second: '2nd entry', folder: 'media' },
  'zh-cn': { noAnswer: '没有响应', second: '第 2 个条目', folder: 'media/zh-cn' },
};

async function main() {
  const [problem] = await setup({ browser: true, vscode: ['newest'] });
  if (problem) throw new Error(problem.reason);
  const elsewhere = await runOnNode24();
  if (elsewhere !== undefined) return elsewhere;
  const { startLab } = await import('../test/lab/lab.ts');
  await runStep('build', () => runQuietly(process.execPath, ['esbuild.mjs'], { cwd: root }));
  const lab = await startLab();
  try {
    for (const language of ['en', 'zh-cn']) for (const theme of ['light', 'dark']) await pictures(lab, language, theme);
  } finally {
    await lab.stop();
  }
  return 0;
}

async function pictures(lab, language, theme) {
  const { openVsCode } = await import('../test/editor/host/vsCode.ts');
  const { handsOf } = await import('../test/editor/surfaces/hands.ts');
  const work = mkdtempSync(join(tmpdir(), 'go-proxy-doctor-pictures-'));
  const folder = join(work, 'shop');
  cpSync(join(root, 'examples', 'sample'), folder, { recursive: true });
  mkdirSync(join(folder, '.vscode'));
  const goproxy = `${SILENT},${HEALTHY},direct`;
  writeFileSync(join(folder, '.vscode', 'settings.json'), JSON.stringify({ 'go.goproxy': goproxy }));
  const state = join(work, 'state');
  const code = await openVsCode({
    ...{ version: 'newest', theme, folder, extensionPath: root, viewport, scale: 1.25 },
    env: {
      ...{
        HTTP_PROXY: lab.forwardProxies.good,
        GOSUMDB: 'off',
        GOENV: 'off',
        GOPROXY: goproxy,
        GOFLAGS: '-modcacherw',
      },
      ...{ GOPATH: join(work, 'go'), GOTOOLCHAIN: 'local', XDG_STATE_HOME: state, PS1: '$ ' },
    },
    settings: {
      'goProxy.language': language,
      'goProxy.failover.mode': 'off',
      'goProxy.mirrors': [SILENT, HEALTHY].map((url) => ({ url, kind: 'public' })),
      'goProxy.probe.timeout': 2,
      'workbench.tips.enabled': false,
    },
  });
  try {
    await surfaces({ code, hands: handsOf(code), theme, words: WORDS[language] });
  } finally {
    await code.close();
    endRelay(state);
    rmSync(work, { recursive: true, force: true });
  }
}

async function surfaces({ code, hands, theme, words }) {
  const { page } = code;
  mkdirSync(join(root, words.folder), { recursive: true });
  const picture = (name, clip) =>
    page.screenshot({
      path: join(root, words.folder, `${name}-${theme}.png`),
      animations: 'disabled',
      ...(clip ? { clip } : {}),
    });
  const rest = () => page.mouse.move(viewport.width / 2, 200);
  const tooltip = { x: 0, y: viewport.height - 260, width: 760, height: 260 };
  const quickPick = { x: 130, y: 0, width: 780, height: 330 };
  const rows = page.locator('.quick-input-list .monaco-list-row');

  const item = await code.statusBar(words.noAnswer);
  await code.hover(item.locator);
  await picture('status-bar', tooltip);
  await rest();
  await code.command('View: Close Primary Side Bar');
  await code.command('Go Proxy: Diagnose');
  await code.webview().locator('h1').waitFor();
  await code.command('Notifications: Clear All Notifications');
  await picture('report');
  await item.locator.click();
  await rows.first().waitFor();
  await picture('menu', quickPick);
  await page.keyboard.press('Escape');
  await code.command('Go Proxy: Open Dashboard');
  await code.webview().locator('h1').waitFor();
  await code.command('Notifications: Clear All Notifications');
  await picture('dashboard');
  await code.command('View: Close All Editors');

  await code.writeSettings({ 'goProxy.failover.mode': 'relay' });
  await code.command('Terminal: Create New Terminal');
  await hands.type('go mod download -json golang.org/x/text@v0.14.0 | grep Sum');
  const degraded = await code.statusBar(words.second);
  await code.hover(degraded.locator);
  await picture('failover', tooltip);
  await rest();
}

/** It outlives its windows while terminals have it. */
function endRelay(state) {
  try {
    const { owner } = JSON.parse(readFileSync(join(state, 'goproxy-doctor', 'relay', 'relay.json'), 'utf8'));
    process.kill(Number(owner.split(' ')[0]), 'SIGTERM');
  } catch {
    // There was none, or it has ended.
  }
}

process.exitCode = await main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  return 1;
});
