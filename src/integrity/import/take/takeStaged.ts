/** Lets go take modules from a stage: it is go that checks, unpacks and installs them, and nobody else writes its cache. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { GoCall } from '../../../gocmd/goCommand.ts';
import { batches } from '../../../gocmd/list/batches.ts';
import { readConcatenatedJson } from '../../../gocmd/list/concatenatedJson.ts';
import type { ModuleVersion, StagedModule } from '../stage/stagedModule.ts';

export interface TakenModule extends ModuleVersion {
  /** `h1:…` of the archive; null where there is none. */
  readonly sum: string | null;
  /** go's words; null where it took the module. */
  readonly error: string | null;
}

export interface Taking {
  /** Folders that serve as file:// proxies, in this order; the stage is one. */
  readonly proxies: readonly string[];
  readonly gosumdb: string;
  /** go.sum lines that bind go beside the database. */
  readonly goSum: string;
  /** Its content is the call's own. */
  readonly folder: string;
}

/** Bytes of go's answers. */
const MAX_OUTPUT = 16 << 20;

/** `call.env` says which cache and which GOPATH, `call.cwd` is not used. One answer a module, in their order. */
export async function takeStaged(
  modules: readonly StagedModule[],
  { proxies, gosumdb, goSum, folder }: Taking,
  call: Omit<GoCall, 'cwd'>,
): Promise<readonly TakenModule[]> {
  await mkdir(folder, { recursive: true });
  // A module of its own, so that its go.sum binds go; it requires nothing.
  await writeFile(path.join(folder, 'go.mod'), 'module goproxy-doctor.invalid/import\n');
  await writeFile(path.join(folder, 'go.sum'), goSum);
  const env = {
    ...call.env,
    GOPROXY: proxies.map(fileUrl).join(','),
    GONOPROXY: 'none',
    GOSUMDB: gosumdb,
    GOWORK: 'off',
    GOTOOLCHAIN: 'local',
    GO111MODULE: 'on',
  };
  const answers = new Map<string, TakenModule>();
  const own = { ...call, env, cwd: folder };
  for (const [hasZip, args] of [
    [true, ['mod', 'download', '-json']],
    // A version whose go.mod alone is wanted: go reads it, and so verifies and keeps it.
    [false, ['list', '-e', '-mod=mod', '-m', '-json']],
  ] as const) {
    for (const batch of batches(
      modules.filter((one) => one.hasZip === hasZip),
      nameOf,
    )) {
      for (const one of await ask(batch, args, own)) answers.set(nameOf(one), one);
    }
  }
  return modules.map((one) => answers.get(nameOf(one)) as TakenModule);
}

async function ask(batch: readonly StagedModule[], args: readonly string[], call: GoCall): Promise<TakenModule[]> {
  const { go, processes, signal, deadline, env, cwd } = call;
  const result = await processes.run(go, [...args, ...batch.map(nameOf)], {
    cwd,
    env,
    deadline,
    signal,
    maxOutput: MAX_OUTPUT,
  });
  signal.throwIfAborted();
  const told = 'stdout' in result ? readConcatenatedJson(result.stdout) : [];
  const ending = result.kind === 'exited' ? result.stderr.trim() : result.kind;
  return batch.map(({ module, version, hasZip }) => {
    const own = told.find((one) => textOf(one, 'Path') === module && textOf(one, 'Version') === version);
    const sum = own === undefined || !hasZip ? null : textOf(own, 'Sum');
    const isThere = own !== undefined && (hasZip ? sum !== null : textOf(own, 'GoMod') !== null);
    const error = own === undefined ? null : (textOf(own, 'Error') ?? textOf(fieldOf(own, 'Error'), 'Err'));
    return { module, version, sum, error: error ?? (isThere ? null : ending || 'no answer') };
  });
}

export function nameOf({ module, version }: ModuleVersion): string {
  return `${module}@${version}`;
}

/** In a list of entries these two would end one. */
function fileUrl(folder: string): string {
  return pathToFileURL(folder).href.replaceAll(',', '%2C').replaceAll('|', '%7C');
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

function textOf(value: unknown, name: string): string | null {
  const text = fieldOf(value, name);
  return typeof text === 'string' && text !== '' ? text : null;
}
