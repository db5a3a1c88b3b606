/** CodeLens in go.mod: a line above a requirement only where something of ours is wrong with it, with its remedies behind. */
import * as vscode from 'vscode';
import { redact } from '../../../base/redact.ts';
import type { Examination } from '../../../doctor/examination.ts';
import type { Finding } from '../../../doctor/finding.ts';
import { parseGoMod } from '../../../goproxy/module/goMod.ts';
import { ourFailure } from '../../../text/words/failure/shortFailure.ts';
import { findingSentence } from '../../../text/words/verdict/findingText.ts';
import { INTERNAL_COMMANDS } from '../../commands.ts';
import type { ListStatus } from '../../examination/listStatus.ts';
import type { Problems } from '../incident/problems.ts';
import { type Ailment, ailmentOf } from '../incident/remedyPick.ts';
import { GO_MOD } from './goModFiles.ts';

/** `changed`: other problems are shown than before. */
export function registerProblemLenses(
  problems: Problems,
  status: ListStatus,
  changed: vscode.Event<void>,
): vscode.Disposable {
  const redraw = new vscode.EventEmitter<void>();
  return vscode.Disposable.from(
    redraw,
    changed(() => redraw.fire()),
    status.onDidChange(() => redraw.fire()),
    vscode.languages.registerCodeLensProvider(GO_MOD, {
      onDidChangeCodeLenses: redraw.event,
      provideCodeLenses: (document) => lensesOf(document, problems, status.snapshot.examination),
    }),
  );
}

function lensesOf(
  document: vscode.TextDocument,
  problems: Problems,
  examination: Examination | null,
): vscode.CodeLens[] {
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  const lenses = new Map<string, vscode.CodeLens>();
  const add = (range: vscode.Range, { severity, ...failure }: Finding, ailment: Ailment) => {
    // The same may be said by two commands, and by a look.
    const key = `${range.start.line} ${failure.code}`;
    if (lenses.has(key)) return;
    // VS Code draws a lens without the blanks beside its icon, but for those that do not break.
    const title = `$(${severity === 'error' ? 'error' : 'warning'})\u00a0${ourFailure(failure)}`;
    const command = { command: INTERNAL_COMMANDS.showRemedies, title, arguments: [ailment] };
    lenses.set(key, new vscode.CodeLens(range, command));
  };
  for (const { range, finding, incident } of problems.at(document.uri, whole)) {
    if (finding.severity !== 'info') add(range, finding, ailmentOf(finding, incident));
  }
  for (const { line, finding } of findingsIn(document, examination)) {
    const title = redact(findingSentence(finding, { entries: examination?.entries ?? [] }));
    const { code, remedies } = finding;
    add(document.lineAt(line).range, finding, { title, code, remedies, finding: null, incident: null });
  }
  return [...lenses.values()];
}

/** What the latest examination has found about modules that this file requires, each with its line from 0. */
function findingsIn(document: vscode.TextDocument, examination: Examination | null) {
  const told = examination?.findings.filter(({ module, severity }) => module !== null && severity !== 'info') ?? [];
  if (told.length === 0) return [];
  const { module, requires } = parseGoMod(document.getText());
  if (module !== examination?.environment.module) return [];
  return told.flatMap((finding) => {
    const required = requires.find((one) => one.module === finding.module);
    return required === undefined ? [] : [{ line: required.line - 1, finding }];
  });
}
