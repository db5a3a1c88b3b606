/**
 * A process that makes or takes back a change and dies at its n-th step: `changeDriver.ts JSON`. Each write and each run of a
 * program is a step. Prints the number of steps where it comes to its end.
 */

import { systemClock } from '../../../src/base/clock.ts';
import { nodeProcesses, type Processes } from '../../../src/base/processes.ts';
import { nodeLockOwners } from '../../../src/base/shared/lockOwner.ts';
import { nodeWritableFiles, type WritableFiles } from '../../../src/base/writableFiles.ts';
import type { ChangeContext, ChangeRequest } from '../../../src/remedies/change/change.ts';
import { Changes } from '../../../src/remedies/change/changes.ts';

export interface DriverCall {
  readonly state: string;
  readonly context: ChangeContext;
  /** Null: undo. */
  readonly request: ChangeRequest | null;
  /** The step before which it dies. */
  readonly step: number;
  /** Only the writing of bytes is a step then, and it dies with half of them written. */
  readonly torn: boolean;
  /** The settings file cannot be replaced, as one that is mounted by itself. */
  readonly mounted: boolean;
}

/** A Buffer is an object in JSON. */
const revive = (_name: string, value: unknown) =>
  (value as { type?: string } | null)?.type === 'Buffer' ? Buffer.from((value as { data: number[] }).data) : value;
const call = JSON.parse(process.argv[2] ?? '', revive) as DriverCall;
let steps = 0;

const die = (): never => {
  process.kill(process.pid, 'SIGKILL');
  // The signal comes before the next statement that could do anything.
  for (;;);
};

const STEPS: readonly (keyof WritableFiles)[] = [
  'create',
  'overwrite',
  'rename',
  'link',
  'remove',
  'createFolder',
  'removeFolder',
  'setMode',
];

function mortal(files: WritableFiles): WritableFiles {
  const stepped = STEPS.map((name) => {
    const step = files[name] as (...args: unknown[]) => Promise<unknown>;
    const isWrite = name === 'create' || name === 'overwrite';
    const before = async (...args: unknown[]) => {
      if (call.mounted && name === 'rename' && String(args[1]).endsWith('settings.json')) return 'EBUSY';
      if (call.torn && !isWrite) return step(...args);
      if (steps++ < call.step) return step(...args);
      if (call.torn) {
        const [file, bytes, ...rest] = args as [string, Uint8Array];
        await step(file, bytes.subarray(0, bytes.length / 2), ...rest);
      }
      return die();
    };
    return [name, before] as const;
  });
  return { ...files, ...Object.fromEntries(stepped) } as WritableFiles;
}

const processes: Processes = {
  run: (file, args, options) => (call.torn || steps++ < call.step ? nodeProcesses.run(file, args, options) : die()),
};

const ports = { files: mortal(nodeWritableFiles), processes, clock: systemClock, owners: nodeLockOwners };
const changes = new Changes({ ...ports, context: async () => call.context }, call.state);
const { signal } = new AbortController();
const result =
  call.request === null
    ? await changes.undo(signal)
    : await changes.apply(call.request, { remedy: 'use-goproxy', subject: 'x' }, call.context, signal);
process.stdout.write(JSON.stringify({ steps, ok: result.ok }));
