/** What go would still have to fetch for a module: `go mod download` without a network, which changes nothing. */
import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { GoCall } from '../../gocmd/goCommand.ts';
import { readConcatenatedJson } from '../../gocmd/list/concatenatedJson.ts';
import { isModulePath } from '../../goproxy/module/modulePath.ts';
import { isCanonical } from '../../goproxy/module/version.ts';
import type { ModuleVersion } from './stage/stagedModule.ts';

const MAX_OUTPUT = 64 << 20;
/** go's words for what it may not fetch. */
const NOT_HERE = /module lookup disabled by GOPROXY=off/;

/**
 * `call.cwd` is the module's folder; `scratch` one for a copy of go.mod, so that go may write into that. Where go.mod files are missing
 * go cannot see the whole graph: then there may be more. Null where go cannot tell. Rejects only when aborted.
 */
export async function missingModules(call: GoCall, scratch: string): Promise<readonly ModuleVersion[] | null> {
  const copy = path.join(scratch, 'go.mod');
  try {
    await mkdir(scratch, { recursive: true });
    await copyFile(path.join(call.cwd, 'go.mod'), copy);
    await copyFile(path.join(call.cwd, 'go.sum'), path.join(scratch, 'go.sum')).catch(() => undefined);
  } catch {
    return null;
  }
  const downloaded = await ask(['mod', 'download', '-json', `-modfile=${copy}`], call);
  // Where even the graph cannot be loaded, it says nothing at all.
  if (downloaded === null || downloaded.said.length > 0 || downloaded.code === 0) return downloaded?.missing ?? null;
  const listed = await ask(['list', '-e', '-mod=mod', `-modfile=${copy}`, '-m', '-json', 'all'], call);
  return listed === null || listed.said.length === 0 ? null : listed.missing;
}

async function ask(args: readonly string[], call: GoCall) {
  const { go, processes, signal, deadline, cwd } = call;
  const env = {
    ...call.env,
    GOFLAGS: ' ',
    GOPROXY: 'off',
    GONOPROXY: 'none',
    GOVCS: '*:off',
    GOWORK: 'off',
    GO111MODULE: 'on',
    GOTOOLCHAIN: 'local',
  };
  const result = await processes.run(go, args, { cwd, env, deadline, signal, maxOutput: MAX_OUTPUT });
  signal.throwIfAborted();
  if (result.kind !== 'exited') return null;
  const said = readConcatenatedJson(result.stdout);
  return { code: result.code, said, missing: said.map(missingOf).filter((one) => one !== null) };
}

function missingOf(said: unknown): ModuleVersion | null {
  const { Path: module, Version: version, Error: error } = (said ?? {}) as Readonly<Record<string, unknown>>;
  const words = typeof error === 'string' ? error : (error as { readonly Err?: unknown } | undefined)?.Err;
  if (typeof words !== 'string' || !NOT_HERE.test(words)) return null;
  if (typeof module !== 'string' || typeof version !== 'string') return null;
  return isModulePath(module) && isCanonical(version) ? { module, version } : null;
}
