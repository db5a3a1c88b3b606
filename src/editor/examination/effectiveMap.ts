/** The effective map of this window: what go says of its settings, and what VS Code's settings give to whom. */
import * as vscode from 'vscode';
import type { EditorLayers, EditorSettings } from '../../doctor/effective/editorSettings.ts';
import { environmentReport } from '../../doctor/effective/environmentReport.ts';
import type { EnvironmentSeen } from '../../text/report/dashboard/effectiveTables.ts';
import type { EditorExaminer } from './examiner.ts';
import { currentModuleFolder } from './goModule.ts';

/** ms for asking go. */
const DEADLINE = 10_000;

/** For the module that is worked on. Values are raw: redaction is the last step. */
export async function effectiveMap(examiner: EditorExaminer): Promise<EnvironmentSeen> {
  const folder = await currentModuleFolder();
  const signal = AbortSignal.timeout(DEADLINE);
  const { environment, located, pinned } = await examiner.settings(folder?.fsPath ?? null, signal);
  return {
    report: environmentReport(environment, { ...layers(folder), pinned, source: null }),
    go: { path: located.path, version: environment.goVersion },
  };
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
