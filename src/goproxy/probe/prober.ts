/** The port through which entries are asked, and its implementation in this process. */
import type { Clock } from '../../base/clock.ts';
import type { Disposable } from '../../base/disposable.ts';
import type { Files } from '../../base/files.ts';
import type { Session } from '../../net/exchange.ts';
import type { HostEvidence, HostQuestion } from '../../net/host/hostEvidence.ts';
import type { Network } from '../../net/network.ts';
import type { DirectQuestions } from './direct.ts';
import type { EntryQuestions } from './entryClient.ts';
import type { RequestEvidence } from './evidence.ts';

export interface SweepOptions {
  /** HTTP_PROXY, SSL_CERT_FILE and their families, as go would see them. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** ms of silence inside a body that count as a stall. */
  readonly stall: number;
}

/** One look at a list: an entry gets one fresh connection a sweep, which its later questions reuse. */
export interface Sweep extends Disposable {
  /** Rejects only when aborted. */
  askEntry(questions: EntryQuestions, signal: AbortSignal): Promise<RequestEvidence[]>;
  /** Rejects only when aborted. */
  askDirect(questions: DirectQuestions, signal: AbortSignal): Promise<RequestEvidence[]>;
  /** Looks at the layers below HTTP of one host. Rejects only when aborted. */
  examineHost(question: HostQuestion, signal: AbortSignal): Promise<HostEvidence>;
}

export interface Prober {
  sweep(options: SweepOptions): Sweep;
}

/** Probes in this thread: in the worker, and on the command line, where nothing has patched Node's network modules. */
export class LocalProber implements Prober {
  readonly #clock: Clock;
  readonly #files: Files;
  /** The last network made: its trust store is costly to read and seldom changes. */
  #last: { readonly key: string; readonly network: Promise<Network> } | null = null;

  constructor(clock: Clock, files: Files) {
    this.#clock = clock;
    this.#files = files;
  }

  sweep({ environment, stall }: SweepOptions): Sweep {
    const network = this.#network(environment);
    const clock = this.#clock;
    const sessions = new Map<string, Promise<Session>>();
    const sessionOf = (key: string) => {
      const session = sessions.get(key) ?? network.then((made) => made.open({ environment, stall }));
      sessions.set(key, session);
      return session;
    };
    return {
      async askEntry(questions, signal) {
        const { askEntry } = await import('./asking.ts');
        const { index, url } = questions.entry;
        return askEntry(await sessionOf(`${index} ${url}`), questions, clock, signal);
      },
      async askDirect(questions, signal) {
        const { askDirect } = await import('./asking.ts');
        return askDirect(await sessionOf('direct'), questions, clock, signal);
      },
      examineHost: async (question, signal) => (await network).examineHost(question, signal),
      dispose: () => {
        for (const session of sessions.values()) void session.then((opened) => opened.close());
        sessions.clear();
      },
    };
  }

  #network(environment: SweepOptions['environment']): Promise<Network> {
    const key = JSON.stringify(environment);
    if (this.#last?.key !== key) this.#last = { key, network: makeNetwork(environment, this.#files) };
    return this.#last.network;
  }
}

async function makeNetwork(environment: SweepOptions['environment'], files: Files): Promise<Network> {
  const { createNetwork } = await import('./asking.ts');
  return createNetwork({ environment, files });
}
