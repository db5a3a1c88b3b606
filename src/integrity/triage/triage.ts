/** Triage: the same version from every source, side by side, and who is wrong. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../../base/clock.ts';
import type { Files } from '../../base/files.ts';
import type { Processes } from '../../base/processes.ts';
import { type Result, success } from '../../base/result.ts';
import type { Environment } from '../../gocmd/env/environmentVariable.ts';
import { inScratchFolder } from '../../gocmd/trace/scratchFolder.ts';
import type { Session } from '../../net/exchange.ts';
import type { Network } from '../../net/network.ts';
import { readCache } from './cacheSource.ts';
import { askDatabase } from './databaseSource.ts';
import { compareSources, type Difference } from './difference.ts';
import { askOrigin } from './directSource.ts';
import { type Fetched, withoutFiles } from './fetched.ts';
import { readGoSums } from './goSumSource.ts';
import { isTrue, judge, type TriageVerdict } from './judge.ts';
import { askMirror } from './mirrorSource.ts';
import type { Source, TriageModule } from './source.ts';
import type { TriageProgress, TriageQuestion } from './triageQuestion.ts';
import { readVendor } from './vendorSource.ts';

export interface TriagePorts {
  readonly clock: Clock;
  readonly files: Files;
  readonly processes: Processes;
  /** Makes the network as a go with these variables would see it. */
  readonly network: (environment: Environment) => Pick<Network, 'open'>;
}

export interface Triage {
  readonly subject: TriageModule;
  readonly sources: readonly Source[];
  readonly verdict: TriageVerdict;
  /** Null where nothing that differs was at hand twice. */
  readonly difference: Difference | null;
}

/** Fails with the errno word where there is no temporary folder. Rejects only when aborted. */
export async function triage(
  question: TriageQuestion,
  ports: TriagePorts,
  signal: AbortSignal,
  onProgress: (progress: TriageProgress) => void = () => undefined,
): Promise<Result<Triage, string>> {
  const done = await inScratchFolder(async (folder, cwd) => {
    const fetched = await collect(question, ports, { folder, cwd, onProgress }, signal);
    return success(await conclude(fetched, question.subject, signal));
  });
  signal.throwIfAborted();
  return done.ok ? done.value : done;
}

interface Place {
  readonly folder: string;
  /** An empty folder in it. */
  readonly cwd: string;
  readonly onProgress: (progress: TriageProgress) => void;
}

/** Asks all of them at once; their rows come in the order in which the sources stand here. */
async function collect(
  question: TriageQuestion,
  ports: TriagePorts,
  { folder, cwd, onProgress }: Place,
  signal: AbortSignal,
): Promise<Fetched[]> {
  // One that fails ends the others: nothing may write into the folder once it is being removed.
  const ending = new AbortController();
  const both = AbortSignal.any([signal, ending.signal]);
  const { subject, mirrors, direct, database, credentials, sums, vendor, modCache, deadline } = question;
  const network = ports.network(question.network);
  const withSession = async <T>(use: (session: Session) => Promise<T>): Promise<T> => {
    const session = network.open();
    try {
      return await use(session);
    } finally {
      session.close();
    }
  };
  let done = 0;
  const asked: Promise<Fetched[]>[] = [
    ...mirrors.map((entry, at) => {
      const own = { entry, subject, deadline, credentials: credentials.get(entry.url) ?? [] };
      const place = { base: path.join(folder, String(at)), onBytes: everyMegabyte(entry.value) };
      return withSession(async (session) => [await askMirror(session, { ...own, ...place }, ports, both)]);
    }),
    ...(direct === null ? [] : [fromOrigin({ ...direct, subject, cwd, folder, deadline }, ports, both)]),
    withSession(async (session) => [withoutFiles(await askDatabase(database, subject, { session, deadline }, both))]),
    readGoSums(sums, subject, ports.files).then((rows) => rows.map(withoutFiles)),
    readCache(modCache, subject, ports.files, both),
    vendor === null ? Promise.resolve([]) : readVendor(vendor, subject, ports.files),
  ];
  const told = asked.map(async (one) => {
    const rows = await one;
    done++;
    for (const { row } of rows) tell(row, null);
    return rows;
  });
  try {
    return (await Promise.all(told)).flat();
  } finally {
    ending.abort();
    await Promise.allSettled(told);
  }

  function tell({ source, name }: Pick<Source, 'source' | 'name'>, bytes: number | null): void {
    onProgress({ source, name, bytes, done, all: asked.length });
  }

  function everyMegabyte(name: string): (bytes: number) => void {
    let next = MEGABYTE;
    return (bytes) => {
      if (bytes < next) return;
      next = bytes + MEGABYTE;
      tell({ source: 'mirror', name }, bytes);
    };
  }
}

const MEGABYTE = 1 << 20;

async function fromOrigin(
  question: Parameters<typeof askOrigin>[0],
  { processes }: TriagePorts,
  signal: AbortSignal,
): Promise<Fetched[]> {
  const folder = path.join(question.folder, 'origin');
  await mkdir(folder);
  return [await askOrigin({ ...question, folder }, processes, signal)];
}

/** Judges the rows, then what has no hash of its own by the files that are held for right. */
async function conclude(fetched: readonly Fetched[], subject: TriageModule, signal: AbortSignal): Promise<Triage> {
  const rows = fetched.map(({ row }) => row);
  const { truth } = judge(rows);
  const right = fetched.find(({ row, content }) => content !== null && row.zip !== null && isTrue(row, truth));
  const isKnown = truth.zip !== null || new Set(rows.flatMap(({ zip }) => zip ?? [])).size === 1;
  const compared: Fetched[] = [];
  for (const one of fetched) {
    const isHeld = one.row.source === 'vendor' && right !== undefined && isKnown;
    const found = isHeld ? await compareSources(right, one, subject, signal) : null;
    const detail = found === null ? one.row.detail : found.files.length > 0 ? 'changed' : 'same';
    compared.push({ ...one, row: { ...one.row, detail } });
  }
  const sources = compared.map(({ row }) => row);
  return {
    subject,
    sources,
    verdict: judge(sources),
    difference: await differenceOf(compared, right, subject, signal),
  };
}

/** Between the files that are held for right (else the first at hand) and the first others. */
async function differenceOf(
  fetched: readonly Fetched[],
  right: Fetched | undefined,
  subject: TriageModule,
  signal: AbortSignal,
): Promise<Difference | null> {
  const from = right ?? fetched.find(({ content, goMod }) => (content ?? goMod) !== null);
  if (from === undefined) return null;
  const others = (one: Fetched) =>
    one.row.detail === 'changed' ||
    (one.content !== null && one.row.zip !== null && from.row.zip !== null && one.row.zip !== from.row.zip) ||
    (one.goMod !== null && one.row.mod !== null && from.row.mod !== null && one.row.mod !== from.row.mod);
  const to = fetched.find(others);
  return to === undefined ? null : compareSources(from, to, subject, signal);
}
