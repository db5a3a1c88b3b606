/** What can be changed and taken back: requests, what came of them, and why not. */
import type { Environment } from '../../gocmd/env/environmentVariable.ts';

export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

export type ChangeRequest =
  /** `go env -w`, and `go env -u` for null, in the user's env file. */
  | { readonly kind: 'go-env'; readonly values: Readonly<Record<string, string | null>> }
  /**
   * Keys of `<folder>/.vscode/settings.json`. Null takes a key away; an object is merged into the object that is there:
   * `{ GOPROXY: null }` takes that one member away.
   */
  | { readonly kind: 'settings'; readonly folder: string; readonly values: Readonly<Record<string, JsonValue>> }
  /** Runs go in `folder`; what it does to go.mod, go.sum, go.work and go.work.sum can be taken back. */
  | { readonly kind: 'go'; readonly args: readonly string[]; readonly folder: string }
  /** Puts mended go.sum files in their places; see sums/stageSums.ts. */
  | { readonly kind: 'sums'; readonly edits: readonly SumsEdit[] };

/** A go.sum or go.work.sum as it is, and as go has written it in a copy. */
export interface SumsEdit {
  /** Absolute. */
  readonly path: string;
  readonly before: Buffer;
  readonly after: Buffer;
}

/** What undo shows. Holds no secret: whoever makes one redacts it. */
export interface ChangeLabel {
  readonly remedy: string;
  readonly subject: string;
}

/** How the go command stands now. */
export interface ChangeContext {
  /** Absolute path; null where there is none, or where it must not be run. */
  readonly go: string | null;
  /** The environment that go is run with. */
  readonly env: Environment;
  /** Absolute path of the user's env file, which may not exist; null with GOENV=off. See GoEnvironment. */
  readonly goenvFile: string | null;
}

/** One value that was changed. May hold a secret. */
export interface ChangedValue {
  /** A variable, a setting's key, or a setting's key and a member of the object it holds. */
  readonly path: readonly string[];
  /** Null where nothing was there. */
  readonly before: JsonValue;
  readonly after: JsonValue;
}

export interface Change {
  /** Empty where there was nothing to change: then there is nothing to take back. */
  readonly id: string;
  /** ms since the epoch. */
  readonly at: number;
  readonly label: ChangeLabel;
  readonly kind: ChangeRequest['kind'];
  /** Absolute paths of the files that were, or may be, changed. */
  readonly files: readonly string[];
  /** Empty for a run of go, and for sums. */
  readonly values: readonly ChangedValue[];
}

/** What undo has done. */
export interface Undone {
  readonly change: Change;
  /** The files that were written or removed. */
  readonly files: readonly string[];
  /** Someone else had changed the file since: only our own values were taken back. */
  readonly merged: boolean;
  /** The change had been cut off in the midst: what was recorded before it was restored. */
  readonly interrupted: boolean;
}

/** Why nothing was changed, or not taken back. Texts may hold secrets: surfaces redact them. */
export type ChangeFault =
  /** The settings file is no JSON object with comments; `line` from 1, or null where it is no text at all. */
  | { readonly code: 'syntax'; readonly file: string; readonly line: number | null }
  | { readonly code: 'read-only'; readonly file: string }
  /** An editor holds the file with changes that are not saved: it would write them over ours. */
  | { readonly code: 'unsaved'; readonly file: string }
  /** Reading or writing failed otherwise; `detail` is the errno word. */
  | { readonly code: 'unwritable'; readonly file: string; readonly detail: string }
  /** Another change is being made at this moment. */
  | { readonly code: 'busy' }
  /** Someone else has changed the same value since: nothing is overwritten. Null where there is nothing. */
  | {
      readonly code: 'changed-meanwhile';
      readonly file: string;
      /** What differs; empty where it is the file as a whole. */
      readonly path: readonly string[];
      readonly before: string | null;
      readonly after: string | null;
      readonly current: string | null;
    }
  | { readonly code: 'no-go' }
  /** GOENV=off, or no home folder: there is no file that go would read. */
  | { readonly code: 'no-env-file' }
  /** What go said last; `change` is what it had changed all the same, to be undone, or null. */
  | { readonly code: 'go-failed'; readonly detail: string; readonly change: Change | null }
  | { readonly code: 'nothing-to-undo' }
  /** A request or a record that names what we never change. */
  | { readonly code: 'not-allowed'; readonly file: string }
  | { readonly code: 'aborted' };
