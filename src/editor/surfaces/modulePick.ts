/** Which module a command is to be about: a requirement of the module that is worked on, the direct ones first, or what is typed. */
import * as vscode from 'vscode';
import type { Files } from '../../base/files.ts';
import { findWorkspaceModule } from '../../doctor/environment/workspaceModule.ts';
import { type ModuleQuery, parseModuleQuery } from '../../goproxy/module/version.ts';
import { inert } from '../../text/inert.ts';
import { commandText } from '../../text/words/command/commandText.ts';
import { modulePickText } from '../../text/words/editor/modulePickText.ts';

export interface ModulePick {
  readonly title: string;
  readonly placeHolder: string;
  /** Where the module's go.mod is, or above it; null where no folder is open. */
  readonly folder: string | null;
  readonly files: Files;
  /** Returns why what was typed does not do, or undefined. */
  readonly refuse?: (query: ModuleQuery) => string | undefined;
}

/** Returns undefined where nothing was picked. */
export async function pickModule(pick: ModulePick): Promise<ModuleQuery | undefined> {
  const { folder, files, title, placeHolder } = pick;
  const workspace = folder === null ? null : await findWorkspaceModule(folder, files);
  const requires = [...(workspace?.goMod.requires ?? [])].sort((a, b) => Number(a.indirect) - Number(b.indirect));
  const choices = requires.flatMap(({ module, version, indirect }) => {
    const query = parseModuleQuery(`${module}@${version}`);
    return query === null || pick.refuse?.(query) !== undefined
      ? []
      : [{ label: module, description: indirect ? `${version} (${modulePickText.indirect()})` : version, query }];
  });
  if (choices.length === 0) return typeModule(pick);
  const typed = { label: `$(edit) ${modulePickText.typed()}`, description: '', query: null };
  const options = { title, placeHolder, matchOnDescription: true };
  const picked = await vscode.window.showQuickPick([typed, ...choices], options);
  return picked === undefined ? undefined : (picked.query ?? typeModule(pick));
}

async function typeModule({ title, refuse }: ModulePick): Promise<ModuleQuery | undefined> {
  const text = await vscode.window.showInputBox({
    title,
    prompt: modulePickText.prompt(),
    validateInput: (value) => {
      const query = parseModuleQuery(value.trim());
      return query === null ? commandText.notAModule(inert(value, 80)) : refuse?.(query);
    },
  });
  return text === undefined ? undefined : (parseModuleQuery(text.trim()) ?? undefined);
}
