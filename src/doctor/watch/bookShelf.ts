/** The books of all lists, in a folder of the user's own that windows and command lines share: one file a list. */

import { parseJson } from '../../base/json.ts';
import { or, record, size, text } from '../../base/jsonShape.ts';
import { FileLock } from '../../base/shared/fileLock.ts';
import type { LockOwners } from '../../base/shared/lockOwner.ts';
import { PrivateFolder } from '../../base/shared/privateFolder.ts';
import type { WritableFiles } from '../../base/writableFiles.ts';
import { type Book, EMPTY_BOOK } from '../../health/book.ts';
import { bookJson, bookShape } from '../../health/bookText.ts';
import type { Lease } from './lease.ts';

/** A list's book, and who keeps it. */
export interface Page {
  readonly book: Book;
  readonly lease: Lease | null;
}

export interface Shelf {
  readonly owners: Pick<LockOwners, 'own' | 'isRunning'>;
  /**
   * Runs `change` on a list's page while nobody else does, and writes what it makes of it. Null where nothing can be shared: no
   * folder, or another process that does not let go of it.
   */
  change(key: string, change: (before: Page) => Promise<Page>, signal: AbortSignal): Promise<Page | null>;
}

export const EMPTY_PAGE: Page = { book: EMPTY_BOOK, lease: null };

/** Of this form alone; others are as good as none. */
const VERSION = 1;
/** Many times what 64 entries take. */
const LIMIT = 4 << 20;
/** Lists beyond these are forgotten, the least used first. */
const KEPT = 20;

const page = record<Page>({
  book: bookShape,
  lease: or(record<Lease>({ owner: text(/^[\x20-\x7e]{1,300}$/), due: size }), null),
});

export class BookShelf implements Shelf {
  readonly #folder: PrivateFolder;
  readonly #lock: FileLock;
  readonly owners: LockOwners;

  constructor(files: WritableFiles, owners: LockOwners, path: string) {
    this.#folder = new PrivateFolder(files, path);
    this.#lock = new FileLock(files, owners, path);
    this.owners = owners;
  }

  async change(key: string, change: (before: Page) => Promise<Page>, signal: AbortSignal): Promise<Page | null> {
    if ((await this.#folder.open()) !== null) return null;
    return this.#lock.hold(signal, async () => {
      await this.#folder.sweep();
      const name = `${key}.json`;
      const before = pageOf(await this.#folder.read(name, LIMIT));
      const after = await change(before ?? EMPTY_PAGE);
      if (after === before) return after;
      const error = await this.#folder.write(name, textOf(after));
      if (before === null) await this.#forgetOldest();
      return error === null ? after : null;
    });
  }

  async #forgetOldest(): Promise<void> {
    const names = (await this.#folder.names()).filter((name) => name.endsWith('.json'));
    const dated = await Promise.all(names.map(async (name) => ({ name, changed: await this.#folder.changed(name) })));
    dated.sort((a, b) => b.changed - a.changed);
    for (const { name } of dated.slice(KEPT)) await this.#folder.remove(name);
  }
}

function textOf({ book, lease }: Page): string {
  return JSON.stringify({ version: VERSION, lease, book: bookJson(book) });
}

/** Returns null for whatever is not what is written here. */
function pageOf(content: string | null): Page | null {
  const value = content === null ? null : parseJson(content);
  const isOurs = (value as { readonly version?: unknown } | null)?.version === VERSION;
  return isOurs ? (page(value) ?? null) : null;
}
