/** `Go Proxy: Compare Module Proxies`: the mirrors side by side, as a read-only document. */
import * as vscode from 'vscode';
import type { Log } from '../../base/log.ts';
import { redact } from '../../base/redact.ts';
import { compareMarkdown } from '../../text/report/compare/compareMarkdown.ts';
import { compareProgressText, compareWords } from '../../text/words/command/compareText.ts';
import { switchText } from '../../text/words/editor/switchText.ts';
import { withSteps } from '../adapters/withProgress.ts';
import { COMMANDS } from '../commands.ts';
import type { EditorExaminer } from '../examination/examiner.ts';
import { currentModuleFolder } from '../examination/goModule.ts';

const SCHEME = 'go-proxy-compare';

export function registerCompare(examiner: EditorExaminer, log: Log): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  let shown = '';
  return vscode.Disposable.from(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: () => shown,
    }),
    vscode.commands.registerCommand(COMMANDS.compare, async () => {
      const markdown = await compareWithProgress(examiner, log);
      if (markdown === null) return;
      shown = markdown;
      const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${compareWords.title()}.md` });
      changed.fire(uri);
      await vscode.commands.executeCommand('markdown.showPreview', uri);
    }),
  );
}

/** Returns null where it was cancelled, or has been told that there is none. */
function compareWithProgress(examiner: EditorExaminer, log: Log): Thenable<string | null> {
  const steps = { title: switchText.comparing(), log, topic: 'compare', failed: switchText.failed };
  return withSteps(steps, async (signal, report) => {
    const compared = await examiner.compareMirrors([], await currentModuleFolder(), signal, (comparison) =>
      report(compareProgressText(comparison)),
    );
    return redact(compareMarkdown(compared));
  });
}
