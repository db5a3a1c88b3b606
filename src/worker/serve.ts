/** Answers the client's messages. Apart from the thread, so that a test can drive it over a plain port. */
import type { MessagePort } from 'node:worker_threads';
import type { Prober, Sweep } from '../goproxy/probe/prober.ts';
import type { Evidence, FromWorker, ToWorker } from './messages.ts';
import type { RunTask, TaskAnswer } from './tasks.ts';

export interface Services {
  readonly prober: Prober;
  readonly runTask: RunTask;
  /** Ends the thread. */
  readonly end: () => void;
}

export function serve(port: Pick<MessagePort, 'on' | 'postMessage'>, { prober, runTask, end }: Services): void {
  const sweeps = new Map<number, Sweep>();
  const running = new Map<number, { readonly controller: AbortController; readonly ended: Promise<unknown> }>();

  port.on('message', (message: ToWorker) => {
    switch (message.type) {
      case 'open':
        sweeps.set(message.sweep, prober.sweep(message.options));
        break;
      case 'entry':
        ask(message, (sweep, signal) => sweep.askEntry(message.questions, signal));
        break;
      case 'direct':
        ask(message, (sweep, signal) => sweep.askDirect(message.questions, signal));
        break;
      case 'host':
        ask(message, (sweep, signal) => sweep.examineHost(message.question, signal));
        break;
      case 'task': {
        const { id, task } = message;
        answer(id, (signal) => runTask(task, (progress) => post({ type: 'progress', id, progress }), signal));
        break;
      }
      case 'cancel':
        running.get(message.id)?.controller.abort();
        break;
      case 'close':
        sweeps.get(message.sweep)?.dispose();
        sweeps.delete(message.sweep);
        break;
      case 'end':
        for (const { controller } of running.values()) controller.abort();
        void Promise.all([...running.values()].map(({ ended }) => ended)).then(end);
        break;
    }
  });

  function ask(
    { id, sweep }: { readonly id: number; readonly sweep: number },
    question: (sweep: Sweep, signal: AbortSignal) => Promise<Evidence>,
  ): void {
    const opened = sweeps.get(sweep);
    if (opened === undefined) post({ type: 'failed', id, message: 'the sweep is closed' });
    else answer(id, (signal) => question(opened, signal));
  }

  function answer(id: number, work: (signal: AbortSignal) => Promise<Evidence | TaskAnswer>): void {
    const controller = new AbortController();
    const ended = work(controller.signal)
      .then(
        (found) => post({ type: 'answer', id, answer: found }),
        (error) => post({ type: 'failed', id, message: error instanceof Error ? error.message : String(error) }),
      )
      .finally(() => running.delete(id));
    running.set(id, { controller, ended });
  }

  function post(message: FromWorker): void {
    port.postMessage(message);
  }
}
