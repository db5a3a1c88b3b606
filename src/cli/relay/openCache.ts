/** The relay's cache as the command line has it: in the user's folder, with large archives hashed on another thread. */
import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import type { Disposable } from '../../base/disposable.ts';
import { nullLog } from '../../base/log.ts';
import { nodeLockOwners } from '../../base/shared/lockOwner.ts';
import { nodeWritableFiles } from '../../base/writableFiles.ts';
import { archiveSums } from '../../integrity/hash/archiveSums.ts';
import type { CacheTrouble } from '../../relay/cache/keptFiles.ts';
import { RelayCache } from '../../relay/cache/relayCache.ts';
import { WorkerClient } from '../../worker/client.ts';
import type { Host } from '../host.ts';
import { cacheFolder } from './cacheFolder.ts';

/** Bytes of an archive that make up for starting a thread: this one does not listen while it computes. */
const WORTH = 4 << 20;

export interface OpenCache extends Disposable {
  readonly cache: RelayCache;
}

/** Null where there is no place for it. Nothing is made, and no thread started, before its first use. */
export function openCache(
  { env, ports, workerFile }: Host,
  onTrouble: (trouble: CacheTrouble) => void,
): OpenCache | null {
  const folder = cacheFolder({ HOME: homedir(), ...env }, ports.platform);
  if (folder === null) return null;
  const thread = new WorkerClient(workerFile, ports.clock, nullLog);
  const cache = new RelayCache(path.join(folder, 'relay'), {
    ...{ clock: ports.clock, files: nodeWritableFiles, owners: nodeLockOwners, onTrouble },
    async hashArchive(file, name, signal) {
      const size = (await stat(file).catch(() => null))?.size ?? 0;
      return size > WORTH
        ? thread.run({ kind: 'hash', question: { file, name } }, signal)
        : archiveSums(file, name, signal);
    },
  });
  return { cache, dispose: () => thread.dispose() };
}

/** Bytes of so many megabytes, as users count them. */
export function megabytes(count: number): number {
  return count * 1_000_000;
}
