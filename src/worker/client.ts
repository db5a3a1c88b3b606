/** Work that is done in the worker thread, which starts when it is needed and ends when it is idle. */
import { Worker } from 'node:worker_threads';
import type { Clock } from '../base/clock.ts';
import type { Disposable } from '../base/disposable.ts';
import type { Log } from '../base/log.ts';
import type { Prober, Sweep, SweepOptions } from '../goproxy/probe/prober.ts';
import type { Evidence, FromWorker, ToWorker } from './messages.ts';
import type { Task, TaskAnswer, TaskKind, TaskProgress } from './tasks.ts';

/** Long enough for one examination to follow another, short enough that an idle editor has no thread of ours. */
const IDLE = 5_000;
/** ms for a thread that was told to end: what it was doing is cancelled and tidied up. */
const GRACE = 3_000;

interface Pending {
  readonly onProgress: (progress: TaskProgress) => void;
  resolve(answer: Evidence | TaskAnswer): void;
  reject(error: Error): void;
}

type Question = Extract<ToWorker, { id: number }>;
/** Without the numbers that the client gives. */
type Unnumbered =
  | Omit<Extract<Question, { type: 'entry' }>, 'id' | 'sweep'>
  | Omit<Extract<Question, { type: 'direct' }>, 'id' | 'sweep'>
  | Omit<Extract<Question, { type: 'host' }>, 'id' | 'sweep'>;

export class WorkerClient implements Prober, Disposable {
  readonly #file: string;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #pending = new Map<number, Pending>();
  readonly #sweeps = new Set<number>();
  #tasks = 0;
  #worker: Worker | null = null;
  #idle: Disposable | null = null;
  #next = 1;

  /** `file` is the bundled worker/main. */
  constructor(file: string, clock: Clock, log: Log) {
    this.#file = file;
    this.#clock = clock;
    this.#log = log;
  }

  sweep(options: SweepOptions): Sweep {
    const sweep = this.#next++;
    this.#idle?.dispose();
    this.#sweeps.add(sweep);
    this.#post({ type: 'open', sweep, options });
    return {
      askEntry: (questions, signal) => this.#ask(sweep, { type: 'entry', questions }, signal),
      askDirect: (questions, signal) => this.#ask(sweep, { type: 'direct', questions }, signal),
      examineHost: (question, signal) => this.#ask(sweep, { type: 'host', question }, signal),
      dispose: () => this.#close(sweep),
    };
  }

  /** Rejects when aborted, at once; and where the thread is lost. */
  async run<K extends TaskKind>(
    task: Task<K>,
    signal: AbortSignal,
    onProgress: (progress: TaskProgress<K>) => void = () => undefined,
  ): Promise<TaskAnswer<K>> {
    this.#idle?.dispose();
    this.#tasks++;
    const question = (id: number) => ({ type: 'task', id, task: task as Task }) as const;
    try {
      return await this.#send(question, signal, onProgress as Pending['onProgress']);
    } finally {
      this.#tasks--;
      this.#rest();
    }
  }

  dispose(): void {
    this.#idle?.dispose();
    this.#end('the prober was disposed');
  }

  #ask<T extends Evidence>(sweep: number, question: Unnumbered, signal: AbortSignal): Promise<T> {
    if (signal.aborted) return Promise.reject(signal.reason);
    // Closed, or opened in a worker that is gone: another one would know nothing of it.
    if (!this.#sweeps.has(sweep)) return Promise.reject(new Error('the sweep is closed'));
    return this.#send((id) => ({ ...question, id, sweep }), signal);
  }

  /** What comes back is of the kind that the question asks for. */
  #send<T extends Evidence | TaskAnswer>(
    question: (id: number) => Question,
    signal: AbortSignal,
    onProgress: Pending['onProgress'] = () => undefined,
  ): Promise<T> {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      const cancel = () => {
        this.#worker?.postMessage({ type: 'cancel', id } satisfies ToWorker);
        settle(() => reject(signal.reason));
      };
      const settle = (end: () => void) => {
        signal.removeEventListener('abort', cancel);
        this.#pending.delete(id);
        end();
      };
      if (signal.aborted) return reject(signal.reason);
      signal.addEventListener('abort', cancel, { once: true });
      this.#pending.set(id, {
        onProgress,
        resolve: (answer) => settle(() => resolve(answer as T)),
        reject: (error) => settle(() => reject(error)),
      });
      this.#post(question(id));
    });
  }

  #close(sweep: number): void {
    if (!this.#sweeps.delete(sweep)) return;
    this.#worker?.postMessage({ type: 'close', sweep } satisfies ToWorker);
    this.#rest();
  }

  /** Ends the thread after a while without work. */
  #rest(): void {
    if (this.#sweeps.size > 0 || this.#tasks > 0 || this.#worker === null) return;
    this.#idle?.dispose();
    this.#idle = this.#clock.after(IDLE, () => this.#end('idle'));
  }

  #post(message: ToWorker): void {
    this.#worker ??= this.#start();
    this.#worker.postMessage(message);
  }

  #start(): Worker {
    // Nothing of the editor's own arguments, and no output into its console.
    const worker = new Worker(this.#file, { execArgv: [], stdout: true, stderr: true });
    worker.unref();
    worker.on('message', (message: FromWorker) => {
      const pending = this.#pending.get(message.id);
      switch (message.type) {
        case 'progress':
          pending?.onProgress(message.progress);
          break;
        case 'answer':
          pending?.resolve(message.answer);
          break;
        case 'failed':
          pending?.reject(new Error(message.message));
          break;
      }
    });
    worker.on('error', (error) => this.#lost(worker, error.message));
    worker.on('exit', (code) => this.#lost(worker, `exit ${code}`));
    return worker;
  }

  #lost(worker: Worker, why: string): void {
    if (this.#worker !== worker) return;
    this.#log.write('error', 'worker', `the probe worker ended: ${why}`);
    this.#end(why);
  }

  #end(why: string): void {
    const worker = this.#worker;
    this.#worker = null;
    this.#sweeps.clear();
    for (const pending of [...this.#pending.values()]) pending.reject(new Error(`the probe worker ended: ${why}`));
    if (worker === null) return;
    // A child of a task that was cut off would go on, and its folder would stay.
    worker.postMessage({ type: 'end' } satisfies ToWorker);
    const forced = this.#clock.after(GRACE, () => void worker.terminate());
    worker.once('exit', () => forced.dispose());
  }
}
