// A throw-away workspace with a module, for a window of its own.
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Workspace {
  readonly folder: string;
  /** A folder for the PATH whose `go` writes a line into a file whenever it is run, and then fails. */
  readonly tripwire: string;
  /** How often that `go` was run. */
  goRuns(): Promise<number>;
  writeGoMod(requirement: string): Promise<void>;
  /** Replaces the workspace's own settings. */
  writeSettings(settings: object): Promise<void>;
  remove(): Promise<void>;
}

/** Makes a workspace whose module requires `requirement` (`M V`), with `settings` as its own. */
export async function makeWorkspace(requirement: string, settings: object): Promise<Workspace> {
  const root = await mkdtemp(join(tmpdir(), 'go-proxy-ws-'));
  const folder = join(root, 'shop');
  const tripwire = join(root, 'bin');
  const record = join(root, 'go-was-run');
  const settingsFile = join(folder, '.vscode', 'settings.json');
  await mkdir(join(folder, '.vscode'), { recursive: true });
  await mkdir(tripwire);
  const writeSettings = (values: object) => writeFile(settingsFile, JSON.stringify(values, null, 2));
  await writeSettings(settings);
  await writeFile(join(tripwire, 'go'), `#!/bin/sh\necho run >> '${record}'\nexit 1\n`);
  await chmod(join(tripwire, 'go'), 0o755);
  const writeGoMod = (line: string) =>
    writeFile(join(folder, 'go.mod'), `module example.com/shop\n\ngo 1.21\n\nrequire ${line}\n`);
  await writeGoMod(requirement);
  return {
    folder,
    tripwire,
    goRuns: async () => (await readFile(record, 'utf8').catch(() => '')).split('\n').length - 1,
    writeGoMod,
    writeSettings,
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

/** Returns what keeps the `go` of a window, and the extension, within `home`: with caches and state of their own, and no stored settings. */
export function environmentWithin(home: string) {
  return {
    GOENV: 'off',
    GOFLAGS: '-modcacherw',
    GOTOOLCHAIN: 'local',
    GOPATH: join(home, 'go'),
    GOMODCACHE: join(home, 'mod'),
    GOCACHE: join(home, 'cache'),
    XDG_STATE_HOME: join(home, 'state'),
  };
}
