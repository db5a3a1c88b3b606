/** go takes into the real cache what it has taken in the throw-away one; what it cannot finish there is taken out again. */
import path from 'node:path';
import { nodeWritableFiles } from '../../../base/writableFiles.ts';
import type { Environment } from '../../../gocmd/env/environmentVariable.ts';
import type { GoCall } from '../../../gocmd/goCommand.ts';
import { cachedNames, cleanCachedVersion } from '../../cache/cleanCachedVersion.ts';
import type { CheckedModule } from '../prove/checkStaged.ts';
import { takeStaged } from './takeStaged.ts';

export interface TakeRequest {
  readonly stage: string;
  /** A folder for what go keeps beside the cache. */
  readonly folder: string;
  /** GOMODCACHE. */
  readonly modCache: string;
  readonly gosumdb: string;
}

export interface InCache {
  /** go's words; null where it took the module. */
  readonly error: string | null;
  /** Names of its files that the cache had before; null where it had the archive. */
  readonly before: readonly string[] | null;
}

/** One answer a module, in their order. Rejects only when aborted, with nothing half taken. */
export async function takeTried(
  modules: readonly CheckedModule[],
  request: TakeRequest,
  call: Omit<GoCall, 'cwd'>,
): Promise<InCache[]> {
  const { modCache } = request;
  const before = new Map<CheckedModule, readonly string[]>();
  for (const one of modules) before.set(one, await cachedNames(modCache, one, nodeWritableFiles));
  const isNew = (one: CheckedModule) => before.get(one)?.length === 0;
  // A mismatch with what the cache holds already ends go with all that it was asked.
  const runs = [modules.filter(isNew), ...modules.filter((one) => !isNew(one)).map((one) => [one])];
  const errors = new Map<CheckedModule, string | null>();
  for (const [at, run] of runs.entries()) {
    if (run.length === 0) continue;
    try {
      const taken = await takeRun(run, path.join(request.folder, `take-${at}`), request, call);
      for (const [index, one] of run.entries()) errors.set(one, taken[index]?.error ?? null);
    } finally {
      // Of a cancelled run too, and of one that found no room.
      const unfinished = run.filter((one) => errors.get(one) !== null);
      for (const one of unfinished) await takeOut(one, before.get(one) ?? [], modCache);
    }
  }
  return modules.map((one) => {
    const names = before.get(one) ?? [];
    return { error: errors.get(one) ?? null, before: hadArchive(names) ? null : names };
  });
}

function takeRun(
  modules: readonly CheckedModule[],
  folder: string,
  { stage, modCache, gosumdb }: TakeRequest,
  call: Omit<GoCall, 'cwd'>,
) {
  // These very bytes: what the throw-away cache has proved, go.sum lines hold go to.
  const goSum = modules.map(sumLines).join('');
  const env = {
    ...call.env,
    GOPATH: path.join(folder, 'gopath'),
    GOMODCACHE: modCache,
    GOFLAGS: keptFlags(call.env),
  };
  return takeStaged(modules, { proxies: [stage], gosumdb, goSum, folder: path.join(folder, 'work') }, { ...call, env });
}

function sumLines({ module, version, zip, mod }: CheckedModule): string {
  return `${zip === null ? '' : `${module} ${version} ${zip}\n`}${module} ${version}/go.mod ${mod}\n`;
}

async function takeOut({ module, version }: CheckedModule, keep: readonly string[], modcache: string): Promise<void> {
  if (hadArchive(keep)) return;
  // The signal of who cancelled would end it at once.
  const never = new AbortController().signal;
  await cleanCachedVersion({ modcache, module, version, keep }, { files: nodeWritableFiles }, never);
}

function hadArchive(names: readonly string[]): boolean {
  return names.some((name) => name.endsWith('.zip') || name.endsWith('.ziphash'));
}

/** Who wants a cache that can be written has said so; a blank is set, and holds no flag. */
function keptFlags({ GOFLAGS = '' }: Environment): string {
  return /(?:^|\s)-modcacherw(?:=(?:true|1))?(?:\s|$)/.test(GOFLAGS) ? '-modcacherw' : ' ';
}
