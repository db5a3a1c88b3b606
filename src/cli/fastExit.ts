/**
 * Imported first by main. Node 20 ends a process only when V8 has finished optimising undici's WebAssembly in the background,
 * a tenth of a second after the last line of output; the baseline compiler's code is fast enough for a few requests.
 */
import { setFlagsFromString } from 'node:v8';

if (Number.parseInt(process.versions.node, 10) < 22) setFlagsFromString('--liftoff-only');
