/**
 * Changes that can be taken back. What was there is written to the journal before anything is changed, so that a process may end
 * between any two steps and undo still restores every byte; the journal is shared by all windows and the command line.
 */
import type { Clock } from '../../base/clock.ts';
import type { Processes } from '../../base/processes.ts';
import { failure, type Result, success } from '../../base/result.ts';
import { FileLock } from '../../base/shared/fileLock.ts';
import type { LockOwners } from '../../base/shared/lockOwner.ts';
import { PrivateFolder } from '../../base/shared/privateFolder.ts';
import type { WritableFiles } from '../../base/writableFiles.ts';
import type { Change, ChangeContext, ChangeFault, ChangeLabel, ChangeRequest, Undone } from './change.ts';
import type { ChangePlan, ChangeTools } from './changePlan.ts';
import { planGoEnv } from './goEnvChange.ts';
import { planGoRun } from './goRunChange.ts';
import { isAllowedTarget } from './journal/allowedTarget.ts';
import { Journal } from './journal/journal.ts';
import { type Content, type FileRecord, isContent, type JournalEntry, sha256 } from './journal/journalEntry.ts';
import { planSettings } from './settings/settingsChange.ts';
import { planSums } from './sums/sumsChange.ts';
import { type TakenBack, takeBack } from './takeBack.ts';
import { readTarget } from './targetFile.ts';

export interface ChangePorts {
  readonly files: WritableFiles;
  readonly processes: Processes;
  readonly clock: Clock;
  readonly owners: LockOwners;
  /** How the go command stands now, for undo: it may be another window's change. */
  readonly context: (signal: AbortSignal) => Promise<ChangeContext>;
}

export class Changes {
  readonly #ports: ChangePorts;
  readonly #path: string;
  readonly #folder: PrivateFolder;
  readonly #journal: Journal;
  readonly #lock: FileLock;

  /** `stateFolder` is made when the first change is. */
  constructor(ports: ChangePorts, stateFolder: string) {
    this.#ports = ports;
    this.#path = stateFolder;
    this.#folder = new PrivateFolder(ports.files, stateFolder);
    this.#journal = new Journal(this.#folder);
    this.#lock = new FileLock(ports.files, ports.owners, stateFolder);
  }

  /** Makes a change. Where it fails, all is as it was; only a failed run of go may leave some, which its fault then names. */
  apply(
    request: ChangeRequest,
    label: ChangeLabel,
    context: ChangeContext,
    signal: AbortSignal,
  ): Promise<Result<Change, ChangeFault>> {
    return this.#alone(signal, async () => {
      const tools = this.#tools(context, signal);
      const plan = await planFor(request, tools);
      if (!plan.ok) return plan;
      const forbidden = plan.value.files.find((file) => !isAllowedTarget(request.kind, file, context));
      if (forbidden !== undefined) return failure({ code: 'not-allowed', file: forbidden.path });
      const at = this.#ports.clock.now();
      const { values, files } = plan.value;
      const entry: JournalEntry = { id: '', at, label, kind: request.kind, state: 'begun', values, files };
      if (files.every(isUnchanged)) return success(changeOf(entry));
      return this.#carryOut({ ...entry, id: await this.#journal.nextId() }, plan.value, tools);
    });
  }

  /** Takes the newest change back, whoever made it. */
  undo(signal: AbortSignal): Promise<Result<Undone, ChangeFault>> {
    return this.#alone(signal, async () => {
      const context = await this.#ports.context(signal);
      let ignored: string | null = null;
      for await (const entry of this.#journal.entries()) {
        const forbidden = entry.files.find((file) => !isAllowedTarget(entry.kind, file, context));
        if (forbidden !== undefined) {
          ignored ??= forbidden.path;
          continue;
        }
        const taken = await this.#takeBack(entry, this.#tools(context, signal));
        if (!taken.ok) return taken;
        await this.#journal.remove(entry.id);
        // Where nothing had come of it, or it was taken back already, the one before it is meant.
        if (taken.value !== null) return success({ change: changeOf(entry), ...taken.value });
      }
      return failure(ignored === null ? { code: 'nothing-to-undo' } : { code: 'not-allowed', file: ignored });
    });
  }

  /** Returns the changes that can be taken back, the newest first. */
  async list(): Promise<readonly Change[]> {
    const changes: Change[] = [];
    for await (const entry of this.#journal.entries()) changes.push(changeOf(entry));
    return changes;
  }

  #takeBack(entry: JournalEntry, tools: ChangeTools): Promise<Result<TakenBack | null, ChangeFault>> {
    return takeBack(entry, tools, () => this.#journal.write({ ...entry, state: 'undoing' }));
  }

  async #alone<T>(signal: AbortSignal, action: () => Promise<Result<T, ChangeFault>>): Promise<Result<T, ChangeFault>> {
    const error = await this.#folder.open();
    if (error !== null) return failure({ code: 'unwritable', file: this.#path, detail: error });
    const done = await this.#lock.hold(signal, async () => {
      await this.#folder.sweep();
      return signal.aborted ? failure({ code: 'aborted' } as const) : action();
    });
    return done ?? failure(signal.aborted ? { code: 'aborted' } : { code: 'busy' });
  }

  async #carryOut(entry: JournalEntry, plan: ChangePlan, tools: ChangeTools): Promise<Result<Change, ChangeFault>> {
    const error = await this.#journal.write(entry);
    if (error !== null) return failure({ code: 'unwritable', file: this.#path, detail: error });
    const fault = await plan.carryOut();
    if (entry.kind === 'go') return this.#settleRun(entry, fault, tools);
    if (fault !== null) {
      // Where that fails too, the entry stays, and undo will try again.
      if ((await this.#takeBack(entry, tools)).ok) await this.#journal.remove(entry.id);
      return failure(fault);
    }
    return success(await this.#settle(entry));
  }

  /** What go makes of its files is known only now. */
  async #settleRun(
    entry: JournalEntry,
    fault: ChangeFault | null,
    tools: ChangeTools,
  ): Promise<Result<Change, ChangeFault>> {
    const files: FileRecord[] = [];
    for (const record of entry.files) {
      const current = await readTarget(tools.files, record.path);
      if (!current.ok) return failure(current.error);
      const after: Content = current.value === null ? null : { sha256: sha256(current.value) };
      if (!isContent(current.value, record.before === null ? null : { bytes: record.before }))
        files.push({ ...record, after: [after] });
    }
    if (files.length === 0) {
      await this.#journal.remove(entry.id);
      return fault === null ? success(changeOf({ ...entry, id: '' })) : failure(fault);
    }
    const change = await this.#settle({ ...entry, files });
    if (fault === null) return success(change);
    return failure(fault.code === 'go-failed' ? { ...fault, change } : fault);
  }

  async #settle(entry: JournalEntry): Promise<Change> {
    await this.#journal.write({ ...entry, state: 'done' });
    await this.#journal.forgetOldest();
    return changeOf(entry);
  }

  #tools(context: ChangeContext, signal: AbortSignal): ChangeTools {
    const { files, processes } = this.#ports;
    return { files, processes, context, signal, folder: this.#path, scratch: () => this.#folder.scratch() };
  }
}

function planFor(request: ChangeRequest, tools: ChangeTools): Promise<Result<ChangePlan, ChangeFault>> {
  switch (request.kind) {
    case 'go-env':
      return planGoEnv(request.values, tools);
    case 'settings':
      return planSettings(request, tools.files);
    case 'go':
      return planGoRun(request, tools);
    case 'sums':
      return planSums(request.edits, tools.files);
  }
}

/** Reports whether it is known that the file stays as it is. */
function isUnchanged({ before, after }: FileRecord): boolean {
  return after.length > 0 && after.every((content) => isContent(before, content));
}

function changeOf({ id, at, label, kind, files, values }: JournalEntry): Change {
  return { id, at, label, kind, files: files.map(({ path }) => path), values };
}
