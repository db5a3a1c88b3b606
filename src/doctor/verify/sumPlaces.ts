/** The go.sum files that count for what is built in a folder. Pure. */
import path from 'node:path';
import type { ModuleFiles } from '../graph/readModuleFiles.ts';

export interface SumPlace {
  /** As the user would call it. */
  readonly name: string;
  readonly place: string;
}

/** The one that go writes first. None where there is no module. */
export function sumPlaces({ own, mains, workspace }: ModuleFiles, cwd: string): readonly SumPlace[] {
  const home = own?.folder ?? cwd;
  const at = (folder: string, file: string) => {
    const place = path.join(folder, file);
    return { name: path.relative(home, place).split(path.sep).join('/'), place };
  };
  if (workspace === null) return own === null ? [] : [at(own.folder, 'go.sum')];
  return [at(workspace.folder, 'go.work.sum'), ...mains.map(({ folder }) => at(folder, 'go.sum'))];
}
