/** The undo journal: a file a change in the user's state folder, readable by this user alone. */
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { WritableFiles } from '../../../base/writableFiles.ts';
import { ENTRY_ID, formatEntry, type JournalEntry, parseEntry } from './journalEntry.ts';

/** Beyond these the oldest are forgotten. */
const KEPT = 50;
/** Twice the largest files that a change may touch, in base64. */
const LIMIT = 64 << 20;
const PRIVATE_FOLDER = 0o700;
const PRIVATE_FILE = 0o600;

export class Journal {
  readonly #files: WritableFiles;
  readonly #folder: string;

  constructor(files: WritableFiles, folder: string) {
    this.#files = files;
    this.#folder = folder;
  }

  /** Returns an errno word where the folder cannot be made. */
  async open(): Promise<string | null> {
    const missing: string[] = [];
    for (let at = this.#folder; (await this.#files.look(at)) === null && path.dirname(at) !== at; at = path.dirname(at))
      missing.unshift(at);
    for (const folder of missing) {
      const error = await this.#files.createFolder(folder, PRIVATE_FOLDER);
      if (error !== null && error !== 'EEXIST') return error;
    }
    return null;
  }

  /** Removes what a process that died left half written. Only under the lock: others write here too. */
  async sweep(): Promise<void> {
    for (const name of await this.#files.list(this.#folder))
      if (name.endsWith('.tmp')) await this.#files.remove(path.join(this.#folder, name));
  }

  /** A path in the folder for what may not outlive this process. */
  scratch(): string {
    return path.join(this.#folder, `scratch-${randomBytes(6).toString('hex')}.tmp`);
  }

  /** Returns the id of a change made now: it sorts behind all others, whatever the clock does. */
  async nextId(): Promise<string> {
    const [newest] = await this.#ids();
    const number = newest === undefined ? 1 : Number.parseInt(newest, 10) + 1;
    return `${String(number).padStart(10, '0')}-${randomBytes(4).toString('hex')}`;
  }

  /** Returns the entries that can be read, the newest first. */
  async *entries(): AsyncGenerator<JournalEntry> {
    for (const id of await this.#ids()) {
      const content = await this.#files.read(this.#path(id), LIMIT);
      const entry = content.ok && content.value !== null ? parseEntry(content.value.toString('utf8')) : null;
      if (entry?.id === id) yield entry;
    }
  }

  /** Writes or replaces an entry in one step; returns an errno word where that failed. */
  async write(entry: JournalEntry): Promise<string | null> {
    const draft = this.scratch();
    const created = await this.#files.create(draft, Buffer.from(formatEntry(entry)), { mode: PRIVATE_FILE });
    return created ?? (await this.#files.rename(draft, this.#path(entry.id)));
  }

  async remove(id: string): Promise<void> {
    await this.#files.remove(this.#path(id));
  }

  async forgetOldest(): Promise<void> {
    for (const id of (await this.#ids()).slice(KEPT)) await this.remove(id);
  }

  #path(id: string): string {
    return path.join(this.#folder, `${id}.json`);
  }

  async #ids(): Promise<readonly string[]> {
    const names = await this.#files.list(this.#folder);
    const ids = names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length));
    return ids.filter((id) => ENTRY_ID.test(id)).sort((a, b) => Number.parseInt(b, 10) - Number.parseInt(a, 10));
  }
}
