/** Runs the git and custom commands of GOAUTH, as go does where it was denied. On the user's command only, never by itself. */
import path from 'node:path';
import type { Clock } from '../../../base/clock.ts';
import type { Processes, ProcessResult } from '../../../base/processes.ts';
import type { Environment } from '../../env/environmentVariable.ts';
import type { Programs } from '../../locate/programs.ts';
import { findOnPath } from '../../locate/searchPath.ts';
import { type Grant, parseCommandOutput } from './commandOutput.ts';
import { parseGitCredential } from './gitCredential.ts';
import type { GoauthCommand } from './goauth.ts';

export interface GoauthRun {
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
  /** An existing folder: where go would be run. */
  readonly cwd: string;
  readonly processes: Processes;
  readonly programs: Programs;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** ms for all runs together. */
  readonly deadline: number;
}

/** Why a command granted nothing; go tells it under -x only. */
export type GoauthTrouble = 'not-found' | 'failed' | 'hangs' | 'unusable-output';

export interface GoauthAnswer {
  readonly grants: readonly Grant[];
  readonly trouble: GoauthTrouble | null;
}

/** Credentials are short. */
const MAX_OUTPUT = 256 << 10;

/**
 * Nobody is asked for a password: go sets the first two, too. An empty GIT_ASKPASS lets core.askPass and SSH_ASKPASS speak.
 */
const QUIET = { GIT_TERMINAL_PROMPT: '0', GCM_INTERACTIVE: 'never', GIT_ASKPASS: '', SSH_ASKPASS: '' };

/** What a command is told of the answer that go got; the entry's own fields are not known yet. */
const DENIED = 'HTTP/1.1 401 Unauthorized\n\n';

/** Returns the answer of each command in its place, for requests below `url`. Rejects only when aborted. */
export async function runGoauth(
  commands: readonly GoauthCommand[],
  url: string,
  run: GoauthRun,
): Promise<ReadonlyMap<number, GoauthAnswer>> {
  const end = run.clock.monotonic() + run.deadline;
  const answers = new Map<number, GoauthAnswer>();
  // Go's own order; a time that is used up fails the strongest ones.
  for (const [at, command] of [...commands.entries()].toReversed()) {
    if (command.kind === 'netrc') continue;
    const left = () => end - run.clock.monotonic();
    answers.set(
      at,
      command.kind === 'git' ? await fill(command.folder, url, run, left) : await ask(command, url, run, left),
    );
    run.signal.throwIfAborted();
  }
  return answers;
}

type Left = () => number;

async function fill(folder: string, url: string, run: GoauthRun, left: Left): Promise<GoauthAnswer> {
  const git = await findOnPath('git', run.env, run.platform, run.programs);
  if (git === null) return refused('not-found');
  const result = await run.processes.run(git, ['-c', 'core.askPass=', 'credential', 'fill'], {
    ...options(run, left),
    cwd: folder,
    env: { ...run.env, ...QUIET },
    input: `url=${url}\n`,
  });
  const grant = result.kind === 'exited' && result.code === 0 ? parseGitCredential(result.stdout, url) : null;
  return grant === null ? refused(troubleOf(result)) : { grants: [grant], trouble: null };
}

/** First without a URL, as go does when it starts; then with it, as go does once it was denied. */
async function ask(
  { words }: Extract<GoauthCommand, { kind: 'command' }>,
  url: string,
  run: GoauthRun,
  left: Left,
): Promise<GoauthAnswer> {
  const [name = '', ...args] = words ?? [];
  const program = name === '' ? null : await locate(name, run);
  if (program === null) return refused('not-found');
  const general = await run.processes.run(program, args, options(run, left));
  const known = grantsOf(general);
  if (known?.some(({ prefix }) => covers(prefix, url))) return { grants: known, trouble: null };
  const special = await run.processes.run(program, [...args, url], { ...options(run, left), input: DENIED });
  const more = grantsOf(special);
  return { grants: [...(known ?? []), ...(more ?? [])], trouble: more === null ? troubleOf(special) : null };
}

function options({ env, cwd, signal }: GoauthRun, left: Left) {
  return { env, cwd, signal, deadline: left(), maxOutput: MAX_OUTPUT };
}

/** exec.Command: a bare name by PATH, anything else as it stands, from where go is run. */
async function locate(name: string, { env, cwd, platform, programs }: GoauthRun): Promise<string | null> {
  const isPath = platform === 'win32' ? /[\\/:]/.test(name) : name.includes('/');
  if (!isPath) return findOnPath(name, env, platform, programs);
  const file = (platform === 'win32' ? path.win32 : path.posix).resolve(cwd, name);
  return (await programs.kind(file)) === 'executable' ? file : null;
}

function grantsOf(result: ProcessResult): readonly Grant[] | null {
  return result.kind === 'exited' && result.code === 0 ? parseCommandOutput(result.stdout) : null;
}

function covers(prefix: string, url: string): boolean {
  return url === prefix || url.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`);
}

function refused(trouble: GoauthTrouble): GoauthAnswer {
  return { grants: [], trouble };
}

function troubleOf(result: ProcessResult): GoauthTrouble {
  if (result.kind === 'not-started') return 'not-found';
  if (result.kind === 'timed-out') return 'hangs';
  return result.kind === 'exited' && result.code === 0 ? 'unusable-output' : 'failed';
}
