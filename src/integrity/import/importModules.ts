/** Modules brought in by hand: through go's own checks in a throw-away cache first, and only then into the real one. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Processes } from '../../base/processes.ts';
import { failure, type Result, success } from '../../base/result.ts';
import type { FailureCode } from '../../failures/code.ts';
import { classifyText } from '../../failures/text/classifyText.ts';
import type { Environment } from '../../gocmd/env/environmentVariable.ts';
import { inScratchFolder } from '../../gocmd/trace/scratchFolder.ts';
import { downloadStaged, type StagedDownload } from './downloadStaged.ts';
import type { StagedModule, StageFault } from './stagedModule.ts';
import { stageZip } from './stageZip.ts';

export interface ImportRequest {
  readonly files: readonly string[];
  /** Whose the one file is; null: its own names tell. */
  readonly named: StagedModule | null;
  /** Absolute path of the go command. */
  readonly go: string;
  readonly env: Environment;
  /** The user's GOSUMDB; '' where unset. */
  readonly gosumdb: string;
  /** The user gave the flag for it: first-seen hashes are trusted. */
  readonly unproved: boolean;
  /** ms for each of the two runs of go. */
  readonly deadline: number;
}

export interface ImportedModule extends StagedModule {
  readonly sum: string | null;
  readonly ok: boolean;
  readonly code: FailureCode | null;
  /** go's words, for people; null where it took the module. */
  readonly words: string | null;
}

/** `no-folder`: its errno word. */
export type ImportFault = StageFault | { readonly code: 'no-folder'; readonly file: string };

/** What go refuses in the throw-away cache is never shown to the real one. Rejects only when aborted. */
export async function importModules(
  request: ImportRequest,
  processes: Processes,
  signal: AbortSignal,
): Promise<Result<readonly ImportedModule[], ImportFault>> {
  const scratch = await inScratchFolder(async (folder, cwd) => {
    const stage = path.join(folder, 'stage');
    await mkdir(stage);
    const modules: StagedModule[] = [];
    for (const file of request.files) {
      const staged = await stageZip(file, request.named, stage, signal);
      if (!staged.ok) return staged;
      modules.push(staged.value);
    }
    return success(await letGoTake(modules, { request, processes, signal, folder, cwd, stage }));
  });
  return scratch.ok ? scratch.value : failure({ code: 'no-folder', file: scratch.error });
}

interface Place {
  readonly request: ImportRequest;
  readonly processes: Processes;
  readonly signal: AbortSignal;
  readonly folder: string;
  readonly cwd: string;
  readonly stage: string;
}

async function letGoTake(modules: readonly StagedModule[], place: Place): Promise<readonly ImportedModule[]> {
  const { request, processes, signal, folder, cwd, stage } = place;
  const { go, deadline, unproved, gosumdb } = request;
  const env: Environment = { ...request.env, GOSUMDB: unproved ? 'off' : gosumdb || 'sum.golang.org' };
  const trial: Environment = {
    ...env,
    GOFLAGS: '-modcacherw',
    GOPATH: path.join(folder, 'gopath'),
    GOMODCACHE: path.join(folder, 'cache'),
  };
  const call = { go, cwd, processes, signal, deadline };
  const tried = await downloadStaged(modules, stage, { ...call, env: trial });
  const good = tried.filter(({ error }) => error === null);
  if (good.length === 0) return tried.map(judged);
  // A blank is set, and holds no flag: the permissions in the cache are go's own.
  const taken = await downloadStaged(good, stage, { ...call, env: { ...env, GOFLAGS: ' ' } });
  return tried.map((one) => judged(taken[good.indexOf(one)] ?? one));
}

function judged({ module, version, sum, error }: StagedDownload): ImportedModule {
  if (error === null) return { module, version, sum, ok: true, code: null, words: null };
  return { module, version, sum, ok: false, code: codeOf(error), words: error };
}

function codeOf(words: string): FailureCode {
  const told = classifyText(words, { module: null, version: null, isGo: true });
  return told?.failure.code ?? 'unclassified';
}
