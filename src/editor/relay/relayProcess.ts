/** Finds the relay of this user, or starts it, and holds it: it runs in a process of its own, which outlives this window. */
import { spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import type { LockOwners } from '../../base/shared/lockOwner.ts';
import { type HeldConnection, holdConnection } from '../../net/loopback/holdConnection.ts';
import { HOLD_PATH } from '../../relay/admission.ts';
import type { RelayFolder } from '../../relay/shared/relayFolder.ts';

export interface HeldRelay extends HeldConnection {
  readonly port: number;
}

/** ms until a relay that was started must hold. */
const START = 10_000;
const POLL = 50;

export class RelayProcess {
  readonly #folder: RelayFolder;
  readonly #owners: LockOwners;
  readonly #cli: string;

  /** `cli` is the bundled command line. */
  constructor(folder: RelayFolder, owners: LockOwners, cli: string) {
    this.#folder = folder;
    this.#owners = owners;
    this.#cli = cli;
  }

  /** Resolves once the relay serves what is assigned under the token; null where it cannot be started. */
  async hold(token: string, env: NodeJS.ProcessEnv): Promise<HeldRelay | null> {
    const end = performance.now() + START;
    let isStarted = false;
    while (performance.now() < end) {
      const state = await this.#folder.state();
      const isRunning = state !== null && (await this.#owners.isRunning(state.owner)) !== false;
      const held = isRunning ? await holdConnection(state.port, `/${token}/${HOLD_PATH}`) : null;
      if (state !== null && held !== null) return { ...held, port: state.port };
      if (!isRunning && !isStarted) {
        this.#start(env);
        isStarted = true;
      }
      await wait(POLL);
    }
    return null;
  }

  /** Two windows that start one at once get one: it has a lock. */
  #start(env: NodeJS.ProcessEnv): void {
    const child = spawn(process.execPath, [this.#cli, 'relay', '--shared'], {
      // In the desktop VS Code the executable is Electron's. glibc would keep an arena for each of Node's threads: 15 MB in all.
      env: { ...env, ELECTRON_RUN_AS_NODE: '1', MALLOC_ARENA_MAX: '1' },
      cwd: this.#folder.path,
      detached: true,
      stdio: 'ignore',
      windowsHide: true,
    });
    child.on('error', () => undefined);
    child.unref();
  }
}
