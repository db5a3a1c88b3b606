/** The one status-bar item as a window starts with it: nothing has been looked at yet. */
import * as vscode from 'vscode';
import { editorText } from '../../../text/words/editor/editorText.ts';
import { COMMANDS } from '../../commands.ts';

/** Left of most: what concerns the whole workspace stands left, after VS Code's own items. */
const PRIORITY = 10;

export function createStatusItem(): vscode.StatusBarItem {
  const item = vscode.window.createStatusBarItem('goProxy.status', vscode.StatusBarAlignment.Left, PRIORITY);
  item.name = 'Go Proxy';
  item.command = COMMANDS.menu;
  item.text = '$(sync~spin) Go Proxy';
  item.tooltip = editorText.looking();
  item.accessibilityInformation = { label: editorText.looking() };
  item.show();
  return item;
}
