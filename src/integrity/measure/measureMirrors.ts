/** Measures mirrors side by side: their small files all at once, then one archive at a time. */
import type { Clock } from '../../base/clock.ts';
import { classifyEntry } from '../../failures/classifyEvidence.ts';
import type { Environment } from '../../gocmd/env/environmentVariable.ts';
import { type ProtocolRequest, versionRequest } from '../../goproxy/protocol/protocol.ts';
import { type Plan, planRequests } from '../../goproxy/protocol/route.ts';
import type { Network } from '../../net/network.ts';
import { measureMirror } from './measureMirror.ts';
import type { Measurement, MeasureProgress, MeasureQuestion, MirrorToMeasure } from './measureQuestion.ts';

export interface MeasurePorts {
  readonly clock: Clock;
  /** Makes the network as a go with these variables would see it. */
  readonly network: (environment: Environment) => Pick<Network, 'open'>;
}

/** More mirrors at a time would measure this machine. */
const AT_ONCE = 8;
const NOTHING: Measurement = { evidence: [], sums: [], unlisted: [], done: false };

/** Returns one measurement a mirror, in the question's order. Rejects only when aborted: then every request has ended. */
export async function measureMirrors(
  question: MeasureQuestion,
  ports: MeasurePorts,
  signal: AbortSignal,
  onProgress: (progress: MeasureProgress) => void = () => undefined,
): Promise<readonly Measurement[]> {
  const { mirrors, deadline } = question;
  const network = ports.network(question.network);
  const measurements = mirrors.map(() => NOTHING);
  const ask = async (at: number, mirror: MirrorToMeasure, plan: Plan, isLast: (seen: Measurement) => boolean) => {
    const { entry, credentials } = mirror;
    // A connection of its own each time, as a go that is started has: what its set-up costs is measured, too.
    const session = network.open();
    try {
      const more = await measureMirror(session, { entry, credentials, deadline, ...plan }, ports, signal);
      const measurement = joined(measurements[at] ?? NOTHING, more);
      measurements[at] = { ...measurement, done: isLast(measurement) };
      onProgress({ at, measurement: measurements[at] });
    } finally {
      session.close();
    }
  };

  const waiting = [...mirrors.entries()];
  const small = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [at, mirror] = next;
      const hasMore = mirror.modules.some(({ withArchive }) => withArchive);
      await ask(at, mirror, smallFiles(mirror, question), (seen) => !hasMore || hasFailed(seen));
    }
  };
  await settled(Array.from({ length: AT_ONCE }, small));
  // Two archives at a time would share this machine's line, and each would measure the other. The quickest mirror goes first.
  const left = [...mirrors.entries()].filter(([at]) => measurements[at]?.done === false);
  for (const [at, mirror] of left.sort(([a], [b]) => msOf(measurements[a]) - msOf(measurements[b])))
    await ask(at, mirror, { requests: archives(mirror), sumdb: null }, () => true);
  return measurements;
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
  const failure = classifyEntry(evidence);
  return failure !== null && evidence.length > 0;
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

/** Waits for all of them, also where one rejects: nothing goes on behind. */
async function settled(all: readonly Promise<void>[]): Promise<void> {
  await Promise.allSettled(all);
  await Promise.all(all);
}
