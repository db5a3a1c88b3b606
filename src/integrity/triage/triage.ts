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
import { compareArchives, type Difference } from './difference.ts';
import { askOrigin } from './directSource.ts';
import { readGoSums } from './goSumSource.ts';
import { judge, type TriageVerdict } from './judge.ts';
import { askMirror, type Fetched } from './mirrorSource.ts';
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
  /** Null where no two archives that differ were at hand. */
  readonly difference: Difference | null;
}

/** Fails with the errno word where there is no temporary folder. Rejects only when aborted. */
export async function triage(
  question: TriageQuestion,
  ports: TriagePorts,
  signal: AbortSignal,
  onProgress: (progress: TriageProgress) => void = () => undefined,
): Promise<Result<Triage, string>> {
  const { subject } = question;
  const done = await inScratchFolder(async (folder, cwd) => {
    const fetched = await collect(question, ports, { folder, cwd, onProgress }, signal);
    const sources = fetched.map(({ row }) => row);
    const verdict = judge(sources);
    return success({ subject, sources, verdict, difference: await differenceOf(fetched, verdict, subject, signal) });
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
  const { subject, mirrors, direct, database, credentials, folder: workspace, modCache, deadline } = question;
  const network = ports.network(question.network);
  const withSession = async <T>(use: (session: Session) => Promise<T>): Promise<T> => {
    const session = network.open();
    try {
      return await use(session);
    } finally {
      session.close();
    }
  };
  const ofWorkspace = (read: typeof readGoSums) => (workspace === null ? [] : read(workspace, subject, ports.files));
  const asked: Promise<Fetched[]>[] = [
    ...mirrors.map((entry, at) => {
      const own = { entry, subject, deadline, credentials: credentials.get(entry.url) ?? [] };
      const file = path.join(folder, `${at}.zip`);
      return withSession(async (session) => [await askMirror(session, { ...own, file }, ports, both)]);
    }),
    ...(direct === null ? [] : [fromOrigin({ ...direct, subject, cwd, folder, deadline }, ports, both)]),
    bare(withSession(async (session) => [await askDatabase(database, subject, { session, deadline }, both)])),
    bare(ofWorkspace(readGoSums)),
    readCache(modCache, subject, ports.files, both).then((one) => [one]),
    bare(ofWorkspace(readVendor)),
  ];
  let done = 0;
  const told = asked.map(async (one) => {
    const rows = await one;
    done++;
    for (const { row } of rows) onProgress({ source: row.source, name: row.name, done, all: asked.length });
    return rows;
  });
  try {
    return (await Promise.all(told)).flat();
  } finally {
    ending.abort();
    await Promise.allSettled(told);
  }
}

/** Rows without an archive. */
async function bare(rows: Source[] | Promise<Source[]>): Promise<Fetched[]> {
  return (await rows).map((row) => ({ row, file: null }));
}

async function fromOrigin(
  question: Parameters<typeof askOrigin>[0],
  { processes }: TriagePorts,
  signal: AbortSignal,
): Promise<Fetched[]> {
  const folder = path.join(question.folder, 'origin');
  await mkdir(folder);
  return [await askOrigin({ ...question, folder }, processes, signal)];
}

/** Of the archives at hand: the first that is held for right (else simply the first), and the first that is another. */
async function differenceOf(
  fetched: readonly Fetched[],
  { truth }: TriageVerdict,
  subject: TriageModule,
  signal: AbortSignal,
): Promise<Difference | null> {
  const archives = fetched.flatMap(({ row, file }) => (file === null ? [] : [{ name: row.name, zip: row.zip, file }]));
  const from = archives.find(({ zip }) => zip === truth.zip) ?? archives[0];
  const to = archives.find(({ zip }) => zip !== from?.zip);
  return from === undefined || to === undefined ? null : compareArchives(from, to, subject, signal);
}
