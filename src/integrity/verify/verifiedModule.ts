/** What verifying one version found. */
import type { FailureCode } from '../../failures/code.ts';

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
   * its go.mod names another one.
   */
  readonly detail: string | null;
}
