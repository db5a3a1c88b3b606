/** What the user has: which kind of source, and which one. */
import * as vscode from 'vscode';
import { type ModuleQuery, parseModuleQuery } from '../../../goproxy/module/version.ts';
import { inert } from '../../../text/inert.ts';
import { commandText } from '../../../text/words/command/commandText.ts';
import { importEditorText } from '../../../text/words/editor/importEditorText.ts';

/** Returns paths or a URL; undefined where nothing was picked. Relative paths are below the module's folder. */
export async function pickSources(
  wanted: ModuleQuery | null,
  folder: vscode.Uri | undefined,
): Promise<readonly string[] | undefined> {
  const title = titleOf(wanted);
  const kinds = [
    { label: `$(file-zip) ${importEditorText.file()}`, detail: importEditorText.fileDetail(), pick: pickFiles },
    { label: `$(folder) ${importEditorText.folder()}`, detail: importEditorText.folderDetail(), pick: pickFolder },
    { label: `$(edit) ${importEditorText.path()}`, detail: importEditorText.pathDetail(), pick: typePath },
    { label: `$(link) ${importEditorText.url()}`, detail: importEditorText.urlDetail(), pick: typeUrl },
  ];
  const options = { title, placeHolder: importEditorText.placeHolder(), matchOnDetail: true };
  const picked = await vscode.window.showQuickPick(kinds, options);
  return picked?.pick(title, folder);
}

/** Returns undefined where the user does not say. */
export async function nameModule(module: string | null, wanted: ModuleQuery | null): Promise<ModuleQuery | undefined> {
  const known = wanted?.version == null ? (module ?? wanted?.module) : `${wanted.module}@${wanted.version}`;
  const text = await vscode.window.showInputBox({
    title: titleOf(wanted),
    prompt: importEditorText.namePrompt(),
    value: known === undefined || known.includes('@') ? (known ?? '') : `${known}@v`,
    ignoreFocusOut: true,
    validateInput: (value) =>
      parseModuleQuery(value.trim())?.version == null ? commandText.notAModule(inert(value, 80)) : undefined,
  });
  return text === undefined ? undefined : (parseModuleQuery(text.trim()) ?? undefined);
}

/** Returns the one to bring in next; undefined where the user has enough. */
export async function pickMissing(
  missing: readonly { readonly module: string; readonly version: string }[],
): Promise<ModuleQuery | undefined> {
  const items = missing.map((one) => ({ label: one.module, description: one.version, one }));
  const picked = await vscode.window.showQuickPick(items, {
    title: importEditorText.missingTitle(missing.length),
    placeHolder: importEditorText.missingPlaceHolder(),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  return picked?.one;
}

function titleOf(wanted: ModuleQuery | null): string {
  if (wanted === null) return importEditorText.title();
  return importEditorText.titleFor(wanted.version === null ? wanted.module : `${wanted.module}@${wanted.version}`);
}

async function pickFiles(title: string, folder: vscode.Uri | undefined): Promise<readonly string[] | undefined> {
  const picked = await vscode.window.showOpenDialog({
    title,
    canSelectMany: true,
    openLabel: importEditorText.open(),
    filters: { [importEditorText.archives()]: ['zip'] },
    ...(folder === undefined ? {} : { defaultUri: folder }),
  });
  return picked?.map(({ fsPath }) => fsPath);
}

async function pickFolder(title: string, folder: vscode.Uri | undefined): Promise<readonly string[] | undefined> {
  const picked = await vscode.window.showOpenDialog({
    title,
    canSelectFiles: false,
    canSelectFolders: true,
    openLabel: importEditorText.open(),
    ...(folder === undefined ? {} : { defaultUri: folder }),
  });
  return picked?.map(({ fsPath }) => fsPath);
}

async function typePath(title: string): Promise<readonly string[] | undefined> {
  const text = await vscode.window.showInputBox({ title, prompt: importEditorText.pathPrompt(), ignoreFocusOut: true });
  return text === undefined || text.trim() === '' ? undefined : [text.trim()];
}

async function typeUrl(title: string): Promise<readonly string[] | undefined> {
  const text = await vscode.window.showInputBox({
    title,
    prompt: importEditorText.urlPrompt(),
    ignoreFocusOut: true,
    // That http is fine for this very machine is for developers of mirrors, and the import itself knows it.
    validateInput: (value) => (/^https?:\/\/\S+$/i.test(value.trim()) ? undefined : importEditorText.notHttps()),
  });
  return text === undefined ? undefined : [text.trim()];
}
