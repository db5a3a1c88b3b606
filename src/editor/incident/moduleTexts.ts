/** The go.mod and go.sum files that a command in some folder is about, as the editor has them: unsaved text counts. */
import path from 'node:path';
import * as vscode from 'vscode';
import type { Files } from '../../base/files.ts';
import type { ModuleTexts, SourceText } from '../../doctor/incident/place.ts';
import type { TextFailure } from '../../failures/textFailure.ts';
import { parseGoWork } from '../../goproxy/module/goWork.ts';

/** A go.sum of a large module graph has some megabytes. */
const LARGEST = 16 << 20;
/** Beyond so many modules in a workspace nobody waits for the rest. */
const MOST = 50;

/** Returns the modules that a command in `cwd` works with, the nearest first; only those of the workspace. */
export async function moduleTexts(cwd: string | null, needsSum: boolean, files: Files): Promise<ModuleTexts[]> {
  const folders = new Set<string>();
  const above = cwd === null ? [] : ancestors(cwd).filter(isInWorkspace);
  for (const folder of above) {
    if ((await currentText(path.join(folder, 'go.mod'), files)) !== null) {
      folders.add(folder);
      break;
    }
  }
  for (const folder of above) {
    const work = await currentText(path.join(folder, 'go.work'), files);
    if (work === null) continue;
    for (const use of parseGoWork(work).uses) folders.add(path.resolve(folder, use));
    break;
  }
  if (folders.size === 0) for (const folder of await modulesOfWorkspace()) folders.add(folder);
  const found: ModuleTexts[] = [];
  for (const folder of [...folders].filter(isInWorkspace).slice(0, MOST)) {
    const goMod = await currentText(path.join(folder, 'go.mod'), files);
    if (goMod === null) continue;
    found.push({ folder, goMod, goSum: needsSum ? await currentText(path.join(folder, 'go.sum'), files) : null });
  }
  return found;
}

/** Returns the Go file that go points to, if it lies in the workspace; the path is as go printed it, mostly relative. */
export async function sourceText(
  { source }: TextFailure,
  cwd: string | null,
  modules: readonly ModuleTexts[],
  files: Files,
): Promise<SourceText | null> {
  if (source === null || !source.file.endsWith('.go')) return null;
  const bases = [...(cwd === null ? [] : [cwd]), ...modules.map(({ folder }) => folder)];
  for (const base of bases) {
    const file = path.resolve(base, source.file.replaceAll('\\', path.sep));
    if (!isInWorkspace(file)) continue;
    const text = await currentText(file, files);
    if (text !== null) return { file, text };
  }
  return null;
}

async function currentText(file: string, files: Files): Promise<string | null> {
  const open = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'file' && uri.fsPath === file);
  return open === undefined ? files.readText(file, LARGEST) : open.getText();
}

async function modulesOfWorkspace(): Promise<string[]> {
  const found = await vscode.workspace.findFiles('**/go.mod', '**/{node_modules,vendor,testdata}/**', MOST);
  return found.map(({ fsPath }) => path.dirname(fsPath)).sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
}

function isInWorkspace(file: string): boolean {
  return vscode.workspace.getWorkspaceFolder(vscode.Uri.file(file)) !== undefined;
}

function ancestors(folder: string): string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}
