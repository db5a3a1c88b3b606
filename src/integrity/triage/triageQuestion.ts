/** What a triage is asked, as plain data: it crosses to the worker. */
import type { Environment } from '../../gocmd/env/environmentVariable.ts';
import type { UrlEntry } from '../../goproxy/list/list.ts';
import type { FieldsByUrl } from '../sumdb/database.ts';
import type { DatabaseQuestion } from '../sumdb/openDatabase.ts';
import type { SumFile } from './goSumSource.ts';
import type { Source, TriageModule } from './source.ts';

export interface TriageQuestion {
  readonly subject: TriageModule;
  /** Those of the list and more, each once. */
  readonly mirrors: readonly UrlEntry[];
  readonly credentials: FieldsByUrl;
  readonly database: DatabaseQuestion;
  /** HTTP_PROXY, SSL_CERT_FILE and their families, as go would see them. */
  readonly network: Environment;
  /** Null where the origin is not to be asked. */
  readonly direct: { readonly go: string; readonly env: Environment; readonly goenvFile: string | null } | null;
  /** The go.sum files that go reads, the module's own first; none where there is no module. */
  readonly sums: readonly SumFile[];
  /** The vendor folder that go builds from; null where it does not. */
  readonly vendor: string | null;
  /** GOMODCACHE, '' where it is not known. */
  readonly modCache: string;
  /** ms for each source. */
  readonly deadline: number;
}

/** Told as the sources answer, one after the other. */
export interface TriageProgress extends Pick<Source, 'source' | 'name'> {
  /** Of its archive so far; null where it has answered. */
  readonly bytes: number | null;
  /** How many have answered, and of how many. */
  readonly done: number;
  readonly all: number;
}
