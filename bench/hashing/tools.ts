// What archives are hashed with, by us and by Go, and what a run costs.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { runCommand } from '../command.ts';
import type { Stage } from '../stage.ts';

export interface Cost {
  /** Wall time. */
  readonly ms: number;
  /** ms, of all its threads. */
  readonly cpu: number;
  /** The most memory that it had, bytes. */
  readonly peak: number;
  readonly stdout: string;
}

export interface HashTools {
  /** A script for Node: FILE M@V. */
  readonly ours: string;
  /** A program: FILE. */
  readonly theirs: string;
  /** Runs a program to its end. Rejects where it fails. */
  cost(file: string, args: readonly string[], options?: { env?: NodeJS.ProcessEnv; cwd?: string }): Promise<Cost>;
}

const TIMEOUT = 120_000;

/** Builds them. Rejects where there is no go, or no golang.org/x/mod for it. */
export async function buildHashTools(stage: Stage): Promise<HashTools> {
  const { root, signal } = stage;
  const folder = join(stage.emptyFolder, '..', 'hash-tools');
  await mkdir(folder, { recursive: true });
  const ours = join(folder, 'hashZip.cjs');
  const shared = { bundle: true, minify: true, platform: 'node', target: 'node20', format: 'cjs' } as const;
  await build({ ...shared, entryPoints: [join(import.meta.dirname, 'hashZip.ts')], outfile: ours });
  // x/mod comes from where the user's go takes modules from.
  const env = { ...process.env, GOWORK: 'off', GOFLAGS: '' };
  const source = join(root, 'bench', 'hashing', 'go');
  const built = await runCommand('go', ['build', '-o', `${folder}/`, './...'], { env, cwd: source, signal });
  if (built.code !== 0) throw new Error(built.stderr.trim());
  return {
    ours,
    theirs: join(folder, 'hashzip'),
    async cost(file, args, { env: own = stage.env, cwd = stage.emptyFolder } = {}) {
      const options = { env: own, cwd, signal, timeout: TIMEOUT };
      const { code, stdout, stderr } = await runCommand(join(folder, 'cost'), [file, ...args], options);
      if (code !== 0) throw new Error(`${file} ${args.join(' ')} ended with ${code}\n${stderr}`);
      const line = stderr.trimEnd().split('\n').at(-1) ?? '';
      return { ...(JSON.parse(line) as Omit<Cost, 'stdout'>), stdout };
    },
  };
}

/** Runs two things in turns, after one run of each that does not count. */
export async function inTurns<T>(runs: number, ours: () => Promise<T>, theirs: () => Promise<T>): Promise<[T, T][]> {
  const pairs: [T, T][] = [];
  for (let run = 0; run <= runs; run++) {
    const pair: [T, T] = [await ours(), await theirs()];
    if (run > 0) pairs.push(pair);
  }
  return pairs;
}
