/**
 * Heads in a folder of our own, a file each, named by its content: two processes that remember at once lose nothing, because
 * neither writes over the other's file, and the next reader holds all of them against each other.
 */
import { createHash, randomUUID } from 'node:crypto';
import path from 'node:path';
import { failure, type Result, success } from '../../base/result.ts';
import type { WritableFiles } from '../../base/writableFiles.ts';
import type { TreeHeads } from './treeHeads.ts';

/** Bytes: more than any source sends. */
const MAX_NOTE = 1 << 20;
const HEAD = /^[0-9a-f]{64}\.note$/;

export class FileTreeHeads implements TreeHeads {
  readonly #folder: string;
  readonly #files: WritableFiles;

  /** `folder` must have a parent; it is made when the first head is remembered. */
  constructor(folder: string, files: WritableFiles) {
    this.#folder = folder;
    this.#files = files;
  }

  async read(database: string): Promise<Result<readonly Uint8Array[], string>> {
    const folder = this.#of(database);
    const heads: Uint8Array[] = [];
    for (const name of (await this.#files.list(folder)).filter((one) => HEAD.test(one))) {
      const file = path.join(folder, name);
      const bytes = await this.#files.read(file, MAX_NOTE);
      if (!bytes.ok) return bytes;
      // Another process has forgotten it meanwhile, for a newer one.
      if (bytes.value === null) continue;
      // What the disk has damaged says nothing, and must not keep us from what the others say.
      if (nameOf(bytes.value) === name) heads.push(bytes.value);
      else await this.#files.remove(file);
    }
    return success(heads);
  }

  async remember(database: string, head: Uint8Array, proved: readonly Uint8Array[]): Promise<Result<null, string>> {
    const folder = this.#of(database);
    for (const one of [this.#folder, folder]) {
      const errno = await this.#files.createFolder(one, 0o700);
      if (errno !== null && errno !== 'EEXIST') return failure(errno);
    }
    const draft = path.join(folder, `${randomUUID()}.tmp`);
    const errno =
      (await this.#files.create(draft, head, { mode: 0o600 })) ??
      (await this.#files.rename(draft, path.join(folder, nameOf(head))));
    if (errno !== null) {
      await this.#files.remove(draft);
      return failure(errno);
    }
    const stale = proved.map(nameOf).filter((name) => name !== nameOf(head));
    for (const name of stale) await this.#files.remove(path.join(folder, name));
    return success(null);
  }

  /** A verifier key is no file's name. */
  #of(database: string): string {
    return path.join(this.#folder, createHash('sha256').update(database).digest('hex').slice(0, 32));
  }
}

function nameOf(head: Uint8Array): string {
  return `${createHash('sha256').update(head).digest('hex')}.note`;
}
