/** What gopls said of a workspace, as stored in recorded/. */
import { readFile } from 'node:fs/promises';
import type { LspDiagnostic } from './record/lspClient.ts';

export interface RecordedDiagnostic extends LspDiagnostic {
  /** Name in the workspace's folder. */
  readonly file: string;
}

export interface RecordedCase {
  /** False where gopls was still loading after 15 s. */
  readonly ends: boolean;
  readonly diagnostics: readonly RecordedDiagnostic[];
  readonly progress: readonly string[];
}

/** Reads a case of record/cases.ts. */
export async function recordedCase(name: string): Promise<RecordedCase> {
  return JSON.parse(await readFile(new URL(`./recorded/${name}.json`, import.meta.url), 'utf8')) as RecordedCase;
}
