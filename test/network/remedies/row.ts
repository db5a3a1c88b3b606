/** One row of the table: a trouble, how it is recognised, and what ends it. */
import type { Scenario } from '../../../scripts/record/scenario.ts';
import type { RemedyId } from '../../../src/failures/catalogue.ts';
import type { FailureCode } from '../../../src/failures/code.ts';

/** The world of a row: who answers what, what the user has set, what lies in the home folder. */
export interface Circumstances {
  /** See scenario.ts. `GO-MIRROR` stands for the host of Go's own mirror. */
  readonly hosts?: Scenario['hosts'];
  readonly socket?: Scenario['socket'];
  /** Beyond a clean environment; an empty string takes a variable away. */
  readonly env?: Readonly<Record<string, string>>;
  /** Files below the home folder. `$SUMS` stands for the go.sum lines of all modules. */
  readonly files?: Readonly<Record<string, string>>;
  /** A line of sh, run in the folder `app`. */
  readonly shell?: string;
}

export interface Played extends Circumstances {
  readonly code: FailureCode;
  /** In a few words, what is wrong and what ends it. */
  readonly words: string;
  /** The list in force: in go's env file, unless `workspace` is true: then in the folder's `go.goproxy`. */
  readonly goproxy: string;
  readonly workspace?: true;
  /** Further lines of go's env file; `$KEY` stands for the lab database's key. GOSUMDB=off unless told. */
  readonly settings?: Readonly<Record<string, string>>;
  /** What came before the fault: hosts, a run of go that is to succeed or not as it may, and a line of sh. */
  readonly before?: { readonly hosts: Scenario['hosts']; readonly args: readonly string[]; readonly shell?: string };
  readonly args: readonly string[];
  /** Whose words tell the code: those of go, or the examination's finding; go then fails otherwise, hangs, or succeeds. */
  readonly by?: 'words' | 'looking';
  /** go would wait for ever: it is ended after a while. */
  readonly hangs?: true;
  /** It is about time: ms beyond which an answer is slow. */
  readonly latency?: number;
  readonly detail?: string;
  readonly entry: number | null;
  readonly remedy: RemedyId;
  /**
   * Of a remedy that only says what to do, or that waits: what the user has done, or what has passed. Null where the remedy does
   * all of it.
   */
  readonly afterwards?: Circumstances;
  /** Not the first of those that do something: why the one before it is offered. */
  readonly behind?: string;
}

/** A code without a play: no remedy can, or nobody finds it yet. */
export interface Told {
  readonly code: FailureCode;
  readonly reason: string;
  /** A file, from the repository's root, that recognises it, and words in it; null where nothing recognises it yet. */
  readonly shownBy: readonly [file: string, words: string] | null;
}

export type Row = Played | Told;

export function isPlayed(row: Row): row is Played {
  return 'args' in row;
}
