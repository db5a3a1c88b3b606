/** Lets go of lists that nobody holds any more. No clock runs while windows hold them all. */
import type { Clock } from '../../base/clock.ts';
import type { Disposable } from '../../base/disposable.ts';
import type { Assignment } from '../../relay/shared/assignment.ts';
import type { RelayFolder } from '../../relay/shared/relayFolder.ts';
import type { SharedLists } from '../../relay/shared/sharedLists.ts';

export interface LingeringPorts {
  readonly clock: Clock;
  readonly folder: RelayFolder;
  readonly lists: SharedLists;
  /** Reports whether a window holds what is served under the token. */
  isHeld(token: string): boolean;
  /** Told after some were let go. */
  pruned(): Promise<void>;
}

/** ms between two looks at a list that no window holds; one that is found alone twice is let go. */
const LINGER = 60_000;

export class Lingering implements Disposable {
  readonly #ports: LingeringPorts;
  #timer: Disposable | null = null;
  /** Folders whose list nobody held at the last look. */
  #lonely: ReadonlySet<string> = new Set();
  #isDisposed = false;

  constructor(ports: LingeringPorts) {
    this.#ports = ports;
  }

  /** To be called when lists are assigned, and when a window lets go. */
  async watch(): Promise<void> {
    const assignments = await this.#ports.folder.assignments();
    const isAnyFree = assignments.some(({ token }) => !this.#ports.isHeld(token));
    if (!isAnyFree || this.#timer !== null || this.#isDisposed) return;
    this.#timer = this.#ports.clock.after(LINGER, () => void this.#look());
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#timer?.dispose();
  }

  async #look(): Promise<void> {
    const { folder, lists, pruned } = this.#ports;
    const lonely = new Set<string>();
    for (const assignment of await folder.assignments()) {
      if (await this.#hasHolder(assignment)) continue;
      if (this.#lonely.has(assignment.folder)) await lists.prune(assignment.folder);
      else lonely.add(assignment.folder);
    }
    this.#lonely = lonely;
    this.#timer = null;
    await pruned();
    await this.watch();
  }

  /** The connection of a window tells of its end at once; nobody tells of a shell's, or of a window's that has lost its connection. */
  async #hasHolder(assignment: Assignment): Promise<boolean> {
    const { isHeld, lists } = this.#ports;
    return isHeld(assignment.token) || (await lists.isHeld(assignment));
  }
}
