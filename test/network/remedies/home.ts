/** A user's home for one row: a module, go's env file, the settings of a workspace, a state folder; and the real go in it. */
import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Circumstances, Played } from './row.ts';

export interface GoEnd {
  /** Null where it was killed at the deadline. */
  readonly code: number | null;
  /** stderr, then stdout. */
  readonly output: string;
}

/** What stands for names in rows. */
export interface Stand {
  readonly caFile: string;
  readonly sums: string;
  readonly key: string;
}

/** ms. Of what hangs for ever, it is known after a while. */
const DEADLINE = 40_000;
const PATIENCE = 2_000;
const SHELL = 10_000;

/** What a row says of it. */
export type HomeSetup = Pick<Played, 'env' | 'goproxy' | 'workspace' | 'settings'>;

export class Home {
  readonly folder: string;
  readonly #row: HomeSetup;
  readonly #stand: Stand;
  #env: Readonly<Record<string, string>>;

  private constructor(folder: string, row: HomeSetup, stand: Stand) {
    this.folder = folder;
    this.#row = row;
    this.#stand = stand;
    this.#env = row.env ?? {};
  }

  static async open(row: HomeSetup, stand: Stand): Promise<Home> {
    const home = new Home(await mkdtemp('/home/dev-'), row, stand);
    await mkdir(home.app);
    const { workspace, goproxy, settings } = row;
    const values = { GOSUMDB: 'off', GOTOOLCHAIN: 'local', ...(workspace ? {} : { GOPROXY: goproxy }), ...settings };
    const lines = Object.entries(values).filter(([, value]) => value !== '');
    await home.put({
      // Else go starts a child for telemetry that outlives it.
      '.config/go/telemetry/mode': 'off',
      '.config/go/env': lines.map(([name, value]) => `${name}=${value.replaceAll('$KEY', () => stand.key)}\n`).join(''),
      ...(workspace ? { 'app/.vscode/settings.json': settingsText(goproxy) } : {}),
    });
    return home;
  }

  get app(): string {
    return join(this.folder, 'app');
  }

  get state(): string {
    return join(this.folder, 'state');
  }

  /** The files that a remedy may change. */
  get files(): readonly string[] {
    const names = ['.config/go/env', 'app/.vscode/settings.json', 'app/go.mod', 'app/go.sum', 'app/go.work.sum'];
    return names.map((name) => join(this.folder, name));
  }

  /** The environment without what a workspace's list adds to it. */
  get environment(): Readonly<Record<string, string>> {
    const env: Record<string, string> = {
      PATH: '/usr/local/go/bin:/usr/bin:/bin',
      HOME: this.folder,
      XDG_CONFIG_HOME: join(this.folder, '.config'),
      LANG: 'C.UTF-8',
      GOCACHE: '/home/cache',
      SSL_CERT_FILE: this.#stand.caFile,
      SSL_CERT_DIR: '/home/no-certificates',
      GIT_SSL_CAINFO: this.#stand.caFile,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_SYSTEM: '/dev/null',
      ...this.#env,
    };
    return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  }

  /** The list that the workspace sets now, null where it sets none. */
  async workspaceList(): Promise<string | null> {
    if (this.#row.workspace !== true) return null;
    const text = await readFile(join(this.app, '.vscode', 'settings.json'), 'utf8');
    return (JSON.parse(text) as { 'go.goproxy'?: string })['go.goproxy'] ?? null;
  }

  /** Makes them so; hosts are the stage's. */
  async become({ env, files, shell }: Circumstances): Promise<void> {
    this.#env = { ...this.#env, ...env };
    await this.put(files ?? {});
    if (shell === undefined) return;
    // With all programs: what go does not find, the user's own hands do.
    const all = { ...this.environment, PATH: process.env.PATH };
    const options = { cwd: this.app, env: all, timeout: SHELL };
    await promisify(execFile)('sh', ['-c', shell], options);
  }

  async put(files: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, text] of Object.entries(files)) {
      const file = join(this.folder, name);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(
        file,
        text.replace('$SUMS', () => this.#stand.sums),
      );
    }
  }

  /** Runs go as a new terminal of the workspace would. */
  async go(args: readonly string[], hangs = false): Promise<GoEnd> {
    const list = await this.workspaceList();
    const env = { ...this.environment, ...(list === null ? {} : { GOPROXY: list }) };
    // A process group of its own, so that git and the like die with it.
    const child = spawn('go', args, { cwd: this.app, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const [stderr, stdout]: [Buffer[], Buffer[]] = [[], []];
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    let isKilled = false;
    const kill = () => {
      isKilled = true;
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    };
    const timer = setTimeout(kill, hangs ? PATIENCE : DEADLINE);
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    }).finally(() => clearTimeout(timer));
    return { code: isKilled ? null : code, output: Buffer.concat([...stderr, ...stdout]).toString() };
  }

  async close(): Promise<void> {
    // What a row has mounted lies below it, and ends with it.
    await promisify(execFile)('sh', ['-c', 'umount -l "$0" 2>/dev/null; true', join(this.folder, 'go')]);
    await rm(this.folder, { recursive: true, force: true });
  }
}

function settingsText(list: string): string {
  return `{\n  "editor.tabSize": 2,\n  "go.goproxy": ${JSON.stringify(list)}\n}\n`;
}
