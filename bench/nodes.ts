// The Nodes that the command line is measured on: the project's own and the one that the machine has.
import { access, constants, realpath } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { runCommand } from './command.ts';
import type { Stage } from './stage.ts';

export interface NodeProgram {
  readonly path: string;
  /** Such as `v24.21.0`. */
  readonly version: string;
}

/** Returns the project's Node, then the first on the PATH that is another one; only the former where there is none. */
export async function findNodes({ root, env, signal }: Stage): Promise<readonly NodeProgram[]> {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  const own = await realpath(join(root, 'node_modules', '.bin', 'node'));
  const nodes: NodeProgram[] = [];
  for (const path of [own, ...folders.map((folder) => join(folder, 'node'))]) {
    if (nodes.length === 2 || !(await isExecutable(path))) continue;
    const real = await realpath(path);
    if (nodes.some((node) => node.path === real)) continue;
    const { stdout } = await runCommand(real, ['--version'], { env, signal });
    nodes.push({ path: real, version: stdout.trim() });
  }
  return nodes;
}

function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
