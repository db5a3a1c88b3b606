/** The hashing that a triage needs, as a port: in this thread or in another. */
import type { Result } from '../../base/result.ts';
import type { TriageModule } from './source.ts';

export interface Hashes {
  /** Returns `h1:…` of a module zip, or a machine word for what is wrong with it. Rejects only when aborted. */
  zip(file: string, subject: TriageModule, signal: AbortSignal): Promise<Result<string, string>>;
  /** Returns `h1:…` of a go.mod by itself. */
  goMod(bytes: Uint8Array): string;
}
