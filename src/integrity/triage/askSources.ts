/** Asks every source of a version at once, and tells of each as it answers. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../../base/clock.ts';
import type { Files } from '../../base/files.ts';
import type { Processes } from '../../base/processes.ts';
import type { Environment } from '../../gocmd/env/environmentVariable.ts';
import type { Session } from '../../net/exchange.ts';
import type { Network } from '../../net/network.ts';
import { readCache } from './cacheSource.ts';
import { askDatabase } from './databaseSource.ts';
import { askOrigin } from './directSource.ts';
import { type Fetched, withoutFiles } from './fetched.ts';
import { readGoSums } from './goSumSource.ts';
import { askMirror } from './mirrorSource.ts';
import type { Source } from './source.ts';
import type { TriageProgress, TriageQuestion } from './triageQuestion.ts';
import { readVendor } from './vendorSource.ts';

export interface TriagePorts {
  readonly clock: Clock;
  readonly files: Files;
  readonly processes: Processes;
  /** Makes the network as a go with these variables would see it. */
  readonly network: (environment: Environment) => Pick<Network, 'open'>;
}

/** Where what is fetched goes. */
export interface Place {
  readonly folder: string;
  /** An empty folder in it. */
  readonly cwd: string;
}

/** The rows come in the order in which the sources stand here, whoever answers first. Rejects only when aborted. */
export async function askSources(
  question: TriageQuestion,
  ports: TriagePorts,
  place: Place,
  signal: AbortSignal,
  onProgress: (progress: TriageProgress) => void,
): Promise<Fetched[]> {
  // One that fails ends the others: nothing may write into the folder once it is being removed.
  const ending = new AbortController();
  const both = AbortSignal.any([signal, ending.signal]);
  let done = 0;
  const tell: Tell = ({ source, name }, bytes) => onProgress({ source, name, bytes, done, all: asked.length });
  const asked = ask(question, ports, place, both, (source, bytes) => tell(source, bytes));
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
}

/** `bytes` of its archive so far; null: it has answered. */
type Tell = (source: Pick<Source, 'source' | 'name'>, bytes: number | null) => void;

function ask(
  { subject, mirrors, direct, database, credentials, sums, vendor, modCache, deadline, ...others }: TriageQuestion,
  ports: TriagePorts,
  { folder, cwd }: Place,
  signal: AbortSignal,
  tell: Tell,
): Promise<Fetched[]>[] {
  const network = ports.network(others.network);
  const withSession = async <T>(use: (session: Session) => Promise<T>): Promise<T> => {
    const session = network.open();
    try {
      return await use(session);
    } finally {
      session.close();
    }
  };
  return [
    ...mirrors.map((entry, at) => {
      const own = { entry, subject, deadline, credentials: credentials.get(entry.url) ?? [] };
      const onBytes = everyMegabyte((bytes) => tell({ source: 'mirror', name: entry.value }, bytes));
      const place = { base: path.join(folder, String(at)), onBytes };
      return withSession(async (session) => [await askMirror(session, { ...own, ...place }, ports, signal)]);
    }),
    ...(direct === null ? [] : [fromOrigin({ ...direct, subject, cwd, folder, deadline }, ports, signal)]),
    withSession(async (session) => [withoutFiles(await askDatabase(database, subject, { session, deadline }, signal))]),
    readGoSums(sums, subject, ports.files).then((rows) => rows.map(withoutFiles)),
    readCache(modCache, subject, signal),
    vendor === null ? Promise.resolve([]) : readVendor(vendor, subject, ports.files),
  ];
}

const MEGABYTE = 1 << 20;

function everyMegabyte(tell: (bytes: number) => void): (bytes: number) => void {
  let next = MEGABYTE;
  return (bytes) => {
    if (bytes < next) return;
    next = bytes + MEGABYTE;
    tell(bytes);
  };
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
