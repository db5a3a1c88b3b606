/** A prober whose work is done in the worker thread, which starts when it is needed and ends when it is idle. */
import { Worker } from 'node:worker_threads';
import type { Clock } from '../base/clock.ts';
import type { Disposable } from '../base/disposable.ts';
import type { Log } from '../base/log.ts';
import type { Prober, Sweep, SweepOptions } from '../goproxy/probe/prober.ts';
import type { FromWorker, ToWorker } from './messages.ts';

/** Long enough for one examination to follow another, short enough that an idle editor has no thread of ours. */
const IDLE = 5_000;

type Evidence = Extract<FromWorker, { type: 'answer' }>['evidence'];

interface Pending {
  resolve(evidence: Evidence): void;
  reject(error: Error): void;
}

type Question = Extract<ToWorker, { id: number }>;
/** Without the numbers that the client gives. */
type Unnumbered =
  | Omit<Extract<Question, { type: 'entry' }>, 'id' | 'sweep'>
  | Omit<Extract<Question, { type: 'direct' }>, 'id' | 'sweep'>
  | Omit<Extract<Question, { type: 'host' }>, 'id' | 'sweep'>;

export class WorkerProber implements Prober, Disposable {
  readonly #file: string;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #pending = new Map<number, Pending>();
  readonly #sweeps = new Set<number>();
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

  dispose(): void {
    this.#idle?.dispose();
    this.#end('the prober was disposed');
  }

  /** What comes back is of the kind that the question asks for. */
  #ask<T extends Evidence>(sweep: number, question: Unnumbered, signal: AbortSignal): Promise<T> {
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
      // Closed, or opened in a worker that is gone: another one would know nothing of it.
      if (!this.#sweeps.has(sweep)) return reject(new Error('the sweep is closed'));
      signal.addEventListener('abort', cancel, { once: true });
      this.#pending.set(id, {
        resolve: (evidence) => settle(() => resolve(evidence as T)),
        reject: (error) => settle(() => reject(error)),
      });
      this.#post({ ...question, id, sweep });
    });
  }

  #close(sweep: number): void {
    if (!this.#sweeps.delete(sweep)) return;
    this.#worker?.postMessage({ type: 'close', sweep } satisfies ToWorker);
    if (this.#sweeps.size > 0) return;
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
      if (message.type === 'answer') pending?.resolve(message.evidence);
      else pending?.reject(new Error(message.message));
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
    void worker?.terminate();
  }
}
