// Real modules, fetched once by the user's own go into .cache/, which is no part of the repository.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../command.ts';
import type { Stage } from '../stage.ts';

const TIMEOUT = 300_000;

export interface RealModule {
  readonly name: string;
  /** Paths in the cache. */
  readonly zip: string;
  readonly goMod: string;
  /** `h1:…` as go computed it. */
  readonly sum: string;
}

export interface RealGraph {
  /** A folder with go.mod and go.sum, all of which the cache has. */
  readonly folder: string;
  readonly modCache: string;
}

/** Returns them in order. Rejects where they cannot be had. */
export async function realModules(stage: Stage, names: readonly string[]): Promise<readonly RealModule[]> {
  const empty = join(placeOf(stage), 'empty');
  await mkdir(empty, { recursive: true });
  const stdout = await go(stage, ['mod', 'download', '-json', ...names], empty);
  type Told = {
    readonly Path: string;
    readonly Version: string;
    readonly Zip: string;
    readonly GoMod: string;
    Sum: string;
  };
  const told = JSON.parse(`[${stdout.replaceAll(/^\}\n\{/gm, '},{')}]`) as Told[];
  return names.map((name) => {
    const one = told.find(({ Path, Version }) => `${Path}@${Version}` === name);
    if (one === undefined) throw new Error(`go tells nothing of ${name}`);
    return { name, zip: one.Zip, goMod: one.GoMod, sum: one.Sum };
  });
}

/** The requirements of a released program, as a module of their own, with everything downloaded. Rejects where it cannot be had. */
export async function realGraph(stage: Stage, program: string): Promise<RealGraph> {
  const [found] = await realModules(stage, [program]);
  const folder = join(placeOf(stage), 'graph');
  await mkdir(folder, { recursive: true });
  const goMod = await readFile(found?.goMod ?? '', 'utf8');
  await writeFile(join(folder, 'go.mod'), goMod.replace(/^module .*/m, 'module bench.test/graph'));
  await go(stage, ['mod', 'download'], folder);
  return { folder, modCache: modCacheOf(stage) };
}

async function go(stage: Stage, args: readonly string[], cwd: string): Promise<string> {
  const env = { ...process.env, GOWORK: 'off', GOFLAGS: '-mod=mod -modcacherw', GOMODCACHE: modCacheOf(stage) };
  const { code, stdout, stderr } = await runCommand('go', args, { env, cwd, signal: stage.signal, timeout: TIMEOUT });
  if (code !== 0) throw new Error(`go ${args.slice(0, 2).join(' ')}: ${stderr.trim() || `exit ${code}`}`);
  return stdout;
}

function placeOf({ root }: Stage): string {
  return join(root, '.cache', 'bench');
}

function modCacheOf(stage: Stage): string {
  return join(placeOf(stage), 'modules');
}
