/** Triage: the same version from every source, side by side, and who is wrong. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../../base/clock.ts';
import type { Files } from '../../base/files.ts';
import type { Processes } from '../../base/processes.ts';
import { type Result, success } from '../../base/result.ts';
import type { Environment } from '../../gocmd/env/environmentVariable.ts';
import { inScratchFolder } from '../../gocmd/trace/scratchFolder.ts';
import type { UrlEntry } from '../../goproxy/list/list.ts';
import type { CredentialFields, Session } from '../../net/exchange.ts';
import { readCache } from './cacheSource.ts';
import { compareArchives, type Difference } from './difference.ts';
import { askOrigin, type ReadFailure } from './directSource.ts';
import { readGoSums } from './goSumSource.ts';
import { judge, type TriageVerdict } from './judge.ts';
import { askMirror, type Fetched } from './mirrorSource.ts';
import type { Source, TriageModule } from './source.ts';
import { readVendor } from './vendorSource.ts';

export interface TriageRequest {
  readonly subject: TriageModule;
  /** Those of the list and more, each once. */
  readonly mirrors: readonly UrlEntry[];
  /** Null where the origin is not to be asked. */
  readonly direct: { readonly go: string; readonly env: Environment; readonly goenvFile: string | null } | null;
  /** Folder of the module whose go.sum and vendor count; null where there is none. */
  readonly folder: string | null;
  /** GOMODCACHE, '' where it is not known. */
  readonly modCache: string;
  /** ms for each source. */
  readonly deadline: number;
}

export interface TriagePorts {
  readonly clock: Clock;
  readonly files: Files;
  readonly processes: Processes;
  readonly readFailure: ReadFailure;
  /** Opens a session with one mirror. */
  readonly open: () => Session;
  /** Secrets: what go would send to the entry beside its URL's own userinfo. */
  readonly credentials: (entry: UrlEntry) => CredentialFields;
  /** The checksum database, with proof. Keeps to the deadline; rejects only when aborted. */
  readonly askDatabase: (subject: TriageModule, deadline: number, signal: AbortSignal) => Promise<Source>;
}

export interface Triage {
  readonly subject: TriageModule;
  readonly sources: readonly Source[];
  readonly verdict: TriageVerdict;
  /** Null where no two archives that differ were at hand. */
  readonly difference: Difference | null;
}

/** Fails with the errno word where there is no temporary folder. Rejects only when aborted. `onSource` is told of each row as it comes. */
export async function triage(
  request: TriageRequest,
  ports: TriagePorts,
  signal: AbortSignal,
  onSource: (source: Source) => void = () => undefined,
): Promise<Result<Triage, string>> {
  const { subject } = request;
  const done = await inScratchFolder(async (folder, cwd) => {
    const fetched = await collect(request, ports, { folder, cwd, onSource }, signal);
    const sources = fetched.map(({ row }) => row);
    const verdict = judge(sources);
    return success({ subject, sources, verdict, difference: await differenceOf(fetched, verdict, subject, signal) });
  });
  signal.throwIfAborted();
  return done.ok ? done.value : done;
}

interface Place {
  readonly folder: string;
  readonly cwd: string;
  readonly onSource: (source: Source) => void;
}

async function collect(
  { subject, mirrors, direct, folder: workspace, modCache, deadline }: TriageRequest,
  ports: TriagePorts,
  { folder, cwd, onSource }: Place,
  signal: AbortSignal,
): Promise<Fetched[]> {
  // One that fails ends the others: nothing may write into the folder once it is being removed.
  const ending = new AbortController();
  const both = AbortSignal.any([signal, ending.signal]);
  const bare = async (rows: Promise<Source[]>) => (await rows).map((row) => ({ row, file: null }));
  const asked: Promise<Fetched[]>[] = [
    ...mirrors.map(async (entry, at) => {
      const session = ports.open();
      const question = {
        entry,
        subject,
        deadline,
        credentials: ports.credentials(entry),
        file: path.join(folder, `${at}.zip`),
      };
      try {
        return [await askMirror(session, question, ports, both)];
      } finally {
        session.close();
      }
    }),
    ...(direct === null ? [] : [fromOrigin({ ...direct, subject, cwd, folder, deadline }, ports, both)]),
    bare(ports.askDatabase(subject, deadline, both).then((row) => [row])),
    bare(workspace === null ? Promise.resolve([]) : readGoSums(workspace, subject, ports.files)),
    readCache(modCache, subject, ports.files, both).then((one) => [one]),
    bare(workspace === null ? Promise.resolve([]) : readVendor(workspace, subject, ports.files)),
  ];
  const told = asked.map(async (one) => {
    const rows = await one;
    for (const { row } of rows) onSource(row);
    return rows;
  });
  try {
    return (await Promise.all(told)).flat();
  } finally {
    ending.abort();
    await Promise.allSettled(told);
  }
}

async function fromOrigin(
  question: Parameters<typeof askOrigin>[0],
  ports: TriagePorts,
  signal: AbortSignal,
): Promise<Fetched[]> {
  const folder = path.join(question.folder, 'origin');
  await mkdir(folder);
  return [await askOrigin({ ...question, folder }, ports, signal)];
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
