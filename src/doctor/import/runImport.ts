/** Brings modules in for the user: finds his go, asks it where its cache is, and has the work done in this thread or another. */
import type { Clock } from '../../base/clock.ts';
import { failure, type Result } from '../../base/result.ts';
import type { Imported, ImportFault, ImportProgress, ImportQuestion } from '../../integrity/import/importQuestion.ts';
import { type GoPorts, viewGo } from '../environment/goView.ts';
import { type ImportRequest, importQuestion } from './importQuestion.ts';

export interface ImportRun extends ImportRequest {
  readonly goPath: string;
  /** False where `env` may not be that of the start; see startupEnvironment. */
  readonly envTrusted?: boolean;
}

export interface ImportRunPorts extends GoPorts {
  readonly clock: Clock;
  /** In this thread, or in the worker. */
  readonly importModules: (
    question: ImportQuestion,
    signal: AbortSignal,
    onProgress: (progress: ImportProgress) => void,
  ) => Promise<Result<Imported, ImportFault>>;
}

/** For a workspace that the user trusts. Rejects only when aborted. */
export async function runImport(
  run: ImportRun,
  ports: ImportRunPorts,
  signal: AbortSignal,
  onProgress: (progress: ImportProgress) => void,
): Promise<Result<Imported, ImportFault | { readonly code: 'no-go' }>> {
  const { env, envTrusted = true, cwd, goPath } = run;
  const view = await viewGo({ env, envTrusted, cwd, goPath, mayRun: true }, ports, signal);
  const go = view.located.path;
  if (go === null) return failure({ code: 'no-go' });
  return ports.importModules(await importQuestion(run, go, view, ports, signal), signal, onProgress);
}
