/** What lets a process that has done its work end at once. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { setFlagsFromString } from 'node:v8';

const CONNECTING = 'undici:client:beforeConnect';

/**
 * Node ends a process only when V8 has finished optimising undici's WebAssembly in the background, 20 ms after the last line of
 * output, 60 in Node 20; for a few requests the baseline compiler's code is fast enough. The flag is set at the first connection
 * and not before: once a flag differs, V8 takes nothing of what Node brings along compiled, and starting costs 20 ms more.
 */
export function exitFast(): void {
  const onConnect = () => {
    unsubscribe(CONNECTING, onConnect);
    setFlagsFromString('--wasm-tiering-budget=1000000000');
  };
  subscribe(CONNECTING, onConnect);
}
