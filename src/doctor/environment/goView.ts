/** The go command as an examination needs it: found, asked once, its settings looked up by name. */
import { homedir } from 'node:os';
import type { Files } from '../../base/files.ts';
import type { Processes } from '../../base/processes.ts';
import type { Environment } from '../../gocmd/env/environmentVariable.ts';
import { type GoEnvironment, readGoEnvironment } from '../../gocmd/env/goEnvironment.ts';
import type { Setting } from '../../gocmd/env/setting.ts';
import { type LocatedGo, locateGo } from '../../gocmd/locate/locateGo.ts';
import type { Programs } from '../../gocmd/locate/programs.ts';

export interface GoPorts {
  readonly files: Files;
  readonly processes: Processes;
  readonly programs: Programs;
  readonly platform: NodeJS.Platform;
}

export interface GoView {
  readonly located: LocatedGo;
  readonly environment: GoEnvironment;
  /** Returns a setting by its name; null where it is unknown. */
  setting(name: string): Setting | null;
  /** Returns its value, '' where it is unset or unknown. */
  value(name: string): string;
}

export interface GoViewRequest {
  readonly env: Environment;
  readonly cwd: string;
  readonly goPath: string;
  readonly mayRun: boolean;
  /** False where `env` may not be that of the start; see startupEnvironment. */
  readonly envTrusted?: boolean;
}

/** ms for the one call of go; 10 is usual. */
const DEADLINE = 5_000;

/** Finds go and reads its environment; `mayRun` false reads files only (untrusted workspace). Rejects only when aborted. */
export async function viewGo(request: GoViewRequest, ports: GoPorts, signal: AbortSignal): Promise<GoView> {
  const { env, cwd, goPath, mayRun, envTrusted = true } = request;
  const located = await locateGo({ configured: goPath, env, homedir: homedir(), signal, ...ports });
  const environment = await readGoEnvironment({
    go: mayRun ? located.path : null,
    goroot: located.goroot,
    env,
    envTrusted,
    cwd,
    signal,
    deadline: DEADLINE,
    ...ports,
  });
  // A search that was cut off looks like a machine without go.
  signal.throwIfAborted();
  const setting = (name: string) => environment.settings.find((one) => one.name === name) ?? null;
  return { located, environment, setting, value: (name) => setting(name)?.value ?? '' };
}
