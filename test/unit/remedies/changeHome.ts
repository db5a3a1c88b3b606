/** A user's home with the real go in it, for changes that are made and taken back. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../../../src/base/clock.ts';
import { nodeProcesses } from '../../../src/base/processes.ts';
import { nodeLockOwners } from '../../../src/base/shared/lockOwner.ts';
import { nodeWritableFiles } from '../../../src/base/writableFiles.ts';
import type { ChangeContext, ChangeLabel } from '../../../src/remedies/change/change.ts';
import { type ChangePorts, Changes } from '../../../src/remedies/change/changes.ts';

export const LABEL: ChangeLabel = { remedy: 'use-goproxy', subject: 'https://mirror.test' };
export const NEVER = new AbortController().signal;

export interface ChangeHome {
  readonly folder: string;
  /** A folder with a go.mod. */
  readonly workspace: string;
  readonly state: string;
  /** The env file of `go env -w`. */
  readonly goEnv: string;
  readonly settings: string;
  readonly context: ChangeContext;
  readonly ports: ChangePorts;
  /** As another window has it: nothing is kept in memory. */
  changes(ports?: Partial<ChangePorts>): Changes;
  /** Writes a file, and the folders above it. */
  put(file: string, content: string | Buffer): void;
  /** All files and folders of a folder with their bytes; the state folder is left out. */
  picture(): ReadonlyMap<string, string>;
  /** Runs go as the user would. */
  go(args: readonly string[], env?: Readonly<Record<string, string>>): string;
  remove(): void;
}

export function makeChangeHome(): ChangeHome {
  const folder = mkdtempSync(path.join(tmpdir(), 'goproxy-change-'));
  const at = (...names: string[]) => path.join(folder, ...names);
  const workspace = at('workspace');
  const state = at('state', 'goproxy-doctor');
  const goEnv = at('config', 'go', 'env');
  const go = execFileSync('which', ['go'], { encoding: 'utf8' }).trim();
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: at('home'),
    GOENV: goEnv,
    GOTOOLCHAIN: 'local',
    GOSUMDB: 'off',
    GOPATH: at('home', 'go'),
    GOCACHE: at('home', 'cache'),
  };
  const context: ChangeContext = { go, env, goenvFile: goEnv };
  const put = (file: string, content: string | Buffer) => {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  };
  // Else go starts a child for telemetry that outlives it.
  put(at('home', '.config', 'go', 'telemetry', 'mode'), 'off');
  put(path.join(workspace, 'go.mod'), 'module consumer.test/app\n\ngo 1.20\n');
  const ports: ChangePorts = {
    files: nodeWritableFiles,
    processes: nodeProcesses,
    clock: systemClock,
    owners: nodeLockOwners,
    context: async () => context,
  };
  return {
    folder,
    workspace,
    state,
    goEnv,
    settings: path.join(workspace, '.vscode', 'settings.json'),
    context,
    ports,
    changes: (own = {}) => new Changes({ ...ports, ...own }, state),
    put,
    picture: () => pictureOf(folder, ['home', 'state']),
    go: (args, more = {}) =>
      execFileSync(go, args, { cwd: workspace, env: { ...env, ...more }, encoding: 'utf8', stdio: 'pipe' }),
    remove: () => removeTree(folder),
  };
}

function pictureOf(folder: string, without: readonly string[]): ReadonlyMap<string, string> {
  const picture = new Map<string, string>();
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.parentPath + a.name < b.parentPath + b.name ? -1 : 1))) {
    const file = path.join(entry.parentPath, entry.name);
    const name = path.relative(folder, file);
    if (without.some((one) => name === one || name.startsWith(one + path.sep))) continue;
    picture.set(name, entry.isFile() ? readFileSync(file, 'latin1') : entry.isSymbolicLink() ? 'link' : 'folder');
  }
  return picture;
}

/** The module cache's folders are read-only. */
function removeTree(folder: string): void {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (entry.isDirectory()) chmodSync(path.join(entry.parentPath, entry.name), 0o755);
  rmSync(folder, { recursive: true, force: true });
}
