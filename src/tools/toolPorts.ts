/** What the tools work through: the command line and VS Code each bring their own. */
import type { Result } from '../base/result.ts';
import type { Progress } from '../doctor/check.ts';
import type { Examination } from '../doctor/examination.ts';
import type { ModuleQuery } from '../goproxy/module/version.ts';
import type { UsedList } from '../text/report/environment/jsonUse.ts';

export interface AskedExamination {
  /** Null for the list that is in force. */
  readonly goproxy: string | null;
  readonly modules: readonly ModuleQuery[];
  readonly quick: boolean;
}

export interface AskedUse {
  /** See wantedList. */
  readonly wanted: string | number;
  readonly scope: UsedList['scope'];
}

export interface ToolPorts {
  /** Returns null where there is no list to be found. Rejects when aborted. */
  examine(
    asked: AskedExamination,
    signal: AbortSignal,
    onProgress: (progress: Progress) => void,
  ): Promise<Examination | null>;
  /** Changes the list through the journal. A fault is a sentence: what, and the mend. Rejects when aborted. */
  use(asked: AskedUse, signal: AbortSignal): Promise<Result<UsedList & { readonly said: string }, string>>;
}
