/** `Go Proxy: Trace a Module's Route…`: the real go on an empty cache, as a read-only document. */
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import type { Log } from '../../base/log.ts';
import { redact } from '../../base/redact.ts';
import { type TracePorts, traceModule } from '../../doctor/trace/traceModule.ts';
import type { ModuleQuery } from '../../goproxy/module/version.ts';
import { inert } from '../../text/inert.ts';
import { traceMarkdown } from '../../text/report/requests/traceMarkdown.ts';
import { traceCommandText } from '../../text/words/command/traceCommandText.ts';
import { noTraceSentence, stepText } from '../../text/words/verdict/traceText.ts';
import { withSteps } from '../adapters/withProgress.ts';
import { COMMANDS } from '../commands.ts';
import type { EditorExaminer } from '../examination/examiner.ts';
import { currentModuleFolder } from '../examination/goModule.ts';
import type { Settings } from '../settings.ts';
import { pickModule } from './modulePick.ts';

const SCHEME = 'go-proxy-trace';

/** ms for the whole: go alone waits so long for one connection. */
const TIMEOUT = 30_000;

interface Tracing {
  readonly examiner: EditorExaminer;
  readonly settings: Settings;
  readonly ports: TracePorts;
  readonly log: Log;
}

export function registerTrace(tracing: Tracing): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  let shown = '';
  const show = async (query: ModuleQuery, markdown: string) => {
    shown = markdown;
    const title = traceCommandText.document(nameOf(query)).replaceAll('/', '∕');
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${title}.md` });
    changed.fire(uri);
    await vscode.commands.executeCommand('markdown.showPreview', uri);
  };
  return vscode.Disposable.from(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: () => shown,
    }),
    vscode.commands.registerCommand(COMMANDS.traceModule, async () => {
      if (!vscode.workspace.isTrusted) {
        void vscode.window.showWarningMessage(traceCommandText.untrusted());
        return;
      }
      const folder = (await currentModuleFolder())?.fsPath ?? null;
      const [title, placeHolder] = [traceCommandText.title(), traceCommandText.placeHolder()];
      const query = await pickModule({ title, placeHolder, folder, files: tracing.ports.files });
      if (query === undefined) return;
      const markdown = await traceWithProgress(query, folder, tracing);
      if (markdown !== null) await show(query, markdown);
    }),
  );
}

/** Returns null where it was cancelled, or has been told that there is none. */
function traceWithProgress(
  query: ModuleQuery,
  folder: string | null,
  { examiner, settings, ports, log }: Tracing,
): Thenable<string | null> {
  const title = traceCommandText.tracing(nameOf(query));
  return withSteps({ title, log, topic: 'trace', failed: traceCommandText.failed }, async (signal, report) => {
    // The folder's go.goproxy is in it.
    const { env } = await examiner.changeContext(folder, signal);
    const cwd = folder ?? homedir();
    const request = { query, goproxy: null, cwd, env, goPath: settings.goPath, timeout: TIMEOUT };
    const traced = await traceModule(request, ports, signal, (step) => report(stepText(step)));
    if (traced.ok) return redact(traceMarkdown(traced.value));
    void vscode.window.showErrorMessage(redact(noTraceSentence(traced.error)));
    return null;
  });
}

function nameOf({ module, version }: ModuleQuery): string {
  return inert(`${module}@${version ?? 'latest'}`, 100);
}
