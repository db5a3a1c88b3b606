/** The root of the worker: a thread whose http, net and tls nobody has patched, and whose loop nobody stalls. */
import { parentPort } from 'node:worker_threads';
import { systemClock } from '../base/clock.ts';
import { nodeFiles } from '../base/files.ts';
import { nodeProcesses } from '../base/processes.ts';
import { LocalProber } from '../goproxy/probe/prober.ts';
import { createNetwork } from '../net/network.ts';
import { taskRunner } from './runTask.ts';
import { serve } from './serve.ts';

if (parentPort !== null) {
  const ports = { clock: systemClock, files: nodeFiles };
  const runTask = taskRunner({
    ...ports,
    processes: nodeProcesses,
    network: (environment) => createNetwork({ ...ports, environment }),
  });
  serve(parentPort, { prober: new LocalProber(ports.clock, ports.files), runTask, end: () => process.exit() });
}
