/** The language status of go.mod, go.sum and go.work: through whom modules come. Drawn from what the status bar is drawn from. */
import * as vscode from 'vscode';
import { redact } from '../../../base/redact.ts';
import type { ListState } from '../../../health/listState.ts';
import { editorText } from '../../../text/words/editor/editorText.ts';
import { languageStatusDetail, languageStatusLabel } from '../../../text/words/editor/languageStatusText.ts';
import { statusSentence } from '../../../text/words/editor/statusText.ts';
import { COMMANDS } from '../../commands.ts';
import type { ListStatus } from '../../examination/listStatus.ts';
import { MODULE_FILES } from './goModFiles.ts';

const SEVERITIES: Readonly<Record<ListState, vscode.LanguageStatusSeverity>> = {
  checking: vscode.LanguageStatusSeverity.Information,
  healthy: vscode.LanguageStatusSeverity.Information,
  off: vscode.LanguageStatusSeverity.Information,
  unknown: vscode.LanguageStatusSeverity.Information,
  degraded: vscode.LanguageStatusSeverity.Warning,
  failing: vscode.LanguageStatusSeverity.Error,
};

export function registerLanguageStatus(status: ListStatus): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('goProxy.modules', MODULE_FILES);
  item.name = 'Go Proxy';
  const draw = () => {
    const { snapshot } = status;
    const sentence = redact(statusSentence(snapshot));
    item.text = redact(languageStatusLabel(snapshot));
    item.detail = redact(languageStatusDetail(snapshot));
    item.severity = SEVERITIES[snapshot.state];
    item.busy = snapshot.state === 'checking';
    item.accessibilityInformation = { label: sentence };
    item.command = { command: COMMANDS.diagnose, title: editorText.diagnose() };
  };
  draw();
  return vscode.Disposable.from(item, status.onDidChange(draw));
}
