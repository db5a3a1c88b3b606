/** The files by which windows and the one relay of a user know of each other, in the user's state folder. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { PrivateFolder } from '../../base/shared/privateFolder.ts';
import type { Errno, WritableFiles } from '../../base/writableFiles.ts';
import {
  type Assignment,
  formatAssignment,
  formatReport,
  formatState,
  parseAssignment,
  parseReport,
  parseState,
  type RelayReport,
  type RelayState,
} from './assignment.ts';

const LIMIT = 1 << 20;
const STATE = 'relay.json';
const REPORT = 'report.json';
const ASSIGNMENT = /^[0-9a-f]{32}\.json$/;

export class RelayFolder {
  /** To be watched: its files are replaced in one step. */
  readonly path: string;
  /** The same for what is to be served. */
  readonly listsPath: string;
  readonly #folder: PrivateFolder;
  readonly #lists: PrivateFolder;

  /** `state` is the user's state folder. */
  constructor(files: WritableFiles, state: string) {
    this.path = path.join(state, 'relay');
    this.listsPath = path.join(this.path, 'lists');
    this.#folder = new PrivateFolder(files, this.path);
    this.#lists = new PrivateFolder(files, this.listsPath);
  }

  open(): Promise<Errno> {
    return this.#lists.open();
  }

  async state(): Promise<RelayState | null> {
    const text = await this.#folder.read(STATE, LIMIT);
    return text === null ? null : parseState(text);
  }

  writeState(state: RelayState): Promise<Errno> {
    return this.#folder.write(STATE, formatState(state));
  }

  async report(): Promise<RelayReport | null> {
    const text = await this.#folder.read(REPORT, LIMIT);
    return text === null ? null : parseReport(text);
  }

  writeReport(report: RelayReport): Promise<Errno> {
    return this.#folder.write(REPORT, formatReport(report));
  }

  /** Each folder of a module has one. */
  async assignments(): Promise<readonly Assignment[]> {
    const found: Assignment[] = [];
    for (const name of (await this.#lists.names()).filter((one) => ASSIGNMENT.test(one))) {
      const text = await this.#lists.read(name, LIMIT);
      const assignment = text === null ? null : parseAssignment(text);
      if (assignment !== null) found.push(assignment);
    }
    return found;
  }

  async assignment(folder: string): Promise<Assignment | null> {
    const text = await this.#lists.read(nameOf(folder), LIMIT);
    return text === null ? null : parseAssignment(text);
  }

  assign(assignment: Assignment): Promise<Errno> {
    return this.#lists.write(nameOf(assignment.folder), formatAssignment(assignment));
  }

  withdraw(folder: string): Promise<Errno> {
    return this.#lists.remove(nameOf(folder));
  }
}

function nameOf(folder: string): string {
  return `${createHash('sha256').update(folder).digest('hex').slice(0, 32)}.json`;
}
