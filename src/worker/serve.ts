/** Answers the client's messages with a prober. Apart from the thread, so that a test can drive it over a plain port. */
import type { MessagePort } from 'node:worker_threads';
import type { RequestEvidence } from '../goproxy/probe/evidence.ts';
import type { Prober, Sweep } from '../goproxy/probe/prober.ts';
import type { HostEvidence } from '../net/host/hostEvidence.ts';
import type { FromWorker, ToWorker } from './messages.ts';

export function serve(port: Pick<MessagePort, 'on' | 'postMessage'>, prober: Prober): void {
  const sweeps = new Map<number, Sweep>();
  const running = new Map<number, AbortController>();

  port.on('message', (message: ToWorker) => {
    switch (message.type) {
      case 'open':
        sweeps.set(message.sweep, prober.sweep(message.options));
        break;
      case 'entry':
        answer(message, (sweep, signal) => sweep.askEntry(message.questions, signal));
        break;
      case 'direct':
        answer(message, (sweep, signal) => sweep.askDirect(message.questions, signal));
        break;
      case 'host':
        answer(message, (sweep, signal) => sweep.examineHost(message.question, signal));
        break;
      case 'cancel':
        running.get(message.id)?.abort();
        break;
      case 'close':
        sweeps.get(message.sweep)?.dispose();
        sweeps.delete(message.sweep);
        break;
    }
  });

  function answer(
    { id, sweep }: { readonly id: number; readonly sweep: number },
    ask: (sweep: Sweep, signal: AbortSignal) => Promise<RequestEvidence[] | HostEvidence>,
  ): void {
    const opened = sweeps.get(sweep);
    if (opened === undefined) {
      post({ type: 'failed', id, message: 'the sweep is closed' });
      return;
    }
    const controller = new AbortController();
    running.set(id, controller);
    ask(opened, controller.signal)
      .then(
        (evidence) => post({ type: 'answer', id, evidence }),
        (error) => post({ type: 'failed', id, message: error instanceof Error ? error.message : String(error) }),
      )
      .finally(() => running.delete(id));
  }

  function post(message: FromWorker): void {
    port.postMessage(message);
  }
}
