// Installs what a checkout lacks: npm packages always; by flags Chromium and the VS Code hosts.
// Usage: node scripts/setup.mjs [--browser] [--vscode[=floor,newest]]      (any Node ≥ 20)
import { mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setUpNodeModules } from './setup/nodeModules.mjs';
import {
  MissingPackage,
  setUpBrowser,
  setUpNetworkPrograms,
  setUpPictures,
  setUpShells,
} from './setup/systemPackages.mjs';
import { setUpVsCodeHost } from './setup/vscodeHost.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const hosts = JSON.parse(readFileSync(join(root, 'scripts', 'setup', 'hosts.json'), 'utf8'));

/**
 * Installs what is wanted and not there yet; silent when nothing is to be done. Rejects when the npm packages cannot be
 * installed: nothing works without them.
 *
 * @param {{ browser?: boolean, shells?: boolean, networkPrograms?: boolean, pictures?: boolean, vscode?: string[] }} [wanted] `vscode`: keys of hosts.json
 * @returns {Promise<{ what: 'browser' | 'shells' | 'networkPrograms' | 'pictures' | 'vscode', reason: string, mayBeSkipped: boolean }[]>} what is still missing:
 *   `reason` is a line for people; `mayBeSkipped` where we lack the right to install it
 */
export async function setup(wanted = {}) {
  const { browser = false, shells = false, networkPrograms = false, pictures = false, vscode = [] } = wanted;
  await setUpNodeModules(root);
  const problems = [];
  const attempt = (what, action) =>
    action.catch((error) => {
      problems.push({ what, reason: error.message, mayBeSkipped: error instanceof MissingPackage });
    });
  if (browser) await attempt('browser', setUpBrowser().then(linkBrowser));
  if (shells) await attempt('shells', setUpShells());
  if (networkPrograms) await attempt('networkPrograms', setUpNetworkPrograms());
  if (pictures) await attempt('pictures', setUpPictures());
  for (const name of vscode) {
    if (!hosts[name]) throw new Error(`no such VS Code host: ${name} (there are: ${Object.keys(hosts).join(', ')})`);
    await attempt('vscode', setUpVsCodeHost(root, hosts[name]));
  }
  return problems;
}

/** `.vscode-test/browser` is where the test harness finds the browser. */
function linkBrowser(executable) {
  const path = join(root, '.vscode-test', 'browser');
  mkdirSync(dirname(path), { recursive: true });
  rmSync(path, { force: true });
  symlinkSync(executable, path);
}

async function main(args) {
  const vscode = args.find((arg) => arg === '--vscode' || arg.startsWith('--vscode='));
  const unknown = args.find((arg) => arg !== '--browser' && arg !== vscode);
  if (unknown) {
    process.stderr.write(`setup: unknown flag ${unknown} (there are --browser, --vscode[=floor,newest])\n`);
    return 2;
  }
  const problems = await setup({
    browser: args.includes('--browser'),
    vscode: vscode ? (vscode.split('=')[1]?.split(',') ?? Object.keys(hosts)) : [],
  });
  for (const { reason } of problems) process.stderr.write(`setup: ${reason}\n`);
  return problems.length ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = await main(process.argv.slice(2)).catch((error) => {
    process.stderr.write(`setup: ${error.message}\n`);
    return 1;
  });
}
