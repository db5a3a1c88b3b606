/** Measures mirrors side by side: their small files all at once, their archives one at a time. */
import type { Clock } from '../../base/clock.ts';
import { inTime } from '../../base/inTime.ts';
import { classifyEntry } from '../../failures/classifyEvidence.ts';
import type { Environment } from '../../gocmd/env/environmentVariable.ts';
import { type ProtocolRequest, versionRequest } from '../../goproxy/protocol/protocol.ts';
import { type Plan, planRequests } from '../../goproxy/protocol/route.ts';
import type { Network } from '../../net/network.ts';
import { measureMirror } from './measureMirror.ts';
import {
  type Measurement,
  type MeasureProgress,
  type MeasureQuestion,
  type MirrorToMeasure,
  UNMEASURED,
} from './measureQuestion.ts';
import { WaitingLine } from './waitingLine.ts';

export interface MeasurePorts {
  readonly clock: Clock;
  /** Makes the network as a go with these variables would see it. */
  readonly network: (environment: Environment) => Pick<Network, 'open'>;
}

/** More mirrors at a time would measure this machine. */
const AT_ONCE = 8;
/** ms in which small files alone are asked for: what has not answered by then leaves the line to archives. */
const HEAD_START = 1_500;

/** Returns one measurement a mirror, in the question's order. Rejects only when aborted: then every request has ended. */
export async function measureMirrors(
  question: MeasureQuestion,
  ports: MeasurePorts,
  signal: AbortSignal,
  onProgress: (progress: MeasureProgress) => void = () => undefined,
): Promise<readonly Measurement[]> {
  const sweep = new MirrorSweep(question, ports, signal, onProgress);
  const small = sweep.askSmallFiles();
  const settled = small.catch(() => undefined);
  const started = inTime(settled, HEAD_START, ports.clock, () => undefined);
  const both = [small, started.then(() => sweep.askArchives())];
  // Where one rejects, the other ends by the same signal: nothing goes on behind.
  await Promise.allSettled(both);
  await Promise.all(both);
  return sweep.measurements;
}

class MirrorSweep {
  readonly measurements: Measurement[];
  readonly #question: MeasureQuestion;
  readonly #ports: MeasurePorts;
  readonly #network: Pick<Network, 'open'>;
  readonly #signal: AbortSignal;
  readonly #onProgress: (progress: MeasureProgress) => void;
  /** Whose archives are to be asked for, by their numbers: the quickest first. */
  readonly #line = new WaitingLine<number>((at) => msOf(this.measurements[at]));

  constructor(
    question: MeasureQuestion,
    ports: MeasurePorts,
    signal: AbortSignal,
    onProgress: (progress: MeasureProgress) => void,
  ) {
    this.#question = question;
    this.#ports = ports;
    this.#network = ports.network(question.network);
    this.#signal = signal;
    this.#onProgress = onProgress;
    this.measurements = question.mirrors.map(() => UNMEASURED);
  }

  async askSmallFiles(): Promise<void> {
    const waiting = [...this.#question.mirrors.entries()];
    const askOnAndOn = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [at, mirror] = next;
        const hasMore = mirror.modules.some(({ withArchive }) => withArchive);
        const seen = await this.#ask(at, smallFiles(mirror, this.#question), (sofar) => !hasMore || hasFailed(sofar));
        if (!seen.done) this.#line.add(at);
      }
    };
    const all = Array.from({ length: AT_ONCE }, askOnAndOn);
    await Promise.allSettled(all);
    this.#line.close();
    await Promise.all(all);
  }

  /** One after the other: two at a time would share this machine's line, and each would measure the other. */
  async askArchives(): Promise<void> {
    for (let at = await this.#line.next(); at !== undefined; at = await this.#line.next()) {
      const mirror = this.#question.mirrors[at];
      if (mirror !== undefined) await this.#ask(at, { requests: archives(mirror), sumdb: null }, () => true);
    }
  }

  async #ask(at: number, plan: Plan, isDone: (seen: Measurement) => boolean): Promise<Measurement> {
    const mirror = this.#question.mirrors[at];
    if (mirror === undefined) return UNMEASURED;
    const { entry, credentials } = mirror;
    const { deadline } = this.#question;
    // A connection of its own each time, as a go that is started has: what its set-up costs is measured, too.
    const session = this.#network.open();
    try {
      const more = await measureMirror(session, { entry, credentials, deadline, ...plan }, this.#ports, this.#signal);
      const seen = joined(this.measurements[at] ?? UNMEASURED, more);
      const measurement = { ...seen, done: isDone(seen) };
      this.measurements[at] = measurement;
      this.#onProgress({ at, measurement });
      return measurement;
    } finally {
      session.close();
    }
  }
}

function smallFiles({ modules }: MirrorToMeasure, { sumdb }: MeasureQuestion): Plan {
  const [first] = modules;
  const plans = modules.map((subject) =>
    planRequests({
      subject,
      // One list tells whether a mirror knows of new releases.
      depth: subject === first ? 'sample' : 'quick',
      sumdb: sumdb?.name ?? null,
      sumdbSubject: sumdb?.subject ?? subject,
    }),
  );
  return { requests: plans.flatMap(({ requests }) => requests), sumdb: plans[0]?.sumdb ?? null };
}

function archives({ modules }: MirrorToMeasure): readonly ProtocolRequest[] {
  return modules
    .filter(({ withArchive }) => withArchive)
    .flatMap(({ module, version }) => versionRequest('zip', module, version) ?? []);
}

/** Its archive need not be fetched to know that the mirror is of no use. */
function hasFailed({ evidence }: Measurement): boolean {
  return classifyEntry(evidence) !== null;
}

function joined(before: Measurement, more: Omit<Measurement, 'done'>): Measurement {
  return {
    evidence: [...before.evidence, ...more.evidence],
    sums: [...before.sums, ...more.sums],
    unlisted: [...before.unlisted, ...more.unlisted],
    done: false,
  };
}

function msOf(measurement: Measurement | undefined): number {
  return (measurement?.evidence ?? []).reduce((sum, { exchange }) => sum + exchange.ms, 0);
}
