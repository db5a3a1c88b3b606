/** What making a bundle is asked and what it answers. */
import type { FailureCode } from '../../../failures/code.ts';
import type { Environment } from '../../../gocmd/env/environmentVariable.ts';
import type { DatabaseQuestion } from '../../sumdb/openDatabase.ts';
import type { BundleManifest } from './manifest.ts';

export interface BundleQuestion {
  /** Folder of the module whose graph it is for, and the texts of its go.mod and go.sum. */
  readonly folder: string;
  readonly goMod: string;
  readonly goSum: string | null;
  /** Absolute path of the go command, and what it is run with. */
  readonly go: string;
  readonly env: Environment;
  /** GOMODCACHE. */
  readonly modCache: string;
  readonly database: DatabaseQuestion;
  readonly network: Environment;
  /** Absolute path of the file to write. */
  readonly out: string;
  /** ms for one run of go. */
  readonly deadline: number;
}

export type BundleStep = 'fetch' | 'gather' | 'prove' | 'write';

export interface Bundle {
  readonly file: string;
  readonly bytes: number;
  readonly manifest: BundleManifest;
  /** Folders that stand in for modules (replace): they are on this machine alone. */
  readonly folders: readonly string[];
}

/**
 * `incomplete`: go could not get everything, in its own words. `no-room`: temporary files cannot be written, with the errno word;
 * `unwritable`: the bundle itself. `no-cache`: go tells of no module cache.
 */
export type BundleFault =
  | { readonly code: 'incomplete'; readonly failure: FailureCode; readonly words: string }
  | { readonly code: 'no-room' | 'unwritable' | 'no-cache'; readonly detail: string };
