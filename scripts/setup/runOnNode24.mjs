// Hands a script over to the project's own Node 24, which runs TypeScript as it is, where it was started on another one.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const node24 = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'node_modules', '.bin', 'node');

/**
 * Runs this process's script again on Node 24 and resolves with its exit code; resolves with undefined at once where
 * this Node already runs TypeScript. Signals are passed on; from a terminal the script gets them twice.
 *
 * @returns {Promise<number | undefined>}
 */
export async function runOnNode24() {
  if (process.features.typescript) return undefined;
  const child = spawn(node24, process.argv.slice(1), { stdio: 'inherit', shell: process.platform === 'win32' });
  for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => child.kill(name));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}
