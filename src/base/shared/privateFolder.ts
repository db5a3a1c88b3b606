/** A folder of this user's own, in which each file is written in one step: no process sees half of one, however another ends. */
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { Errno, WritableFiles } from '../writableFiles.ts';

const PRIVATE_FOLDER = 0o700;
const PRIVATE_FILE = 0o600;

export class PrivateFolder {
  readonly #files: WritableFiles;
  readonly #path: string;

  constructor(files: WritableFiles, path: string) {
    this.#files = files;
    this.#path = path;
  }

  /** Makes it, and the folders above it, where they are missing. */
  async open(): Promise<Errno> {
    const missing: string[] = [];
    for (let at = this.#path; (await this.#files.look(at)) === null && path.dirname(at) !== at; at = path.dirname(at))
      missing.unshift(at);
    for (const folder of missing) {
      const error = await this.#files.createFolder(folder, PRIVATE_FOLDER);
      if (error !== null && error !== 'EEXIST') return error;
    }
    return null;
  }

  /** Removes what a process that died left half written. Only under a lock of the folder: others write here too. */
  async sweep(): Promise<void> {
    for (const name of await this.names()) if (name.endsWith('.tmp')) await this.remove(name);
  }

  names(): Promise<readonly string[]> {
    return this.#files.list(this.#path);
  }

  /** Returns when a file was written, in ms since the epoch; 0 where there is none. */
  async changed(name: string): Promise<number> {
    return (await this.#files.look(this.#in(name)))?.changed ?? 0;
  }

  /** Returns the text of a file; null where there is none, or none that can be read. */
  async read(name: string, limit: number): Promise<string | null> {
    const content = await this.#files.read(this.#in(name), limit);
    return content.ok && content.value !== null ? content.value.toString('utf8') : null;
  }

  /** Writes or replaces a file in one step. */
  async write(name: string, text: string): Promise<Errno> {
    const draft = this.scratch();
    const created = await this.#files.create(draft, Buffer.from(text), { mode: PRIVATE_FILE });
    return created ?? (await this.#files.rename(draft, this.#in(name)));
  }

  remove(name: string): Promise<Errno> {
    return this.#files.remove(this.#in(name));
  }

  /** A path in the folder for what may not outlive this process. */
  scratch(): string {
    return this.#in(`scratch-${randomBytes(6).toString('hex')}.tmp`);
  }

  #in(name: string): string {
    return path.join(this.#path, name);
  }
}
