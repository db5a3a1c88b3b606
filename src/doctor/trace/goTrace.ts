/** The real go command, run for one module on an empty module cache, with `-x`. */
import path from 'node:path';
import type { Clock } from '../../base/clock.ts';
import type { Processes, ProcessResult } from '../../base/processes.ts';
import type { Result } from '../../base/result.ts';
import type { Environment } from '../../gocmd/env/environmentVariable.ts';
import { inScratchFolder } from '../../gocmd/trace/scratchFolder.ts';
import type { TracedRequest } from '../../gocmd/trace/tracedRequest.ts';
import { TraceReader } from '../../gocmd/trace/traceReader.ts';
import type { ModuleQuery } from '../../goproxy/module/version.ts';

export interface GoTraceCall {
  /** Absolute path of the go command. */
  readonly go: string;
  readonly query: ModuleQuery;
  /** What go would be started with. */
  readonly env: Environment;
  /** A list in the place of go's own; null takes that. */
  readonly goproxy: string | null;
  /** Absolute; null where go reads none. */
  readonly goenvFile: string | null;
  readonly platform: NodeJS.Platform;
  readonly deadline: number;
  readonly signal: AbortSignal;
}

export interface GoTrace {
  readonly result: ProcessResult;
  readonly requests: readonly TracedRequest[];
  /** What go said on stderr beside the requests. */
  readonly words: string;
  readonly ms: number;
}

/** A graph's worth of requests with their commands stays far below this. */
const MAX_OUTPUT = 2 << 20;

/** Fails with an errno word where there is no folder to run it in. */
export function traceGo(
  call: GoTraceCall,
  { processes, clock }: { readonly processes: Processes; readonly clock: Clock },
): Promise<Result<GoTrace, string>> {
  return inScratchFolder(async (folder, cwd) => {
    const reader = new TraceReader();
    const begin = clock.monotonic();
    const elapsed = () => clock.monotonic() - begin;
    const { module, version } = call.query;
    const args = ['mod', 'download', '-x', '-json', `${module}@${version ?? 'latest'}`];
    const result = await processes.run(call.go, args, {
      cwd,
      env: environment(call, folder),
      deadline: call.deadline,
      signal: call.signal,
      maxOutput: MAX_OUTPUT,
      onOutput: (stream, piece) => {
        if (stream === 'stderr') reader.write(piece, elapsed());
      },
    });
    const ms = elapsed();
    reader.end(ms);
    return { result, requests: reader.requests, words: reader.otherText, ms };
  });
}

/** The user's own, but for what go would keep and find: nothing of an earlier run may answer for a server. */
function environment({ env, goproxy, goenvFile, platform }: GoTraceCall, folder: string): Environment {
  const own: Record<string, string> = {
    GOPATH: path.join(folder, 'path'),
    GOMODCACHE: path.join(folder, 'mod'),
    GOCACHE: path.join(folder, 'cache'),
    GOTMPDIR: folder,
    // A relative GOENV is meant from where go is usually run.
    GOENV: goenvFile ?? 'off',
    GOFLAGS: '-modcacherw',
    GOWORK: 'off',
    GO111MODULE: 'on',
    GOTOOLCHAIN: 'local',
    ...(goproxy === null ? {} : { GOPROXY: goproxy }),
  };
  // On Windows another spelling is the same variable.
  const isReplaced = (name: string) => platform === 'win32' && Object.hasOwn(own, name.toUpperCase());
  return { ...Object.fromEntries(Object.entries(env).filter(([name]) => !isReplaced(name))), ...own };
}
