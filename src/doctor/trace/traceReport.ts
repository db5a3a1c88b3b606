/** The model of a trace: what the real go asked for one module, whom, with what end, and the same asked by us. */
import type { ProbeFailure } from '../../failures/classifyEvidence.ts';
import type { FailureCode } from '../../failures/code.ts';
import type { TracedRequest } from '../../gocmd/trace/tracedRequest.ts';
import type { GoproxyList } from '../../goproxy/list/list.ts';
import type { ModuleQuery } from '../../goproxy/module/version.ts';
import type { RequestEvidence } from '../../goproxy/probe/evidence.ts';

/** Who was asked: an entry of the list, what stands behind `direct`, or the checksum database without an entry in between. */
export type Party = 'entry' | 'direct' | 'database';

export interface TraceFailure {
  readonly code: FailureCode;
  readonly detail: string | null;
}

export interface RoutedRequest extends TracedRequest {
  readonly party: Party;
  /** The entry's number, that of `direct` too; null where the list has none for it (GOPRIVATE, the database). */
  readonly entry: number | null;
  /** As a URL, with its secrets; null where none is used, and where the version control system decides. */
  readonly forwardProxy: string | null;
  /** Null where it was answered with 200. */
  readonly failure: TraceFailure | null;
  /** What go was still waiting for when its time was over; null where it was not waiting for this. */
  readonly hung: 'head' | 'body' | null;
}

/** The same request made by us. */
export interface ComparedRequest {
  readonly party: 'entry' | 'direct';
  readonly entry: number | null;
  readonly evidence: RequestEvidence;
  readonly failure: ProbeFailure | null;
  /** What go took to the answer's head; null where it did not ask, or got none. */
  readonly goMs: number | null;
}

export interface TraceOutcome {
  readonly ok: boolean;
  /** Null where all is well. */
  readonly code: FailureCode | null;
  readonly detail: string | null;
  /** The entry that decided; null where none did, or it is unknown. */
  readonly entry: number | null;
  /** Go did not end within its time. */
  readonly hung: boolean;
}

export interface TraceReport {
  /** As it was asked for. */
  readonly query: ModuleQuery;
  /** What go made of it; null where it did not get that far. */
  readonly version: string | null;
  readonly go: { readonly path: string; readonly version: string | null };
  readonly goproxy: string;
  /** Null where go refuses it. */
  readonly list: GoproxyList | null;
  readonly requests: readonly RoutedRequest[];
  readonly compared: readonly ComparedRequest[];
  readonly outcome: TraceOutcome;
  /** How long go ran. */
  readonly ms: number;
}

/** Why there is no trace. `detail` is for the log: an errno word, or the first line of what was said. */
export interface NoTrace {
  readonly code: 'no-go' | 'not-go' | 'hangs' | 'floods' | 'not-started' | 'failed' | 'no-folder';
  readonly detail: string;
}

/** What is being done now: go is asked for its settings, go is traced, the entries are asked by us. */
export type TraceStep = 'go' | 'trace' | 'compare';
