/** What the status-bar item shows: the state of the list as go would walk it. */
import * as vscode from 'vscode';
import { redact } from '../../base/redact.ts';
import type { Monitor } from '../../doctor/watch/monitor.ts';
import type { ListState } from '../../health/listState.ts';
import { tooltipMarkdown } from '../../text/report/tooltipText.ts';
import { editorText } from '../../text/words/editorText.ts';
import { statusLabel, statusSentence } from '../../text/words/statusText.ts';
import { COMMANDS } from '../commands.ts';
import type { RelayStatus } from '../relay/relayStatus.ts';

const ICONS: Readonly<Record<ListState, string>> = {
  checking: '$(sync~spin)',
  healthy: '$(pass)',
  degraded: '$(warning)',
  failing: '$(error)',
  off: '$(circle-slash)',
  unknown: '$(question)',
};

export function drawStatus(item: vscode.StatusBarItem, monitor: Monitor, relay: RelayStatus): vscode.Disposable {
  const draw = () => {
    const { state, reason, examination } = monitor.snapshot;
    item.text = `${ICONS[state]} ${statusLabel(state, examination)}`;
    item.backgroundColor = state === 'failing' ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    const sentence = redact(statusSentence(state, examination, reason));
    item.accessibilityInformation = { label: `${statusLabel(state, examination)}. ${sentence}` };
    item.tooltip = tooltip(redact(tooltipMarkdown(state, examination, reason, relay.report)));
  };
  draw();
  return vscode.Disposable.from(monitor.onDidChange(draw), relay.onDidChange(draw));
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
