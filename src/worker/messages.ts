/** What the worker and its client say to each other. Structured clones, so plain data only. */
import type { DirectQuestions } from '../goproxy/probe/direct.ts';
import type { EntryQuestions } from '../goproxy/probe/entryClient.ts';
import type { RequestEvidence } from '../goproxy/probe/evidence.ts';
import type { SweepOptions } from '../goproxy/probe/prober.ts';
import type { HostEvidence, HostQuestion } from '../net/host/hostEvidence.ts';
import type { Task, TaskAnswer, TaskProgress } from './tasks.ts';

export type ToWorker =
  | { readonly type: 'open'; readonly sweep: number; readonly options: SweepOptions }
  | { readonly type: 'entry'; readonly id: number; readonly sweep: number; readonly questions: EntryQuestions }
  | { readonly type: 'direct'; readonly id: number; readonly sweep: number; readonly questions: DirectQuestions }
  | { readonly type: 'host'; readonly id: number; readonly sweep: number; readonly question: HostQuestion }
  | { readonly type: 'task'; readonly id: number; readonly task: Task }
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'close'; readonly sweep: number }
  /** Cancels what runs, and ends the thread once that has tidied up. */
  | { readonly type: 'end' };

export type Evidence = readonly RequestEvidence[] | HostEvidence;

export type FromWorker =
  | { readonly type: 'progress'; readonly id: number; readonly progress: TaskProgress }
  | { readonly type: 'answer'; readonly id: number; readonly answer: Evidence | TaskAnswer }
  | { readonly type: 'failed'; readonly id: number; readonly message: string };
