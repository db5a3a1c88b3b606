/** A user's home in which the shared relay can be started, by hand or as a window does. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nodeLockOwners } from '../../../src/base/shared/lockOwner.ts';
import { nodeWritableFiles } from '../../../src/base/writableFiles.ts';
import { RelayProcess } from '../../../src/editor/relay/relayProcess.ts';
import type { Assignment } from '../../../src/relay/shared/assignment.ts';
import { RelayFolder } from '../../../src/relay/shared/relayFolder.ts';
import { until } from '../../support/until.ts';

const LIST = 'example.test/a/@v/list';

export class SharedRelays {
  readonly home: string;
  readonly folder: RelayFolder;
  readonly #cli: string;

  static async open(cli: string): Promise<SharedRelays> {
    const relays = new SharedRelays(cli, await mkdtemp(path.join(tmpdir(), 'goproxy-shared-relay-')));
    assert.equal(await relays.folder.open(), null);
    return relays;
  }

  private constructor(cli: string, home: string) {
    this.#cli = cli;
    this.home = home;
    this.folder = this.#newFolder();
  }

  /** Of a relay that is started here. */
  environment(): NodeJS.ProcessEnv {
    return {
      PATH: process.env.PATH,
      ...{ HOME: this.home, XDG_STATE_HOME: path.join(this.home, 'state') },
      ...{ GOENV: 'off', GOTOOLCHAIN: 'local', GOPROXY: 'off', GOSUMDB: 'off' },
    };
  }

  start(env = this.environment()): ChildProcess {
    const args = [this.#cli, 'relay', '--shared'];
    return spawn(process.execPath, args, { env, cwd: this.home, stdio: 'ignore' });
  }

  /** What a window has: it finds the relay, or starts it, in a process that outlives it. */
  window(): RelayProcess {
    return new RelayProcess(this.#newFolder(), nodeLockOwners, this.#cli);
  }

  /** The process of the relay that has said last where it is. */
  async pid(): Promise<number> {
    return Number((await this.folder.state())?.owner.split(' ')[0]);
  }

  /** Waits until a relay says where it is, another one than that of `previous`. */
  async port(previous?: string): Promise<number> {
    await until(async () => ((await this.folder.state())?.owner ?? previous) !== previous, 'it says where it is');
    return (await this.folder.state())?.port ?? 0;
  }

  /** The status of an answer, 0 where there is none. */
  ask({ token }: Assignment, port: number): Promise<number> {
    return fetch(`http://127.0.0.1:${port}/${token}/${LIST}`).then(
      ({ status }) => status,
      () => 0,
    );
  }

  /** Ends every relay that was started here, also those that windows have started, which are nobody's children. */
  async remove(): Promise<void> {
    await until(async () => {
      const running = await this.#processes();
      for (const pid of running) kill(pid);
      return running.length === 0;
    }, 'every relay has ended');
    await rm(this.home, { recursive: true, force: true });
  }

  async #processes(): Promise<readonly number[]> {
    const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
    const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
    return pids.filter((_, at) => lines[at]?.includes(this.#cli));
  }

  #newFolder(): RelayFolder {
    return new RelayFolder(nodeWritableFiles, path.join(this.home, 'state', 'goproxy-doctor'));
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself a moment ago.
  }
}
