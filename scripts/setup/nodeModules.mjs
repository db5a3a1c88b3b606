// Installs what package-lock.json lists, unless node_modules holds it already.
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runQuietly, runStep } from './runStep.mjs';

/**
 * Makes node_modules agree with package-lock.json (`npm ci`), and makes sure that Node 24 is in it.
 *
 * @param {string} root the checkout
 * @returns {Promise<void>}
 */
export async function setUpNodeModules(root) {
  if (agrees(root)) return;
  // node_modules/.bin is taken off the PATH: npm must not run on the Node that it is about to remove.
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.endsWith(join('node_modules', '.bin')));
  await runStep('npm packages', () =>
    runQuietly('npm', ['ci', '--no-audit', '--no-fund'], {
      cwd: root,
      env: { ...process.env, PATH: path.join(delimiter) },
    }),
  );
  if (!existsSync(join(root, 'node_modules', 'node', 'bin'))) {
    throw new Error('npm ran no install scripts, so node_modules has no Node 24: is ignore-scripts set in an .npmrc?');
  }
}

/**
 * Reports whether every package of the lock file stands in node_modules in the locked version. Contents are compared,
 * not file times: `git checkout` and `npm install NAME` leave times that say nothing.
 */
function agrees(root) {
  const locked = packagesOf(join(root, 'package-lock.json'));
  const installed = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  if (!locked || !installed || !existsSync(join(root, 'node_modules', 'node', 'bin'))) return false;
  return Object.entries(locked).every(
    // Optional packages are for other platforms where they are not installed.
    ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
  );
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}
