// What the figures were measured on: they say little without it.
import { cpus, loadavg, release } from 'node:os';
import { runCommand } from './command.ts';
import type { Stage } from './stage.ts';

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly system: string;
  readonly node: string;
  readonly go: string | null;
  readonly curl: string | null;
  /** The load averages of 1, 5 and 15 minutes: beyond the number of cores, times are those of a busy machine. */
  readonly load: readonly number[];
}

export async function describeMachine({ env, signal }: Stage): Promise<Machine> {
  const firstLine = (file: string, args: readonly string[]) =>
    runCommand(file, args, { env, signal }).then(
      ({ stdout }) => stdout.split('\n')[0] ?? null,
      () => null,
    );
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    system: `${process.platform} ${release()}`,
    node: process.version,
    go: await firstLine('go', ['version']),
    curl: (await firstLine('curl', ['--version']))?.split(' (')[0] ?? null,
    load: loadavg().map((value) => Math.round(value * 100) / 100),
  };
}
