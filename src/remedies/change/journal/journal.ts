/** The undo journal: a file a change in the user's state folder, readable by this user alone. */
import { randomBytes } from 'node:crypto';
import type { PrivateFolder } from '../../../base/shared/privateFolder.ts';
import { ENTRY_ID, formatEntry, type JournalEntry, parseEntry } from './journalEntry.ts';

/** Beyond these the oldest are forgotten. */
const KEPT = 50;
/** Twice the largest files that a change may touch, in base64. */
const LIMIT = 64 << 20;

export class Journal {
  readonly #folder: PrivateFolder;

  constructor(folder: PrivateFolder) {
    this.#folder = folder;
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
      const entry = parseEntry((await this.#folder.read(nameOf(id), LIMIT)) ?? '');
      if (entry?.id === id) yield entry;
    }
  }

  /** Writes or replaces an entry in one step; returns an errno word where that failed. */
  write(entry: JournalEntry): Promise<string | null> {
    return this.#folder.write(nameOf(entry.id), formatEntry(entry));
  }

  async remove(id: string): Promise<void> {
    await this.#folder.remove(nameOf(id));
  }

  async forgetOldest(): Promise<void> {
    for (const id of (await this.#ids()).slice(KEPT)) await this.remove(id);
  }

  async #ids(): Promise<readonly string[]> {
    const names = await this.#folder.names();
    const ids = names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length));
    return ids.filter((id) => ENTRY_ID.test(id)).sort((a, b) => Number.parseInt(b, 10) - Number.parseInt(a, 10));
  }
}

function nameOf(id: string): string {
  return `${id}.json`;
}
