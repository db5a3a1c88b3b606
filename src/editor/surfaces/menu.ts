/** The quick pick behind the status bar: what is wrong with its best remedy first, then looking, then changing. */
import * as vscode from 'vscode';
import { redact } from '../../base/redact.ts';
import { editorText } from '../../text/words/editorText.ts';
import { remedyWords } from '../../text/words/remedyText.ts';
import { statusSentence } from '../../text/words/statusText.ts';
import { spokenFinding } from '../../text/words/verdictText.ts';
import { COMMANDS, EXTENSION_ID } from '../commands.ts';
import type { Monitor } from '../monitor.ts';

interface Item extends vscode.QuickPickItem {
  run?(): Thenable<unknown>;
}

export function registerMenu(monitor: Monitor, channel: vscode.LogOutputChannel): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand(COMMANDS.menu, async () => {
      const { state, reason, examination } = monitor.snapshot;
      const title = redact(statusSentence(state, examination, reason));
      const picked = await vscode.window.showQuickPick(items(monitor), { title, placeHolder: editorText.menuTitle() });
      await picked?.run?.();
    }),
    vscode.commands.registerCommand(COMMANDS.showLog, () => channel.show()),
  );
}

function items(monitor: Monitor): Item[] {
  const mend = remedyItems(monitor);
  return [
    ...(mend.length === 0 ? [] : [separator(editorText.mend()), ...mend]),
    separator(editorText.look()),
    {
      label: `$(pulse) ${editorText.diagnose()}`,
      description: editorText.diagnoseDetail(),
      run: () => vscode.commands.executeCommand(COMMANDS.diagnose),
    },
    { label: `$(output) ${editorText.log()}`, run: () => vscode.commands.executeCommand(COMMANDS.showLog) },
    separator(editorText.change()),
    {
      label: `$(gear) ${editorText.settings()}`,
      run: () => vscode.commands.executeCommand('workbench.action.openSettings', `@ext:${EXTENSION_ID}`),
    },
  ];
}

/** The remedies of the finding that the title speaks of: chosen, their command is copied. */
function remedyItems({ snapshot: { examination } }: Monitor): Item[] {
  if (examination === null) return [];
  const finding = spokenFinding(examination) ?? examination.findings.find(({ severity }) => severity !== 'info');
  return (finding?.remedies ?? []).map((remedy) => {
    const { title, changes } = remedyWords(remedy);
    const { command, store } = remedy;
    if (command === null)
      return { label: `$(info) ${redact(title)}`, ...(store === null ? {} : { detail: redact(changes) }) };
    return {
      label: `$(arrow-swap) ${redact(title)}`,
      detail: editorText.copyCommand(redact(command)),
      run: async () => {
        await vscode.env.clipboard.writeText(command);
        vscode.window.setStatusBarMessage(
          store === 'go.goproxy' ? editorText.settingCopied() : editorText.commandCopied(),
          4000,
        );
      },
    };
  });
}

function separator(label: string): Item {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
