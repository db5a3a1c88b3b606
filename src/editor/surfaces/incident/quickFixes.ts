/** Ctrl+.: the remedies of a diagnostic, ours or one that gopls shows for the same cause. */
import * as vscode from 'vscode';
import { redact } from '../../../base/redact.ts';
import { editorText } from '../../../text/words/editor/editorText.ts';
import { remedyWords } from '../../../text/words/remedy/remedyText.ts';
import type { RemedyCall } from '../../changes/remedyRunner.ts';
import { INTERNAL_COMMANDS } from '../../commands.ts';
import { MODULE_FILES, named } from '../goMod/goModFiles.ts';
import type { FindingDiagnostic, Problems } from './problems.ts';

const FILES: vscode.DocumentSelector = [...MODULE_FILES, named('*.go')];

export function registerQuickFixes(problems: Problems): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    FILES,
    {
      provideCodeActions(document, range, { diagnostics }) {
        const ours = problems.at(document.uri, range);
        // What gopls says of the line is mended by the same remedies.
        return ours.flatMap((one) => actionsOf(one, diagnostics));
      },
    },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
  );
}

function actionsOf(diagnostic: FindingDiagnostic, onLine: readonly vscode.Diagnostic[]): vscode.CodeAction[] {
  const { finding, incident } = diagnostic;
  return finding.remedies.map((remedy, index) => {
    const title = redact(remedyWords(remedy).title);
    const action = new vscode.CodeAction(
      remedy.action.kind === 'explain' ? editorText.explain(finding.code) : title,
      vscode.CodeActionKind.QuickFix,
    );
    action.isPreferred = index === 0 && remedy.action.kind !== 'advice' && remedy.action.kind !== 'explain';
    action.diagnostics = onLine.length > 0 ? [...onLine] : [diagnostic];
    const call: RemedyCall = { remedy, code: finding.code, finding, incident };
    action.command = { command: INTERNAL_COMMANDS.applyRemedy, title, arguments: [call] };
    return action;
  });
}
