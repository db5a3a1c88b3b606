/** `Go Proxy: Show Effective Settings`: the effective map as a read-only document. */
import * as vscode from 'vscode';
import { redact } from '../../base/redact.ts';
import { environmentMarkdown } from '../../text/report/environment/environmentMarkdown.ts';
import { editorText } from '../../text/words/editor/editorText.ts';
import { COMMANDS } from '../commands.ts';
import { effectiveMap } from '../examination/effectiveMap.ts';
import type { EditorExaminer } from '../examination/examiner.ts';

const SCHEME = 'go-proxy';

export function registerEnvironment(examiner: EditorExaminer): vscode.Disposable {
  let shown = '';
  let showing = 0;
  const show = async () => {
    const { report, go } = await effectiveMap(examiner);
    shown = redact(environmentMarkdown(report, go));
    // A document that is asked for again is shown as it was: each showing is another one.
    const uri = vscode.Uri.from({
      scheme: SCHEME,
      path: `/${editorText.environmentTitle()}.md`,
      query: String(++showing),
    });
    await vscode.commands.executeCommand('markdown.showPreview', uri);
  };
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, { provideTextDocumentContent: () => shown }),
    vscode.commands.registerCommand(COMMANDS.environment, show),
  );
}
