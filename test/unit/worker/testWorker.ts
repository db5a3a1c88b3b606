/** A worker whose prober does as the module's name says, and tells in `words` what thread it is and what it was told to stop. */

import { rm, writeFile } from 'node:fs/promises';
import { parentPort, threadId } from 'node:worker_threads';
import type { Prober } from '../../../src/goproxy/probe/prober.ts';
import { serve } from '../../../src/worker/serve.ts';
import type { RunTask } from '../../../src/worker/tasks.ts';
import { NOTHING_THERE } from '../../support/hostEvidence.ts';
import { evidenceOf } from '../failures/evidence.ts';

let open = 0;
let cancelled = 0;

const prober: Prober = {
  sweep() {
    open += 1;
    return {
      askEntry: async ({ requests }, signal) => {
        const module = requests[0]?.module ?? '';
        if (module === 'exit') process.exit(3);
        if (module === 'throw') setImmediate(() => Promise.reject(new Error('a defect in the worker')));
        if (module === 'fail') throw new Error('a defect in the prober');
        if (module === 'silent' || module === 'throw') {
          await new Promise((_, reject) => {
            signal.addEventListener('abort', () => {
              cancelled += 1;
              reject(signal.reason);
            });
          });
        }
        return [evidenceOf('info', { module, words: JSON.stringify({ threadId, open, cancelled }) })];
      },
      askDirect: async ({ module }) => [evidenceOf('go-get', { module })],
      examineHost: async () => NOTHING_THERE,
      dispose: () => {
        open -= 1;
      },
    };
  },
};

/** Does as the question's modCache says. */
const runTask: RunTask = async ({ question }, onProgress, signal) => {
  const modCache = 'modCache' in question ? question.modCache : '';
  onProgress({ source: 'cache', name: 'cache', bytes: null, done: 1, all: 2 });
  if (modCache === 'exit') process.exit(3);
  if (modCache !== '') await until(signal, modCache);
  return { ok: false, error: String(threadId) };
};

/** Runs until it is aborted, and then a little longer: the file is removed. */
async function until(signal: AbortSignal, file: string): Promise<void> {
  await writeFile(file, '');
  // The file is seen as soon as it is there, which may be before this goes on.
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
  await rm(file);
  signal.throwIfAborted();
}

if (parentPort !== null) serve(parentPort, { prober, runTask, end: () => process.exit() });
