/** The module that the examination speaks for: go.mod of the folder or of one above it, as go looks for it. */
import path from 'node:path';
import type { Files } from '../../base/files.ts';
import { type GoMod, parseGoMod } from '../../goproxy/module/goMod.ts';
import { parseGoWork } from '../../goproxy/module/goWork.ts';

export interface WorkspaceModule {
  readonly file: string;
  readonly goMod: GoMod;
}

/** Larger go.mod files exist, but no requirement that we need stands behind this. */
const LIMIT = 1 << 20;

/** Returns the nearest go.mod at or above `folder`, else the first module of the nearest go.work, else null. */
export async function findWorkspaceModule(folder: string, files: Files): Promise<WorkspaceModule | null> {
  const folders = ancestors(path.resolve(folder));
  for (const one of folders) {
    const found = await readModule(one, files);
    if (found !== null) return found;
  }
  for (const one of folders) {
    const text = await files.readText(path.join(one, 'go.work'), LIMIT);
    if (text === null) continue;
    for (const use of parseGoWork(text).uses) {
      const found = await readModule(path.resolve(one, use), files);
      if (found !== null) return found;
    }
    return null;
  }
  return null;
}

async function readModule(folder: string, files: Files): Promise<WorkspaceModule | null> {
  const file = path.join(folder, 'go.mod');
  const text = await files.readText(file, LIMIT);
  return text === null ? null : { file, goMod: parseGoMod(text) };
}

function ancestors(folder: string): string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}
