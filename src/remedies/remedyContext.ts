/** What proposeRemedies is told: the failure, as a probe or as go's own words show it, and what is set where. */
import type { FailureCode } from '../failures/code.ts';
import type { GoproxyList } from '../goproxy/list/list.ts';
import type { Hashes, MismatchReport, RecordProof } from './remedy.ts';
import type { Shell, Store } from './shellLine.ts';

export interface RemedyFailure {
  readonly code: FailureCode;
  readonly detail: string | null;
  /** The entry at fault; null where none is, or where it is not known. */
  readonly entry: number | null;
  readonly module?: string | null;
  /** As printed; what is no canonical version is not acted upon. */
  readonly version?: string | null;
  /** The party that failed, where it is no entry of the list. */
  readonly host?: string | null;
  /** What a triage has found out; null or absent where none was made. */
  readonly triage?: TriageFacts | null;
  /** What a layer of the network tells of it; see NetworkFailure. */
  readonly facts?: Readonly<Record<string, string>>;
}

/** A version whose hashes disagree, once every source was asked. */
export interface TriageFacts {
  /** Sources that are wrong. */
  readonly odd: ReadonlySet<'mirror' | 'direct' | 'go.sum' | 'cache' | 'vendor'>;
  readonly expected: Hashes | null;
  readonly proof: RecordProof | null;
  /** The mirrors, or the origin, that send other bytes, and what they send. */
  readonly sent: MismatchReport['sent'];
  /** Absolute paths of the go.sum files with wrong lines. */
  readonly sums: readonly string[];
  /** The entry of the list that sends the right bytes, as a list of its own; null where none does. */
  readonly source: string | null;
}

/** The variables that remedies set beside GOPROXY. */
export type GoVariable = 'GOPRIVATE' | 'GONOPROXY' | 'GONOSUMDB' | 'GOSUMDB' | 'GOTOOLCHAIN';

/** The value that was set, '' where none was: what go derives from another variable or takes by default is not here. */
export interface SetValue {
  readonly value: string;
  /** Null where it is in neither of them: the toolchain's own, or not set. */
  readonly store: 'os-env' | 'go-env-file' | null;
}

export interface RemedyContext {
  /** Null where the list could not be parsed. */
  readonly list: GoproxyList | null;
  /** The first entry that is well, behind the first place; null where there is none, or none was examined. */
  readonly better: number | null;
  /** Whether the entries were examined: else nothing is known of those behind the one at fault. False unless told. */
  readonly examined?: boolean;
  /** The setting of GOPROXY that is in force; its store is null where it is the toolchain's default. */
  readonly current: { readonly value: string; readonly store: Store | null };
  /** Where GOPROXY is changed: `workspace` in this folder's go.goproxy, `user` (unless told) where the present value is. */
  readonly scope?: 'user' | 'workspace';
  readonly variables?: Readonly<Partial<Record<GoVariable, SetValue>>>;
  /** Whether the Go extension is there, which gives GOPROXY to its tools and to gopls by a setting of its own. False unless told. */
  readonly hasGoExtension?: boolean;
  /** Further public mirrors: the toolchain's default. */
  readonly publicMirrors: readonly string[];
  readonly shell: Shell;
  /** Whether a command failed, which could be run again. False unless told. */
  readonly hasCommand?: boolean;
  /** `go1.26.8`; null or absent where it is not known. */
  readonly goVersion?: string | null;
  /** The version in go.mod's `go` line, for instance `1.24.0`. */
  readonly goLine?: string | null;
}
