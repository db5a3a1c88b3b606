/** `Go Proxy: Diagnose`: the whole examination with progress and cancel, then the report. */
import * as vscode from 'vscode';
import type { Log } from '../../../base/log.ts';
import type { Monitor } from '../../../doctor/watch/monitor.ts';
import { editorText } from '../../../text/words/editor/editorText.ts';
import { progressText } from '../../../text/words/progressText.ts';
import { COMMANDS } from '../../commands.ts';
import type { EditorExaminer } from '../../examiner.ts';
import type { ListStatus } from '../../listStatus.ts';
import type { ReportPanel } from './reportPanel.ts';

export function registerDiagnose(
  examiner: EditorExaminer,
  monitor: Monitor,
  status: ListStatus,
  panel: ReportPanel,
  log: Log,
): vscode.Disposable {
  const diagnose = () =>
    vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: editorText.diagnosing(), cancellable: true },
      async (progress, token) => {
        const controller = new AbortController();
        token.onCancellationRequested(() => controller.abort());
        panel.setBusy(true);
        try {
          const examination = await examiner.examine('sample', controller.signal, (step) =>
            progress.report({ message: progressText(step) }),
          );
          if (examination === null) {
            void vscode.window.showWarningMessage(editorText.noList());
            return;
          }
          await monitor.accept(examination);
          panel.show(examination, status.snapshot);
        } catch (error) {
          if (controller.signal.aborted) return;
          log.write('error', 'diagnose', error instanceof Error ? (error.stack ?? error.message) : String(error));
          void vscode.window.showErrorMessage(editorText.failed());
        } finally {
          panel.setBusy(false);
        }
      },
    );
  return vscode.Disposable.from(
    vscode.commands.registerCommand(COMMANDS.diagnose, diagnose),
    panel.onDidAskAgain(() => void diagnose()),
  );
}
