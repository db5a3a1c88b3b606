/** What an import is asked and what it answers: plain data, which crosses to the worker. */
import type { FailureCode } from '../../failures/code.ts';
import type { Environment } from '../../gocmd/env/environmentVariable.ts';
import type { ModuleQuery } from '../../goproxy/module/version.ts';
import type { DatabaseQuestion } from '../sumdb/openDatabase.ts';
import type { SourceFault, SourceKind } from './source/source.ts';
import type { ModuleVersion, StagedModule } from './stage/stagedModule.ts';

export interface ImportQuestion {
  /** Absolute paths and URLs. */
  readonly sources: readonly string[];
  /** Whose the one source is, or which module of it is wanted; null: its own names tell. */
  readonly named: ModuleQuery | null;
  /** Absolute path of the go command, and what it is run with. */
  readonly go: string;
  readonly env: Environment;
  /** GOMODCACHE. */
  readonly modCache: string;
  /** Folder of the user's module; null where he is in none. */
  readonly folder: string | null;
  /** The text of its go.sum; null for none. */
  readonly goSum: string | null;
  readonly database: DatabaseQuestion;
  /** HTTP_PROXY and its family, SSL_CERT_FILE and SSL_CERT_DIR. */
  readonly network: Environment;
  /** The user's yes to what nobody vouches for. */
  readonly unproved: boolean;
  /** ms for one run of go. */
  readonly deadline: number;
}

export type ImportStep = 'read' | 'hash' | 'prove' | 'try' | 'take' | 'look';

export interface ImportProgress {
  readonly step: ImportStep;
  readonly done: number;
  readonly all: number;
}

export interface ImportedModule extends Pick<StagedModule, 'module' | 'version' | 'hasZip'> {
  /** `h1:…` of the archive; null where there is none, or none that can be read. */
  readonly sum: string | null;
  readonly ok: boolean;
  readonly code: FailureCode | null;
  /** Of a ZipFault, an Unproved, `go.sum`, `cache` or what a code's details are; null for none. */
  readonly detail: string | null;
  /** Who vouches for it: null for nobody. */
  readonly proof: 'go.sum' | 'database' | null;
  /** go's words, for people; null where it took the module, or was not asked. */
  readonly words: string | null;
  /** Names of its files in the cache before, which taking it out again leaves there; null where the cache had its archive already. */
  readonly before: readonly string[] | null;
}

export interface Imported {
  /** One a source. */
  readonly kinds: readonly SourceKind[];
  readonly modules: readonly ImportedModule[];
  /** What the user's module still lacks, as far as go can tell; empty where it lacks nothing, null where that was not found out. */
  readonly missing: readonly ModuleVersion[] | null;
}

/** `no-folder`: temporary files cannot be written, with the errno word. `no-cache`: go tells of no module cache. */
export type ImportFault =
  | SourceFault
  | { readonly code: 'no-folder'; readonly detail: string }
  | { readonly code: 'no-cache'; readonly detail: string };
