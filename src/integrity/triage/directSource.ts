/** A version from its origin: the real go fetches it with GOPROXY=direct into a temporary cache. */
import path from 'node:path';
import type { Processes } from '../../base/processes.ts';
import type { Environment } from '../../gocmd/env/environmentVariable.ts';
import { type Fetched, withoutFiles } from './fetched.ts';
import { sourceRow, type TriageModule } from './source.ts';

export interface DirectQuestion {
  /** Absolute path of the go command. */
  readonly go: string;
  readonly env: Environment;
  /** Absolute; null where go reads none. */
  readonly goenvFile: string | null;
  readonly subject: TriageModule;
  /** An empty folder to work in, and one for what go keeps: both temporary. */
  readonly cwd: string;
  readonly folder: string;
  readonly deadline: number;
}

const MAX_WORDS = 2_000;

/** Why go failed stands in its words only: the row's code is `unclassified`. Rejects only when aborted. */
export async function askOrigin(question: DirectQuestion, processes: Processes, signal: AbortSignal): Promise<Fetched> {
  const { go, subject, cwd, deadline } = question;
  const none = sourceRow('direct');
  const args = ['mod', 'download', '-json', `${subject.module}@${subject.version}`];
  const result = await processes.run(go, args, { cwd, env: environment(question), deadline, signal });
  signal.throwIfAborted();
  if (result.kind === 'exited') {
    const told = readJson(result.stdout);
    if (result.code === 0 && told.Sum !== null) {
      const content = told.Zip === null ? null : ({ kind: 'zip', path: told.Zip } as const);
      return { row: { ...none, zip: told.Sum, mod: told.GoModSum }, content, goMod: told.GoMod };
    }
    const words = `${told.Error ?? ''}\n${result.stderr}`.trim().slice(-MAX_WORDS);
    return withoutFiles({ ...none, code: 'unclassified', words: words || null });
  }
  if (result.kind === 'timed-out') return withoutFiles({ ...none, code: 'stall', detail: 'unfinished' });
  return withoutFiles({ ...none, code: 'unclassified', detail: result.kind });
}

/**
 * The user's own, but for the cache and the way. The bytes are wanted as they come, to be held against the others: that is the one
 * reason why no database judges them here, and nothing of this cache is ever used to build.
 */
function environment({ env, goenvFile, folder }: DirectQuestion): Environment {
  return {
    ...env,
    GOPATH: path.join(folder, 'path'),
    GOMODCACHE: path.join(folder, 'mod'),
    GOCACHE: path.join(folder, 'cache'),
    GOTMPDIR: folder,
    GOENV: goenvFile ?? 'off',
    GOFLAGS: '-modcacherw',
    GOWORK: 'off',
    GO111MODULE: 'on',
    GOTOOLCHAIN: 'local',
    GOPROXY: 'direct',
    GOSUMDB: 'off',
    GIT_TERMINAL_PROMPT: '0',
  };
}

const FIELDS = ['Sum', 'GoModSum', 'Zip', 'GoMod', 'Error'] as const;

/** What `go mod download -json` prints of one module, as far as it is used here. Total. */
function readJson(text: string): Readonly<Record<(typeof FIELDS)[number], string | null>> {
  let told: unknown = null;
  try {
    told = JSON.parse(text);
  } catch {
    // Not go's JSON: then nothing is known.
  }
  const field = (name: string) => {
    const value = typeof told === 'object' && told !== null ? (told as Record<string, unknown>)[name] : null;
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const fields = FIELDS.map((name) => [name, field(name)] as const);
  return Object.fromEntries(fields) as Record<(typeof FIELDS)[number], string | null>;
}
