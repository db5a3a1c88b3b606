/** What is known of the Go environment and of the module graph: evidence as plain data, from files and one offline call of go. */
import type { Severity } from '../../failures/catalogue.ts';
import type { NetworkFailure } from '../../failures/network/networkFailure.ts';
import type { GoFault } from '../../gocmd/goCommand.ts';
import type { ListedModule } from '../../gocmd/list/listedModule.ts';
import type { GoproxyList } from '../../goproxy/list/list.ts';
import type { GoMod } from '../../goproxy/module/goMod.ts';
import type { ContentProblem } from '../../goproxy/protocol/content.ts';

export interface ModuleFile {
  /** Absolute. */
  readonly file: string;
  readonly folder: string;
  readonly goMod: GoMod;
}

export interface ModuleVersion {
  readonly module: string;
  readonly version: string;
}

/** A version of which a file:// entry lacks one file of three. */
export interface IncompleteVersion extends ModuleVersion {
  readonly entry: number;
  readonly folder: string;
  /** The file's name, as `v1.0.0.zip`. */
  readonly lacks: string;
}

/** A version whose go.mod in the module cache is none. */
export interface PoisonedVersion extends ModuleVersion {
  readonly file: string;
  readonly problem: ContentProblem;
}

/** A `replace … => folder` that the build goes by. */
export interface FolderReplacement {
  readonly module: string;
  /** As written. */
  readonly target: string;
  /** Absolute. */
  readonly folder: string;
  /** go.mod or go.work that says so. */
  readonly file: string;
  /** Whether a go.mod can be read there. */
  readonly exists: boolean;
  /** Whether it lies in the repository (without one: in the folder of `file`). */
  readonly isInside: boolean;
}

export interface GraphExamination {
  /** The values that go goes by, by their names; '' for what is unset. */
  readonly settings: Readonly<Record<string, string>>;
  /** As `go env GOVERSION` prints it for the installed toolchain; null where go was not asked. */
  readonly goVersion: string | null;
  readonly list: GoproxyList | null;
  readonly publicMirrors: readonly string[];
  /** The module of the folder; null outside of any. */
  readonly own: ModuleFile | null;
  /** The modules that are built together: those of the workspace, else `own` alone. */
  readonly mains: readonly ModuleFile[];
  /** The go.work in force; its `goMod` holds the lines that both files have. `isAbove`: of a folder above the module's and the examined one. */
  readonly workspace: (ModuleFile & { readonly isAbove: boolean }) | null;
  /** The graph as go tells it; null where it does not. */
  readonly modules: readonly ListedModule[] | null;
  /** Why go told no graph; null where it did, and where it was not asked. */
  readonly fault: GoFault | null;
  /** Whether vendor/ is what the build goes by, and what says so. */
  readonly vendor: 'flag' | 'flag-without-folder' | 'folder' | null;
  readonly folderReplacements: readonly FolderReplacement[];
  /** The file:// entries, by their numbers, whose folder is not there. */
  readonly missingFolders: ReadonlyMap<number, string>;
  readonly incomplete: readonly IncompleteVersion[];
  readonly poisoned: readonly PoisonedVersion[];
  /** Modules of mains that the public checksum database has vouched for, by what lies in the module cache: public, whatever their names. */
  readonly vouched: ReadonlySet<string>;
  /** The host of the repository's remote `origin`; null where there is none. */
  readonly originHost: string | null;
  /** Toolchains other than the installed one that need no download: on the PATH or in the module cache, as `go1.22.3`. */
  readonly toolchains: ReadonlySet<string>;
}

export interface GraphFinding extends NetworkFailure {
  readonly severity: Severity;
  /** The module it is about, or null; its version, where it is about one, is the fact `version`. */
  readonly module: string | null;
}
