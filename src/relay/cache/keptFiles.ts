/**
 * The files of the cache on disk: by key, one folder for all processes of a user, without a lock: each file comes to be in one step and
 * never changes, and whoever finds too many removes those that were not used for longest.
 */
import { randomBytes } from 'node:crypto';
import { access, stat } from 'node:fs/promises';
import path from 'node:path';
import { once } from '../../base/once.ts';
import type { LockOwners } from '../../base/shared/lockOwner.ts';
import { PrivateFolder } from '../../base/shared/privateFolder.ts';
import type { WritableFiles } from '../../base/writableFiles.ts';
import { Draft } from './draft.ts';
import { type KeptBytes, readKept } from './keptFile.ts';

/** What makes the cache less than it should be. */
export type CacheTrouble =
  /** The file under this key is not what was kept there: it is removed. */
  | { readonly kind: 'damaged'; readonly key: string }
  /** Nothing more is kept in this run; `fault` is an errno. */
  | { readonly kind: 'off'; readonly fault: string };

export interface KeptFilesPorts {
  readonly files: WritableFiles;
  readonly owners: LockOwners;
  onTrouble(trouble: CacheTrouble): void;
}

/** Of the limit: what one file may take, what is let grow before the folder is looked through again, and what is left then. */
const MOST_OF_ONE = 1 / 4;
const GROWTH = 1 / 10;
const LEFT = 9 / 10;
/** A file takes at least that much of most disks. */
const BLOCK = 4096;
/** ms after which a draft is nobody's, where its owner cannot be asked for (another container with the same home). */
const STALE = 24 * 3_600_000;
/** Files that are looked at at a time. */
const AT_ONCE = 8;
const KEY = /^[0-9a-f]{64}$/;

export class KeptFiles {
  readonly #path: string;
  readonly #folder: PrivateFolder;
  readonly #ports: KeptFilesPorts;
  readonly #open = once(() => this.#openNow());
  #limit = 0;
  /** Null until the folder is open, and where it cannot be used. */
  #owner: string | null = null;
  /** What was found at the last look, and what has come since. */
  #found = 0;
  #grown = 0;
  #looking: Promise<void> | null = null;
  #isOff = false;

  /** Nothing is read or made before the first use. */
  constructor(folder: string, ports: KeptFilesPorts) {
    this.#path = folder;
    this.#folder = new PrivateFolder(ports.files, folder);
    this.#ports = ports;
  }

  /** Bytes that may lie in the folder; a tenth more for a moment, where several processes write. 0: nothing is read or kept. */
  resize(limit: number): void {
    this.#limit = limit;
  }

  /** Never rejects. A damaged file is removed. */
  async read(key: string): Promise<KeptBytes | null> {
    if (!(await this.#isOpen())) return null;
    const read = await readKept(this.#in(key), key);
    if (read.ok) return read.value;
    if (read.error === 'damaged') {
      this.#ports.onTrouble({ kind: 'damaged', key });
      await this.#folder.remove(key);
    }
    return null;
  }

  /** Reports whether there is such a file, whatever state it is in. */
  async has(key: string): Promise<boolean> {
    if (!(await this.#isOpen())) return false;
    return access(this.#in(key)).then(
      () => true,
      () => false,
    );
  }

  /** A file to be written, of so many bytes if that is known; null where nothing can be kept, or not that much. */
  draft(size: number | null): Draft | null {
    const most = this.#limit * MOST_OF_ONE;
    if (this.#isOff || this.#owner === null || (size ?? 0) > most) return null;
    const name = `${Buffer.from(this.#owner).toString('base64url')}.${randomBytes(6).toString('hex')}.tmp`;
    return new Draft(this.#in(name), most);
  }

  /** Never rejects. Where the disk does not take it, nothing more is kept in this run. */
  async keep(draft: Draft, key: string, sha256: string): Promise<void> {
    const fault = await draft.keepAs(this.#in(key), key, sha256);
    if (fault !== null) {
      // Windows replaces no file that somebody reads: then it is there already.
      if (!(await this.has(key))) this.failed(fault);
      return;
    }
    this.#grown += blocks(draft.size);
    if (this.#found + this.#grown > this.#limit || this.#grown > this.#limit * GROWTH) await this.#look();
  }

  /** Notes why a draft came to nothing. */
  failed(fault: string): void {
    if (!/^[A-Z]/.test(fault) || this.#isOff) return;
    this.#isOff = true;
    this.#ports.onTrouble({ kind: 'off', fault });
  }

  async #isOpen(): Promise<boolean> {
    return this.#limit > 0 && (await this.#open());
  }

  async #openNow(): Promise<boolean> {
    const { owners } = this.#ports;
    const error = (await this.#folder.open()) ?? (await this.#strangers());
    if (error !== null) {
      this.failed(error);
      return false;
    }
    this.#owner = await owners.own();
    await this.#sweep();
    void this.#look();
    return true;
  }

  /** What others of this machine may write to is no place for what go is given. */
  async #strangers(): Promise<'EPERM' | null> {
    if (process.getuid === undefined) return null;
    const { files } = this.#ports;
    const facts = await files.look((await files.realPath(this.#path)) ?? this.#path);
    return facts?.uid === process.getuid() && (facts.mode & 0o022) === 0 ? null : 'EPERM';
  }

  /** Removes what processes that died have left half written. */
  async #sweep(): Promise<void> {
    for (const name of await this.#folder.names()) {
      const [owner = '', , ending] = name.split('.');
      if (ending !== 'tmp') continue;
      const isRunning = await this.#ports.owners.isRunning(Buffer.from(owner, 'base64url').toString());
      const isOld = isRunning === null && Date.now() - (await this.#folder.changed(name)) > STALE;
      if (isRunning === false || isOld) await this.#folder.remove(name);
    }
  }

  /** One look at a time: who comes meanwhile is content with that. */
  #look(): Promise<void> {
    this.#looking ??= this.#lookNow().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  async #lookNow(): Promise<void> {
    this.#grown = 0;
    const found: { readonly name: string; readonly size: number; readonly used: number }[] = [];
    const names = (await this.#folder.names()).filter((name) => KEY.test(name)).values();
    const work = async () => {
      for (const name of names) {
        const facts = await stat(this.#in(name)).catch(() => null);
        if (facts !== null) found.push({ name, size: blocks(facts.size), used: facts.mtimeMs });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    let total = found.reduce((sum, { size }) => sum + size, 0);
    const isTooMuch = total > this.#limit;
    for (const { name, size } of found.sort((a, b) => a.used - b.used)) {
      if (!isTooMuch || total <= this.#limit * LEFT) break;
      // Another process may have removed it already.
      await this.#folder.remove(name);
      total -= size;
    }
    this.#found = total;
  }

  #in(name: string): string {
    return path.join(this.#path, name);
  }
}

function blocks(size: number): number {
  return Math.ceil(size / BLOCK) * BLOCK;
}
