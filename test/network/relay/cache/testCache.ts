/** A cache for a relay in this process: in a folder of the test's, for a module of the test's. */
import path from 'node:path';
import { systemClock } from '../../../../src/base/clock.ts';
import { nodeFiles } from '../../../../src/base/files.ts';
import { nodeLockOwners } from '../../../../src/base/shared/lockOwner.ts';
import { nodeWritableFiles } from '../../../../src/base/writableFiles.ts';
import type { GoproxyList } from '../../../../src/goproxy/list/list.ts';
import { archiveSums } from '../../../../src/integrity/hash/archiveSums.ts';
import type { Network } from '../../../../src/net/network.ts';
import type { CacheTrouble } from '../../../../src/relay/cache/keptFiles.ts';
import { ListWitness } from '../../../../src/relay/cache/listWitness.ts';
import { RelayCache } from '../../../../src/relay/cache/relayCache.ts';

export interface TestCache {
  readonly folder: string;
  /** Where the go.sum lies that counts. */
  readonly workspace: string;
  /** As `go env` prints them; no database unless told. */
  readonly settings?: Partial<Record<'GOSUMDB' | 'GOPRIVATE' | 'GONOSUMDB', string>>;
  /** Bytes; 100 MB unless told. */
  readonly limit?: number;
  /** Takes what is told of it. */
  readonly told?: CacheTrouble[];
  /** Takes each archive that has been hashed, `M@V`. */
  readonly hashed?: string[];
}

export function openTestCache({ folder, limit = 100_000_000, told = [], hashed = [] }: TestCache): RelayCache {
  const onTrouble = (trouble: CacheTrouble) => void told.push(trouble);
  const ports = { clock: systemClock, files: nodeWritableFiles, owners: nodeLockOwners, onTrouble };
  const cache = new RelayCache(folder, {
    ...ports,
    async hashArchive(file, name, signal) {
      const sums = await archiveSums(file, name, signal);
      hashed.push(name);
      return sums;
    },
  });
  cache.resize(limit);
  return cache;
}

export function testWitness({ workspace, settings = {} }: TestCache, list: GoproxyList, network: Network): ListWitness {
  return new ListWitness({
    ...{ clock: systemClock, files: nodeFiles },
    places: async () => [path.join(workspace, 'go.sum')],
    question: {
      ...{ entries: list.entries, credentials: new Map(), stateFolder: null },
      settings: { GOSUMDB: 'off', GOPRIVATE: '', GONOSUMDB: '', ...settings },
    },
    open: () => network.open(),
  });
}
