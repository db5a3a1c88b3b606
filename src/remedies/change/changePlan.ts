/** What a request comes to, found out before anything is changed. */
import type { Processes } from '../../base/processes.ts';
import type { WritableFiles } from '../../base/writableFiles.ts';
import type { ChangeContext, ChangedValue, ChangeFault } from './change.ts';
import type { FileRecord } from './journal/journalEntry.ts';

export interface ChangePlan {
  readonly values: readonly ChangedValue[];
  readonly files: readonly FileRecord[];
  /** Makes the change; the journal has been written. */
  carryOut(): Promise<ChangeFault | null>;
}

/** What the kinds of change are made with. */
export interface ChangeTools {
  readonly files: WritableFiles;
  readonly processes: Processes;
  readonly context: ChangeContext;
  readonly signal: AbortSignal;
  /** The state folder: it exists. */
  readonly folder: string;
  /** Gives a path in the state folder for a file that may not outlive this process. */
  readonly scratch: () => string;
}
