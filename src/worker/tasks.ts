/** What the thread does beside probing: each kind of task with what it is asked, tells on the way, and answers. Plain data only. */
import type { Result } from '../base/result.ts';
import type { ExpectedSums } from '../integrity/gosum/expectedSums.ts';
import type { ArchiveSums } from '../integrity/hash/archiveSums.ts';
import type { ZipFault } from '../integrity/hash/zipHash.ts';
import type { Imported, ImportFault, ImportProgress, ImportQuestion } from '../integrity/import/importQuestion.ts';
import type { Measurement, MeasureProgress, MeasureQuestion } from '../integrity/measure/measureQuestion.ts';
import type { Triage } from '../integrity/triage/triage.ts';
import type { TriageProgress, TriageQuestion } from '../integrity/triage/triageQuestion.ts';
import type { VerifiedModule } from '../integrity/verify/verifiedModule.ts';

/** A new kind is added here and in runTask.ts. */
export interface Tasks {
  readonly triage: {
    readonly question: TriageQuestion;
    readonly progress: TriageProgress;
    readonly answer: Result<Triage, string>;
  };
  /** One version in the module cache. */
  readonly verify: {
    readonly question: { readonly modCache: string; readonly sums: ExpectedSums };
    readonly progress: never;
    readonly answer: VerifiedModule;
  };
  /** An archive that nobody needs to be held against yet; `name` is `M@V`. */
  readonly hash: {
    readonly question: { readonly file: string; readonly name: string };
    readonly progress: never;
    readonly answer: Result<ArchiveSums, ZipFault>;
  };
  readonly measure: {
    readonly question: MeasureQuestion;
    readonly progress: MeasureProgress;
    readonly answer: readonly Measurement[];
  };
  readonly import: {
    readonly question: ImportQuestion;
    readonly progress: ImportProgress;
    readonly answer: Result<Imported, ImportFault>;
  };
}

export type TaskKind = keyof Tasks;

export type Task<K extends TaskKind = TaskKind> = {
  readonly [Kind in K]: { readonly kind: Kind; readonly question: Tasks[Kind]['question'] };
}[K];

export type TaskProgress<K extends TaskKind = TaskKind> = Tasks[K]['progress'];
export type TaskAnswer<K extends TaskKind = TaskKind> = Tasks[K]['answer'];

/** Runs a task in this thread. Rejects only when aborted. */
export type RunTask = (
  task: Task,
  onProgress: (progress: TaskProgress) => void,
  signal: AbortSignal,
) => Promise<TaskAnswer>;
