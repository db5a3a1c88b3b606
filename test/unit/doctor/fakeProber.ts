/** A prober without a network: entries answer from a script, in the time that it says, by a clock turned by hand. */

import { toDisposable } from '../../../src/base/disposable.ts';
import type { DirectQuestions } from '../../../src/goproxy/probe/direct.ts';
import type { EntryQuestions } from '../../../src/goproxy/probe/entryClient.ts';
import type { AskedRequest, RequestEvidence } from '../../../src/goproxy/probe/evidence.ts';
import type { Prober, SweepOptions } from '../../../src/goproxy/probe/prober.ts';
import { NOTHING_THERE } from '../../support/hostEvidence.ts';
import type { ManualClock } from '../../support/manualClock.ts';
import { type EvidenceOptions, evidenceOf, faulty, status } from '../failures/evidence.ts';

/** A status, a wait without end, a fault that comes at once, or the evidence itself. Each takes 10 ms unless `ms` says more. */
export type Answer = number | 'silent' | 'refused' | (EvidenceOptions & { readonly ms?: number });

/** What an entry says to a request. `direct` stands for all that is asked beside the list. */
export type Script = Readonly<Record<string, (request: AskedRequest) => Answer>>;

export interface Asked {
  /** The entry's host, or `direct`. */
  readonly host: string;
  readonly path: string;
  readonly module: string | null;
  readonly at: number;
}

export interface FakeProber extends Prober {
  readonly asked: readonly Asked[];
  readonly sweeps: readonly SweepOptions[];
  /** Sweeps that were not disposed. */
  readonly open: number;
  /** The modules that a host was asked for, without repetition. */
  modules(host: string): readonly string[];
}

const USUAL_MS = 10;

const NO_PHASES = { lookup: null, connect: null, tls: null, firstByte: null, body: null };

export function fakeProber(clock: ManualClock, script: Script): FakeProber {
  const asked: Asked[] = [];
  const sweeps: SweepOptions[] = [];
  let open = 0;

  async function ask(
    host: string,
    request: AskedRequest,
    deadline: number,
    signal: AbortSignal,
  ): Promise<RequestEvidence> {
    asked.push({ host, path: request.path, module: request.module, at: clock.monotonic() });
    const answer = script[host]?.(request) ?? 200;
    const options: EvidenceOptions & { readonly ms?: number } =
      typeof answer === 'object'
        ? answer
        : answer === 'silent'
          ? { ...faulty('no-headers', 'first-byte'), ms: Number.POSITIVE_INFINITY }
          : answer === 'refused'
            ? { exchange: { ...faulty('refused', 'connect').exchange, phases: { ...NO_PHASES, lookup: 3 } }, ms: 1 }
            : status(answer);
    const ms = options.ms ?? USUAL_MS;
    await wait(clock, Math.min(ms, deadline), signal);
    const late = ms > deadline && answer !== 'silent' ? faulty('out-of-time', 'first-byte') : options;
    const { module, version, path } = request;
    const own = { path, version, ...(module === null ? {} : { module }) };
    return evidenceOf(request.kind, { ...own, ...late, exchange: { ms, ...late.exchange } });
  }

  /** As entryClient.ts does: one after the other, until one takes the time or the connection of the rest. */
  async function askEntry({ entry, requests, sumdb, deadline }: EntryQuestions, signal: AbortSignal) {
    const end = clock.monotonic() + deadline;
    const seen: RequestEvidence[] = [];
    const queue: AskedRequest[] = [...requests, ...(sumdb === null ? [] : [sumdb.supported])];
    for (let request = queue.shift(); request !== undefined; request = queue.shift()) {
      const left = end - clock.monotonic();
      if (left <= 0) break;
      const evidence = await ask(entry.host, request, left, signal);
      seen.push(evidence);
      if (evidence.exchange.fault !== null || evidence.exchange.status === 429) break;
      if (request === sumdb?.supported && evidence.exchange.status === 200) queue.push(sumdb.lookup);
    }
    return seen;
  }

  async function askDirect({ module, version, deadline }: DirectQuestions, signal: AbortSignal) {
    const request: AskedRequest = { kind: 'go-get', path: `${module}?go-get=1`, module, version };
    return [await ask('direct', request, deadline, signal)];
  }

  return {
    asked,
    sweeps,
    get open() {
      return open;
    },
    modules: (host) => [...new Set(asked.filter((one) => one.host === host).map(({ module }) => module ?? '-'))],
    sweep(options) {
      sweeps.push(options);
      open += 1;
      const close = toDisposable(() => {
        open -= 1;
      });
      return { askEntry, askDirect, examineHost: async () => NOTHING_THERE, dispose: () => close.dispose() };
    },
  };
}

function wait(clock: ManualClock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const timer = clock.after(ms, () => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    });
    const onAbort = () => {
      timer.dispose();
      reject(signal.reason);
    };
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

/** Turns the clock until `work` has ended; returns its value and the ms it took. */
export async function drive<T>(
  work: Promise<T>,
  clock: ManualClock,
): Promise<{ readonly value: T; readonly ms: number }> {
  const begin = clock.monotonic();
  let over = false;
  const end = () => {
    over = true;
  };
  work.then(end, end);
  for (let idle = 0; idle < 100; idle++) {
    await new Promise((resolve) => setImmediate(resolve));
    if (over) return { value: await work, ms: clock.monotonic() - begin };
    const { next } = clock;
    if (next === null) continue;
    idle = 0;
    await clock.advance(next);
  }
  throw new Error('it waits for something that no clock will bring');
}
