/** What a triage is asked, as plain data: it crosses to the worker. */
import type { Environment } from '../../gocmd/env/environmentVariable.ts';
import type { UrlEntry } from '../../goproxy/list/list.ts';
import type { FieldsByUrl } from '../sumdb/database.ts';
import type { DatabaseQuestion } from '../sumdb/openDatabase.ts';
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
  /** Folder of the module whose go.sum and vendor count; null where there is none. */
  readonly folder: string | null;
  /** GOMODCACHE, '' where it is not known. */
  readonly modCache: string;
  /** ms for each source. */
  readonly deadline: number;
}

/** Told as the sources answer, one after the other. */
export interface TriageProgress extends Pick<Source, 'source' | 'name'> {
  /** How many have answered, and of how many. */
  readonly done: number;
  readonly all: number;
}
