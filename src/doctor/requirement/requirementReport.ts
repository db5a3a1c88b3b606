/** What is known of one requirement of go.mod: the model that its hover is drawn from. Evidence as plain data. */
import type { ProbeFailure } from '../../failures/classifyEvidence.ts';
import type { Entry } from '../../goproxy/list/list.ts';
import type { WalkStep } from '../../goproxy/list/walk.ts';
import type { Replacement, Requirement } from '../../goproxy/module/goMod.ts';
import type { PauseReason } from '../../health/listState.ts';
import type { GraphFinding, ModuleVersion } from '../graph/graphExamination.ts';

/** Whether go asks a checksum database for what go.sum lacks. `covered`: by GONOSUMDB or GOPRIVATE. */
export type DatabaseUse =
  | { readonly kind: 'asked'; readonly name: string }
  | { readonly kind: 'covered' | 'off' | 'unusable' };

export interface SumState {
  /** Whether the go.sum files in force have the hash of the archive, and of go.mod. */
  readonly zip: boolean;
  readonly mod: boolean;
  readonly database: DatabaseUse;
}

/** What files and settings say. */
export interface RequirementFacts {
  readonly requirement: Requirement;
  /** The `replace` line that go goes by. */
  readonly replacement: Replacement | null;
  /** What go fetches; null where it takes a folder: what stands in for it, a module of the workspace, vendor/. */
  readonly fetched: ModuleVersion | null;
  readonly taken: 'replacement' | 'workspace' | 'vendor' | null;
  /** GONOPROXY or GOPRIVATE covers what is fetched: go asks no entry for it. */
  readonly isPrivate: boolean;
  readonly sums: SumState;
}

/** ms for everything that is asked: a hover that comes later is not read. */
export const DEADLINE = 2_000;

/** What entries answered. */
export interface RequirementAnswer {
  /** The entries that go's walk comes to, in its order. `direct` is not asked, and counts as served. */
  readonly steps: readonly WalkStep<ProbeFailure>[];
  readonly servedBy: number | null;
  /** There was no time to find out how the walk ends. */
  readonly isLate: boolean;
  /** When the required version was made (RFC 3339), as the entry that serves it says. */
  readonly time: string | null;
  /** What `@latest` says, and which entry says so. */
  readonly latest: { readonly version: string; readonly time: string | null; readonly entry: number } | null;
}

/** Why nobody was asked although go would ask. `exposed`: it looks private, and a public mirror would learn its name from us. */
export type Unasked = PauseReason | 'untrusted' | 'offline' | 'exposed';

/** What the latest look at the list saw, with a module that stands for the others. */
export interface LookedAt {
  /** The entry that served; null where none did. */
  readonly servedBy: Entry | null;
  /** In ms since the epoch. */
  readonly at: number;
}

export interface RequirementReport {
  readonly facts: RequirementFacts;
  /** Of the list in force; null where it cannot be used, or there is none. */
  readonly entries: readonly Entry[] | null;
  readonly answer: RequirementAnswer | null;
  readonly unasked: Unasked | null;
  /** Null where none was made of this list. */
  readonly look: LookedAt | null;
  /** That the author took the version back, or advises against the module, as far as the module cache knows. */
  readonly withdrawn: readonly GraphFinding[];
}
