/** `Go Proxy: Trace a Module's Route…`: the real go on an empty cache, as a read-only document. */
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import type { Log } from '../../base/log.ts';
import { redact } from '../../base/redact.ts';
import { type TracePorts, traceModule } from '../../doctor/trace/traceModule.ts';
import { findWorkspaceModule } from '../../doctor/workspaceModule.ts';
import { type ModuleQuery, parseModuleQuery } from '../../goproxy/module/version.ts';
import { inert } from '../../text/inert.ts';
import { traceMarkdown } from '../../text/report/traceMarkdown.ts';
import { commandText } from '../../text/words/commandText.ts';
import { traceCommandText } from '../../text/words/traceCommandText.ts';
import { noTraceSentence, stepText } from '../../text/words/traceText.ts';
import { COMMANDS } from '../commands.ts';
import type { EditorExaminer } from '../examiner.ts';
import { currentModuleFolder } from '../goModule.ts';
import type { Settings } from '../settings.ts';

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
      const query = await pickModule(folder, tracing);
      if (query === undefined) return;
      const markdown = await traceWithProgress(query, folder, tracing);
      if (markdown !== null) await show(query, markdown);
    }),
  );
}

/** A requirement of the module that is worked on, the direct ones first, or what is typed. */
async function pickModule(folder: string | null, { ports }: Tracing): Promise<ModuleQuery | undefined> {
  const workspace = folder === null ? null : await findWorkspaceModule(folder, ports.files);
  const requires = [...(workspace?.goMod.requires ?? [])].sort((a, b) => Number(a.indirect) - Number(b.indirect));
  const choices = requires.flatMap(({ module, version, indirect }) => {
    const query = parseModuleQuery(`${module}@${version}`);
    return query === null
      ? []
      : [{ label: module, description: indirect ? `${version} (${traceCommandText.indirect()})` : version, query }];
  });
  if (choices.length === 0) return typeModule();
  const typed = { label: `$(edit) ${traceCommandText.typed()}`, description: '', query: null };
  const picked = await vscode.window.showQuickPick([typed, ...choices], {
    title: traceCommandText.title(),
    placeHolder: traceCommandText.placeHolder(),
    matchOnDescription: true,
  });
  return picked === undefined ? undefined : (picked.query ?? typeModule());
}

async function typeModule(): Promise<ModuleQuery | undefined> {
  const text = await vscode.window.showInputBox({
    title: traceCommandText.title(),
    prompt: traceCommandText.prompt(),
    validateInput: (value) =>
      parseModuleQuery(value.trim()) === null ? commandText.notAModule(inert(value, 80)) : undefined,
  });
  return text === undefined ? undefined : (parseModuleQuery(text.trim()) ?? undefined);
}

/** Returns null where it was cancelled, or has been told that there is none. */
function traceWithProgress(
  query: ModuleQuery,
  folder: string | null,
  { examiner, settings, ports, log }: Tracing,
): Thenable<string | null> {
  const title = traceCommandText.tracing(nameOf(query));
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    const { signal } = controller;
    try {
      // The folder's go.goproxy is in it.
      const { env } = await examiner.changeContext(folder, signal);
      const cwd = folder ?? homedir();
      const request = { query, goproxy: null, cwd, env, goPath: settings.goPath, timeout: TIMEOUT };
      const traced = await traceModule(request, ports, signal, (step) => progress.report({ message: stepText(step) }));
      if (traced.ok) return redact(traceMarkdown(traced.value));
      void vscode.window.showErrorMessage(redact(noTraceSentence(traced.error)));
    } catch (error) {
      if (signal.aborted) return null;
      log.write('error', 'trace', error instanceof Error ? (error.stack ?? error.message) : String(error));
      void vscode.window.showErrorMessage(traceCommandText.failed());
    }
    return null;
  });
}

function nameOf({ module, version }: ModuleQuery): string {
  return inert(`${module}@${version ?? 'latest'}`, 100);
}
