// One step of the set-up: one line on the terminal while all is well, the whole log when it is not.
import { spawn } from 'node:child_process';

/**
 * Runs `action` under a title: prints `setup: TITLE … 1.2 s`, or `failed` and throws what it threw.
 *
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} action
 * @returns {Promise<T>}
 */
export async function runStep(title, action) {
  const start = Date.now();
  process.stdout.write(`setup: ${title} …`);
  try {
    const result = await action();
    process.stdout.write(` ${((Date.now() - start) / 1000).toFixed(1)} s\n`);
    return result;
  } catch (error) {
    process.stdout.write(' failed\n');
    throw error;
  }
}

/**
 * Runs a program to its end without showing its output. Rejects with the command and everything it printed when it
 * cannot be started or its exit code is not 0.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<void>}
 */
export function runQuietly(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...options,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32', // npm is a .cmd file there, which only a shell starts
    });
    const log = [];
    child.stdout.on('data', (data) => log.push(data));
    child.stderr.on('data', (data) => log.push(data));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) return resolve();
      reject(new Error(`${command} ${args.join(' ')}: ${signal ?? `exit ${code}`}\n${Buffer.concat(log)}`));
    });
  });
}
