/** What the status-bar item shows: the state of the list as go would walk it. */
import * as vscode from 'vscode';
import { redact } from '../../../base/redact.ts';
import type { ListState } from '../../../health/listState.ts';
import { tooltipMarkdown } from '../../../text/report/examination/tooltipText.ts';
import { editorText } from '../../../text/words/editor/editorText.ts';
import { statusLabel, statusSentence } from '../../../text/words/editor/statusText.ts';
import { COMMANDS } from '../../commands.ts';
import type { ListStatus } from '../../examination/listStatus.ts';

const ICONS: Readonly<Record<ListState, string>> = {
  checking: '$(sync~spin)',
  healthy: '$(pass)',
  degraded: '$(warning)',
  failing: '$(error)',
  off: '$(circle-slash)',
  unknown: '$(question)',
};

export function drawStatus(item: vscode.StatusBarItem, status: ListStatus): vscode.Disposable {
  const draw = () => {
    const { snapshot } = status;
    const { state } = snapshot;
    const label = statusLabel(snapshot);
    item.text = `${ICONS[state]} ${label}`;
    item.backgroundColor = state === 'failing' ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    item.accessibilityInformation = { label: `${label}. ${redact(statusSentence(snapshot))}` };
    item.tooltip = tooltip(redact(tooltipMarkdown(snapshot)));
  };
  draw();
  return status.onDidChange(draw);
}

function tooltip(markdown: string): vscode.MarkdownString {
  const links = [
    `[${editorText.diagnose()}](command:${COMMANDS.diagnose})`,
    `[${editorText.more()}](command:${COMMANDS.menu})`,
  ];
  const text = new vscode.MarkdownString(`${markdown}\n\n${links.join(' &nbsp; ')}`);
  text.isTrusted = { enabledCommands: [COMMANDS.diagnose, COMMANDS.menu] };
  return text;
}
