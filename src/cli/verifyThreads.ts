/** Threads that verify a large module cache beside this one: as many as the machine computes at a time, as go does. */
import { availableParallelism } from 'node:os';
import type { Clock } from '../base/clock.ts';
import type { Disposable } from '../base/disposable.ts';
import { nullLog } from '../base/log.ts';
import type { VerifyElsewhere } from '../integrity/verify/verifyCache.ts';
import { WorkerClient } from '../worker/client.ts';

/** Bytes of archives that make up for starting a thread. */
const WORTH = 8 << 20;
/** Each has some ten megabytes of memory. */
const MAX_THREADS = 8;
/** A thread has the next version before it has told of the last: this one does not listen while it computes. */
const AHEAD = 2;

export class VerifyThreads implements Disposable {
  readonly #modCache: string;
  readonly #start: () => WorkerClient;
  readonly #started: WorkerClient[] = [];

  /** `worker` is the bundled worker/main. Nothing is started yet. */
  constructor(worker: string, clock: Clock, modCache: string) {
    this.#modCache = modCache;
    this.#start = () => new WorkerClient(worker, clock, nullLog);
  }

  /** Starts as many as so many bytes are worth. */
  start(bytes: number): readonly VerifyElsewhere[] {
    const count = Math.min(availableParallelism(), MAX_THREADS, Math.ceil(bytes / WORTH)) - 1;
    for (let at = 0; at < count; at++) this.#started.push(this.#start());
    return this.#started.flatMap((client) => Array.from({ length: AHEAD }, () => this.#through(client)));
  }

  dispose(): void {
    for (const client of this.#started) client.dispose();
  }

  #through(client: WorkerClient): VerifyElsewhere {
    return (sums, signal) => client.run({ kind: 'verify', question: { modCache: this.#modCache, sums } }, signal);
  }
}
