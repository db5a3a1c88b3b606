/** What mirrors are to be asked side by side, and what came of it, as plain data: both cross to the worker. */
import type { Environment } from '../../gocmd/env/environmentVariable.ts';
import type { UrlEntry } from '../../goproxy/list/list.ts';
import type { SampleModule } from '../../goproxy/module/sample.ts';
import type { RequestEvidence } from '../../goproxy/probe/evidence.ts';
import type { CredentialFields } from '../../net/exchange.ts';

export interface MeasuredModule extends SampleModule {
  /** Whether its archive is asked for too. */
  readonly withArchive: boolean;
}

export interface MirrorToMeasure {
  readonly entry: UrlEntry;
  /** At least one. */
  readonly modules: readonly MeasuredModule[];
  /** Secrets: what go would send beside the URL's own userinfo. */
  readonly credentials: CredentialFields;
}

export interface MeasureQuestion {
  readonly mirrors: readonly MirrorToMeasure[];
  /** The checksum database to ask for through each mirror, or null. */
  readonly sumdb: { readonly name: string; readonly subject: SampleModule } | null;
  /** HTTP_PROXY, SSL_CERT_FILE and their families, as go would see them. */
  readonly network: Environment;
  /** ms for all small files of one mirror together, and the same again for its archives. */
  readonly deadline: number;
}

/** The hashes of what arrived whole; null for what did not, and for what was not asked for. */
export interface ArrivedSums extends SampleModule {
  readonly mod: string | null;
  readonly zip: string | null;
}

/** What a mirror has shown so far. */
export interface Measurement {
  /** In the order asked; fewer requests than planned where one took the time or the connection of the rest. */
  readonly evidence: readonly RequestEvidence[];
  readonly sums: readonly ArrivedSums[];
  /** The modules whose list arrived whole and lacks the version asked for. */
  readonly unlisted: readonly string[];
  /** Nothing more is to come. */
  readonly done: boolean;
}

/** Of a mirror that has shown nothing yet. */
export const UNMEASURED: Measurement = { evidence: [], sums: [], unlisted: [], done: false };

/** Told whenever a mirror has shown more. */
export interface MeasureProgress {
  /** The mirror's place in the question. */
  readonly at: number;
  readonly measurement: Measurement;
}
