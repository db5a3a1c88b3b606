/** An incident: what a command of the user's own died of, each failure where it concerns the workspace. */
import type { TextFailure } from '../../failures/textFailure.ts';
import type { Finding } from '../finding.ts';

/** A part of one line of a file. */
export interface Place {
  /** Absolute path. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** UTF-16 columns from 0, a byte order mark not counted; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
}

export interface CommandFinding extends Finding {
  readonly failure: TextFailure;
  /** Null where no file of the workspace is concerned, or the file is not there any more. */
  readonly place: Place | null;
}

export interface Incident {
  /** As typed; null for a text that was pasted. */
  readonly command: string | null;
  /** The folder it ran in; null where that is not known. */
  readonly cwd: string | null;
  /** When it ended, in ms since the epoch. */
  readonly at: number;
  /** The deciding one first; never empty. */
  readonly findings: readonly CommandFinding[];
}
