// `npm run screenshots`: the README's pictures (media/), made from the real VS Code against the lab, so that they show no
// machine's own addresses. The lab's servers have names here: a forward proxy of the lab knows them, and nobody is looked up.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runOnNode24 } from './setup/runOnNode24.mjs';
import { runQuietly, runStep } from './setup/runStep.mjs';
import { setup } from './setup.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const media = join(root, 'media');
const viewport = { width: 1040, height: 660 };

async function main() {
  const [problem] = await setup({ browser: true, vscode: ['newest'] });
  if (problem) throw new Error(problem.reason);
  const elsewhere = await runOnNode24();
  if (elsewhere !== undefined) return elsewhere;
  const { startLab } = await import('../test/lab/lab.ts');
  await runStep('build', () => runQuietly(process.execPath, ['esbuild.mjs'], { cwd: root }));
  mkdirSync(media, { recursive: true });
  const lab = await startLab();
  try {
    for (const theme of ['light', 'dark']) await pictures(lab, theme);
  } finally {
    await lab.stop();
  }
  return 0;
}

async function pictures(lab, theme) {
  const { openVsCode } = await import('../test/editor/host/vsCode.ts');
  const work = mkdtempSync(join(tmpdir(), 'go-proxy-doctor-pictures-'));
  const folder = join(work, 'shop');
  cpSync(join(root, 'examples', 'sample'), folder, { recursive: true });
  mkdirSync(join(folder, '.vscode'));
  const goproxy = 'http://silent.lab.test,http://healthy.lab.test,direct';
  writeFileSync(join(folder, '.vscode', 'settings.json'), JSON.stringify({ 'go.goproxy': goproxy }));
  const env = { HTTP_PROXY: lab.forwardProxies.good, GOSUMDB: 'off', GOENV: 'off', GOPROXY: goproxy };
  const code = await openVsCode({ version: 'newest', theme, folder, extensionPath: root, env, viewport, scale: 1.5 });
  const picture = (name, clip) =>
    code.page.screenshot({
      path: join(media, `${name}-${theme}.png`),
      animations: 'disabled',
      ...(clip ? { clip } : {}),
    });
  try {
    const item = await code.statusBar('no answer');
    await code.hover(item.locator);
    await picture('status-bar', { x: 0, y: viewport.height - 250, width: 760, height: 250 });
    await code.page.mouse.move(viewport.width / 2, 200);
    await code.command('View: Close Primary Side Bar');
    await code.command('Go Proxy: Diagnose');
    await code.webview().locator('h1').waitFor();
    await code.command('Notifications: Clear All Notifications');
    await picture('report');
    await item.locator.click();
    await code.page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await picture('menu', { x: 130, y: 0, width: 780, height: 260 });
  } finally {
    await code.close();
    rmSync(work, { recursive: true, force: true });
  }
}

process.exitCode = await main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  return 1;
});
