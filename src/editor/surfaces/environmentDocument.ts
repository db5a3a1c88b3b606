/** `Go Proxy: Show Effective Settings`: the effective map as a read-only document. */
import * as vscode from 'vscode';
import { redact } from '../../base/redact.ts';
import type { EditorLayers, EditorSettings } from '../../doctor/effective/editorSettings.ts';
import { environmentReport } from '../../doctor/effective/environmentReport.ts';
import { environmentMarkdown } from '../../text/report/environmentMarkdown.ts';
import { editorText } from '../../text/words/editorText.ts';
import { COMMANDS } from '../commands.ts';
import type { EditorExaminer } from '../examiner.ts';
import { currentModuleFolder } from '../goModule.ts';

const SCHEME = 'go-proxy';

/** ms for asking go. */
const DEADLINE = 10_000;

export function registerEnvironment(examiner: EditorExaminer): vscode.Disposable {
  let shown = '';
  let showing = 0;
  const show = async () => {
    const folder = await currentModuleFolder();
    const { environment, located, pinned } = await examiner.settings(
      folder?.fsPath ?? null,
      AbortSignal.timeout(DEADLINE),
    );
    const report = environmentReport(environment, { ...layers(folder), pinned, source: null });
    const go = { path: located.path, version: environment.goVersion };
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

/** VS Code's settings that give somebody a GOPROXY, the folder's and the user's apart. */
function layers(folder: vscode.Uri | undefined): EditorLayers {
  const inspect = (section: string, key: string) =>
    vscode.workspace.getConfiguration(section, folder ?? null).inspect<unknown>(key);
  const goproxy = inspect('go', 'goproxy');
  const tools = inspect('go', 'toolsEnvVars');
  const gopls = inspect('gopls', 'build.env');
  const terminal = inspect('terminal.integrated', `env.${PLATFORMS[process.platform] ?? 'linux'}`);
  const of = (pick: (inspected: ReturnType<typeof inspect>) => unknown): EditorSettings => ({
    goproxy: text(pick(goproxy)),
    toolsEnvVars: variables(pick(tools)),
    goplsEnv: variables(pick(gopls)),
    terminalEnv: variables(pick(terminal)),
  });
  return {
    workspace: of((one) => one?.workspaceFolderValue ?? one?.workspaceValue),
    user: of((one) => one?.globalValue),
    trusted: vscode.workspace.isTrusted,
  };
}

const PLATFORMS: Readonly<Partial<Record<NodeJS.Platform, string>>> = { win32: 'windows', darwin: 'osx' };

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function variables(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}
