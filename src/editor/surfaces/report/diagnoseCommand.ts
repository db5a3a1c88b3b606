/** `Go Proxy: Diagnose`: the whole examination with progress and cancel, then the report. */
import * as vscode from 'vscode';
import type { Log } from '../../../base/log.ts';
import type { Monitor } from '../../../doctor/watch/monitor.ts';
import { editorText } from '../../../text/words/editor/editorText.ts';
import { progressText } from '../../../text/words/progressText.ts';
import { withSteps } from '../../adapters/withProgress.ts';
import { COMMANDS } from '../../commands.ts';
import type { EditorExaminer } from '../../examination/examiner.ts';
import type { ListStatus } from '../../examination/listStatus.ts';
import type { ReportPanel } from './reportPanel.ts';

export function registerDiagnose(
  examiner: EditorExaminer,
  monitor: Monitor,
  status: ListStatus,
  panel: ReportPanel,
  log: Log,
): vscode.Disposable {
  const steps = { log, topic: 'diagnose', failed: editorText.failed };
  const diagnose = async () => {
    panel.setBusy(true);
    await withSteps({ ...steps, title: editorText.diagnosing() }, async (signal, report) => {
      const { changes } = monitor;
      const examination = await examiner.examine('sample', signal, (step) => report(progressText(step)));
      if (examination === null) {
        void vscode.window.showWarningMessage(editorText.noList());
        return;
      }
      await monitor.accept(examination, changes);
      panel.show(examination, status.snapshot);
    });
    panel.setBusy(false);
  };
  return vscode.Disposable.from(
    vscode.commands.registerCommand(COMMANDS.diagnose, diagnose),
    panel.onDidAskAgain(() => void diagnose()),
  );
}
