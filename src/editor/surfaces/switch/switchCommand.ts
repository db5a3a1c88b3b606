/** `Go Proxy: Switch Module Proxy…`: a mirror first, measured while you choose, or a list typed in; for this workspace or for the user. */
import * as vscode from 'vscode';
import type { Files } from '../../../base/files.ts';
import type { Log } from '../../../base/log.ts';
import { redact } from '../../../base/redact.ts';
import { parseList } from '../../../goproxy/list/list.ts';
import type { SampleModule } from '../../../goproxy/module/sample.ts';
import { isCanonical } from '../../../goproxy/module/version.ts';
import { inert } from '../../../text/inert.ts';
import { checksumHelp } from '../../../text/words/command/checksumWords.ts';
import { editorText } from '../../../text/words/editor/editorText.ts';
import { switchText } from '../../../text/words/editor/switchText.ts';
import { invalidSentence } from '../../../text/words/verdict/verdictText.ts';
import type { ListChanger } from '../../changes/listChanger.ts';
import { COMMANDS } from '../../commands.ts';
import type { EditorExaminer } from '../../examination/examiner.ts';
import { currentModuleFolder } from '../../examination/goModule.ts';
import { pickModule } from '../modulePick.ts';
import { pickScope } from './scopePick.ts';
import type { Choice } from './switchItems.ts';
import { type Measure, pickModuleProxy, type SwitchPickOptions } from './switchPick.ts';

export interface SwitchParts {
  readonly examiner: EditorExaminer;
  readonly changer: ListChanger;
  readonly files: Files;
  readonly log: Log;
}

export function registerSwitch(parts: SwitchParts): vscode.Disposable {
  return vscode.commands.registerCommand(COMMANDS.switch, () => switchProxy(parts));
}

async function switchProxy({ examiner, changer, files, log }: SwitchParts): Promise<void> {
  const folder = await currentModuleFolder();
  const { current } = await examiner.remedyContext(folder?.fsPath ?? null);
  const measure: Measure = async (modules, signal, onChange) => {
    await examiner.compareMirrors(modules, folder, signal, onChange);
  };
  const asking = { current: current.value, measure, log, mayName: vscode.workspace.isTrusted };
  const choice = await choose(asking, folder?.fsPath ?? null, files);
  if (choice === undefined) return;
  if (choice.kind === 'keep') {
    void vscode.window.setStatusBarMessage(switchText.isKept(redact(current.value)), TOLD);
    return;
  }
  const list = choice.kind === 'mirror' ? choice.list : choice.kind === 'unset' ? null : await typed(current.value);
  if (list === undefined) return;
  const scope = await pickScope({ list, now: current, hasFolder: folder !== undefined });
  if (scope === undefined) return;
  const subject =
    choice.kind === 'mirror' ? choice.name : list === null ? editorText.ownList() : editorText.anotherList();
  await changer.change(list, { scope, folder: folder?.fsPath ?? null, subject });
}

/** ms that a word in the status bar stays. */
const TOLD = 5_000;

/** Asks until something other than a module to measure with was chosen. */
async function choose(
  options: Omit<SwitchPickOptions, 'modules'>,
  folder: string | null,
  files: Files,
): Promise<Choice | undefined> {
  let modules: readonly SampleModule[] = [];
  for (;;) {
    const choice = await pickModuleProxy({ ...options, modules });
    if (choice?.kind !== 'module') return choice;
    const own = await pickOwnModule(folder, files);
    if (own !== null) modules = [own];
  }
}

async function pickOwnModule(folder: string | null, files: Files): Promise<SampleModule | null> {
  const query = await pickModule({
    title: switchText.measure(),
    placeHolder: switchText.modulePlaceHolder(),
    folder,
    files,
    refuse: ({ module, version }) =>
      version !== null && isCanonical(version)
        ? undefined
        : checksumHelp.needsVersion(inert(`${module}@${version ?? 'latest'}`, 80)),
  });
  return query === undefined || query.version === null ? null : { module: query.module, version: query.version };
}

async function typed(current: string): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title: editorText.switchTyped(),
    prompt: editorText.switchPrompt(),
    // What holds a secret is not put on the screen.
    value: redact(current) === current ? current : '',
    validateInput: (text) => {
      const parsed = parseList(text);
      return parsed.ok ? undefined : redact(invalidSentence(parsed.error));
    },
  });
}
