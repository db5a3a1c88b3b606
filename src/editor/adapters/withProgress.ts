/** Progress with cancel for what a press of the user's started. */
import * as vscode from 'vscode';
import { type Log, thrownText } from '../../base/log.ts';
import { signalOf } from './signalOf.ts';

/** In a notification where it may take longer than a second (`ms` > 0), else in the status bar; undefined when cancelled. */
export function withProgress<T>(
  title: string,
  ms: number,
  run: (signal: AbortSignal) => Promise<T>,
): Thenable<T | undefined> {
  const location = ms > 0 ? vscode.ProgressLocation.Notification : vscode.ProgressLocation.Window;
  return vscode.window.withProgress({ location, title, cancellable: true }, async (_, token) => {
    const signal = signalOf(token);
    try {
      return await run(signal);
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    }
  });
}

export interface Steps {
  readonly title: string;
  readonly log: Log;
  /** The log's topic. */
  readonly topic: string;
  /** What the user is told where it throws; the log says why. */
  failed(): string;
}

/** In a notification that also says how far it has come (`report`, redacted); null when cancelled, and where it failed. */
export function withSteps<T>(
  { title, log, topic, failed }: Steps,
  run: (signal: AbortSignal, report: (message: string) => void) => Promise<T>,
): Thenable<T | null> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const signal = signalOf(token);
    try {
      return await run(signal, (message) => progress.report({ message }));
    } catch (error) {
      if (signal.aborted) return null;
      log.write('error', topic, thrownText(error));
      void vscode.window.showErrorMessage(failed());
      return null;
    }
  });
}
