/** The hover of a requirement in go.mod: who serves it, what it is held against, what the latest version is. */
import * as vscode from 'vscode';
import type { Clock } from '../../../base/clock.ts';
import { type Log, thrownText } from '../../../base/log.ts';
import { Recently } from '../../../base/recently.ts';
import { redact } from '../../../base/redact.ts';
import type { Unasked } from '../../../doctor/requirement/requirementReport.ts';
import { editorText } from '../../../text/words/editor/editorText.ts';
import { signalOf } from '../../adapters/signalOf.ts';
import { COMMANDS } from '../../commands.ts';
import type { EditorExaminer, RequirementMemory } from '../../examination/examiner.ts';
import type { ListStatus } from '../../examination/listStatus.ts';
import type { Settings } from '../../settings.ts';
import { GO_MOD } from './goModFiles.ts';

export interface HoverParts {
  readonly examiner: EditorExaminer;
  readonly settings: Settings;
  readonly status: ListStatus;
  readonly clock: Clock;
  readonly log: Log;
}

/** ms for which it counts what an entry has said of a module. */
const MINUTE = 60_000;
/** ms: who waits longer has moved on. The entries are given less. */
const LIMIT = 4_000;

export function registerRequirementHover(parts: HoverParts): vscode.Disposable {
  const memory: RequirementMemory = {
    answers: new Recently(parts.clock, MINUTE),
    graphs: new Recently(parts.clock, MINUTE),
  };
  return vscode.languages.registerHoverProvider(GO_MOD, {
    provideHover: (document, position, token) => hoverOf(document, position, token, memory, parts),
  });
}

async function hoverOf(
  document: vscode.TextDocument,
  { line }: vscode.Position,
  token: vscode.CancellationToken,
  memory: RequirementMemory,
  { examiner, settings, status, log }: HoverParts,
): Promise<vscode.Hover | undefined> {
  // In the module cache lie go.mod files of others: of what they require go asks nobody here.
  if (vscode.workspace.getWorkspaceFolder(document.uri) === undefined) return undefined;
  const signal = AbortSignal.any([signalOf(token), AbortSignal.timeout(LIMIT)]);
  try {
    const { examination } = status.snapshot;
    const at = { uri: document.uri, text: document.getText(), line: line + 1 };
    const known = { look: examination, unasked: whyUnasked(settings, status) };
    const report = await examiner.examineRequirement(at, known, memory, signal);
    if (report === null) return undefined;
    const { requirementMarkdown } = await import('../../../text/report/modules/requirementMarkdown.ts');
    return new vscode.Hover(markdown(redact(requirementMarkdown(report))), document.lineAt(line).range);
  } catch (error) {
    if (!signal.aborted) log.write('error', 'hover', thrownText(error));
    return undefined;
  }
}

function whyUnasked({ pace }: Settings, { snapshot }: ListStatus): Unasked | null {
  if (!vscode.workspace.isTrusted) return 'untrusted';
  if (typeof pace === 'string') return pace;
  return snapshot.reason === 'offline' ? 'offline' : null;
}

function markdown(text: string): vscode.MarkdownString {
  const made = new vscode.MarkdownString(
    `${text}\n\n[Go Proxy: ${editorText.diagnose()}](command:${COMMANDS.diagnose})`,
  );
  made.isTrusted = { enabledCommands: [COMMANDS.diagnose] };
  return made;
}
