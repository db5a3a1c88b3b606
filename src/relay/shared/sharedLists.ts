/**
 * The lists of all windows as each of them changes its own: one process at a time, so that two windows on one folder have one token, and a
 * list goes with the last that needs it.
 */
import { failure, type Result, success } from '../../base/result.ts';
import { FileLock } from '../../base/shared/fileLock.ts';
import type { LockOwners } from '../../base/shared/lockOwner.ts';
import type { WritableFiles } from '../../base/writableFiles.ts';
import { newToken } from '../admission.ts';
import type { Assignment } from './assignment.ts';
import type { RelayFolder } from './relayFolder.ts';

/** What a window wants to have served. */
export type WantedList = Omit<Assignment, 'token' | 'holders'>;

export class SharedLists {
  readonly #folder: RelayFolder;
  readonly #owners: LockOwners;
  readonly #lock: FileLock;

  constructor(files: WritableFiles, owners: LockOwners, folder: RelayFolder) {
    this.#folder = folder;
    this.#owners = owners;
    this.#lock = new FileLock(files, owners, folder.listsPath);
  }

  /** Assigns a list for this process, in the place of its folder's own, under the token that terminals may have. */
  async assign(wanted: WantedList): Promise<Result<Assignment, string>> {
    const unfit = await this.#folder.open();
    if (unfit !== null) return failure(unfit);
    const own = await this.#owners.own();
    const done = await this.#alone(async () => {
      const before = await this.#folder.assignment(wanted.folder);
      const holders = withHolder(await this.#running(before), own);
      const assignment = { ...wanted, token: before?.token ?? newToken(), holders };
      const error = await this.#folder.assign(assignment);
      return error === null ? success(assignment) : failure(error);
    });
    return done ?? failure(LOCKED);
  }

  /** Notes that a folder's list is needed as long as the process of that owner word runs. */
  async hold(folder: string, owner: string): Promise<void> {
    await this.#alone(async () => {
      const before = await this.#folder.assignment(folder);
      if (before === null) return;
      await this.#folder.assign({ ...before, holders: withHolder(await this.#running(before), owner) });
    });
  }

  /** Notes that the process needs it no more: this one where none is named. The list goes where nobody else does. */
  async release(folder: string, owner?: string): Promise<void> {
    await this.#letGo(folder, owner ?? (await this.#owners.own()));
  }

  /** Lets a list go whose holders have all died. */
  prune(folder: string): Promise<void> {
    return this.#letGo(folder, null);
  }

  /** Reports whether a process that needs the list runs. */
  async isHeld(assignment: Assignment): Promise<boolean> {
    return (await this.#running(assignment)).length > 0;
  }

  async #letGo(folder: string, owner: string | null): Promise<void> {
    await this.#alone(async () => {
      const before = await this.#folder.assignment(folder);
      if (before === null) return;
      const holders = (await this.#running(before)).filter((one) => one !== owner);
      if (holders.length === 0) await this.#folder.withdraw(folder);
      else await this.#folder.assign({ ...before, holders });
    });
  }

  async #running(assignment: Assignment | null): Promise<readonly string[]> {
    const holders = assignment?.holders ?? [];
    const running = await Promise.all(holders.map((owner) => this.#owners.isRunning(owner)));
    return holders.filter((_, at) => running[at] !== false);
  }

  /** Null where others were at it for too long. */
  #alone<T>(action: () => Promise<T>): Promise<T | null> {
    return this.#lock.hold(NEVER, action);
  }
}

/** The lock has a limit of its own. */
const NEVER = new AbortController().signal;

/** The word for a lock that was not to be had, among those of the file system. */
const LOCKED = 'ELOCKED';

/** The file has an end, also where a process cannot be asked for: those of another container. */
const MOST = 50;

function withHolder(holders: readonly string[], owner: string): readonly string[] {
  return [...holders.filter((one) => one !== owner).slice(1 - MOST), owner];
}
