/** What an examination of a GOPROXY list brings to light: the model that findings, verdict and every surface are made from. */
import type { ProbeFailure } from '../../failures/classifyEvidence.ts';
import type { Action } from '../../goproxy/list/action.ts';
import type { Entry } from '../../goproxy/list/list.ts';
import type { Walk } from '../../goproxy/list/walk.ts';
import type { AskedRequest, RequestEvidence } from '../../goproxy/probe/evidence.ts';

/** The checksum database through one entry. */
export interface SumdbPassage {
  readonly name: string;
  /** The answer to `supported`: true for 200, false for "not here" (go tries the next entry), null for anything else. */
  readonly supported: boolean | null;
  /** Null where nothing is wrong; `sumdb-trap` where the entry offers the database and then fails to look up. */
  readonly failure: ProbeFailure | null;
  /** ms of the last request. */
  readonly ms: number;
}

export interface EntryExamination {
  readonly entry: Entry;
  /** In the order asked; empty for an entry that was not asked. */
  readonly evidence: readonly RequestEvidence[];
  /** Null where all is well and where nothing was asked. `slow` is the one failure of an entry that serves. */
  readonly failure: ProbeFailure | null;
  /** The request that `failure` was seen in, else the first one. */
  readonly telling: RequestEvidence | null;
  readonly sumdb: SumdbPassage | null;
  /** What go does here. */
  readonly action: Action;
  /** ms that go loses here a round of requests; null for ever. */
  readonly goWaits: number | null;
}

/** How `go mod download M@V` would end, as far as it was asked. */
export interface Verdict {
  readonly ok: boolean;
  readonly servedBy: number | null;
  /** The entry that decides the outcome; null where none does (an invalid list, a private module that goes direct). */
  readonly entry: number | null;
  readonly failure: ProbeFailure | null;
  /** go would wait without end. */
  readonly hangs: boolean;
}

/** A module's way along the list. */
export interface Route {
  readonly module: string;
  /** Null where no entry told which version `module` has. */
  readonly version: string | null;
  /** GONOPROXY or GOPRIVATE covers it: go passes the list by and goes direct. */
  readonly isPrivate: boolean;
  readonly walk: Walk<AskedRequest, ProbeFailure>;
}

export interface ListExamination {
  readonly entries: readonly EntryExamination[];
  /** One a module asked for; the first that fails, else the first, gives the verdict and the entries' actions. */
  readonly routes: readonly Route[];
  readonly verdict: Verdict;
}

/** Reports whether an entry is to be counted on: it serves, or says "not found" in the protocol's way. */
export function isAlive({ failure, evidence }: EntryExamination): boolean {
  if (evidence.length === 0) return false;
  if (failure === null || failure.code === 'slow') return true;
  return failure.code === 'not-found' && failure.detail !== 'html-page';
}
