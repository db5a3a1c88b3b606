/** The root of the probe worker: a thread whose http, net and tls nobody has patched, and whose loop nobody stalls. */
import { parentPort } from 'node:worker_threads';
import { systemClock } from '../base/clock.ts';
import { nodeFiles } from '../base/files.ts';
import { LocalProber } from '../goproxy/probe/prober.ts';
import { serve } from './serve.ts';

if (parentPort !== null) serve(parentPort, new LocalProber(systemClock, nodeFiles));
