/** One process at a time works in a folder, across windows and command lines: a lock file in it. */
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { WritableFiles } from '../writableFiles.ts';
import type { LockOwners } from './lockOwner.ts';

/** A change takes some 50 ms, but go may be downloading: then the other one is told so. */
const PATIENCE = 5_000;
const POLL = 50;
/** Of an owner that cannot be asked for (another container with the same home), ms: longer than any run of go may take. */
const STALE = 20 * 60_000;
const LIMIT = 1 << 10;

export class FileLock {
  readonly #files: WritableFiles;
  readonly #owners: LockOwners;
  readonly #folder: string;

  constructor(files: WritableFiles, owners: LockOwners, folder: string) {
    this.#files = files;
    this.#owners = owners;
    this.#folder = folder;
  }

  /** Runs `action` alone; null where another holds the lock and does not let go of it, or where there can be no lock. */
  async hold<T>(signal: AbortSignal, action: () => Promise<T>): Promise<T | null> {
    if (!(await this.#take(signal))) return null;
    try {
      return await action();
    } finally {
      await this.#files.remove(this.#path);
    }
  }

  get #path(): string {
    return path.join(this.#folder, 'lock');
  }

  async #take(signal: AbortSignal): Promise<boolean> {
    const owner = Buffer.from(await this.#owners.own());
    const end = performance.now() + PATIENCE;
    while (!signal.aborted) {
      const error = await this.#claim(owner);
      if (error === null) return true;
      if (error !== 'EEXIST') return false;
      if (await this.#takeOver()) continue;
      if (performance.now() > end) return false;
      await wait(POLL, undefined, { signal }).catch(() => undefined);
    }
    return false;
  }

  /** The lock comes to be with its owner's name in it: there is no moment at which it has none. */
  async #claim(owner: Uint8Array): Promise<string | null> {
    const draft = path.join(this.#folder, `lock-${randomBytes(6).toString('hex')}.tmp`);
    const error = await this.#files.create(draft, owner, { mode: 0o600 });
    if (error !== null) return error;
    const taken = await this.#files.link(draft, this.#path);
    await this.#files.remove(draft);
    // Someone who swept up has taken the draft away: once more.
    return taken === 'ENOENT' ? 'EEXIST' : taken;
  }

  /** Removes the lock of a process that has died. Whoever moves it away has it alone; a live one is put back. */
  async #takeOver(): Promise<boolean> {
    if (!(await this.#isStale(this.#path))) return false;
    const away = path.join(this.#folder, `lock-${randomBytes(6).toString('hex')}.tmp`);
    if ((await this.#files.rename(this.#path, away)) !== null) return true;
    if (!(await this.#isStale(away))) await this.#files.link(away, this.#path);
    await this.#files.remove(away);
    return true;
  }

  async #isStale(file: string): Promise<boolean> {
    const content = await this.#files.read(file, LIMIT);
    if (!content.ok || content.value === null) return false;
    const running = await this.#owners.isRunning(content.value.toString('utf8'));
    if (running !== null) return !running;
    const facts = await this.#files.look(file);
    return facts !== null && Date.now() - facts.changed > STALE;
  }
}
