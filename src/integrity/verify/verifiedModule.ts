/** What verifying one version found. */
import type { FailureCode } from '../../failures/code.ts';
import type { ExpectedSum } from '../gosum/expectedSums.ts';
import type { VersionProof } from '../sumdb/proveVersions.ts';

export interface VerifiedModule {
  readonly module: string;
  readonly version: string;
  /** `h1:…` of the archive; null where there is none, or none that can be read. */
  readonly zip: string | null;
  /** `h1:…` of the go.mod that go uses. */
  readonly mod: string | null;
  readonly ok: boolean;
  readonly code: FailureCode | null;
  /**
   * What is wrong. Of a cached version: `zip`, `mod`, `ziphash`, `no-ziphash`, `folder`. Of an archive: a ZipFault, or `other-module` where
   * its go.mod names another one. Of either: `database-zip`, `database-mod` where it is not what the checksum database proves.
   */
  readonly detail: string | null;
  /** The line of a go.sum that is contradicted; null where that is not the matter. */
  readonly line: ExpectedSum | null;
  /** Null where the checksum database was not asked. */
  readonly proof: VersionProof | null;
}
