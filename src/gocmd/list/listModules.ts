/** The module graph, as far as go.mod and the module cache know it: `go list -m` that asks nobody and writes nothing. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { failure, type Result, success } from '../../base/result.ts';
import { type GoCall, type GoFault, OVERRIDDEN } from '../goCommand.ts';
import { readConcatenatedJson } from './concatenatedJson.ts';
import { type ListedModule, readListedModule } from './listedModule.ts';

/** A graph of 10,000 modules takes 4 MiB. */
const MAX_OUTPUT = 16 << 20;

/**
 * `-e`: what cannot be loaded is told with its module, and the rest of the graph too. `-mod=readonly` is said although it is the
 * default: in a folder with vendor/ it is not. `-u`: what was retracted, and what is deprecated.
 */
const ARGUMENTS = ['list', '-e', '-mod=readonly', '-m', '-u', '-json', 'all'];

/** No network: GOPROXY alone does not stop what GONOPROXY covers, which go fetches from its repository. */
const OFFLINE = { GONOPROXY: 'none', GOSUMDB: 'off', GOVCS: '*:off', GO111MODULE: 'on' } as const;

export interface ModulesCall extends GoCall {
  /** GOMODCACHE; '' where it is not known. */
  readonly cache: string;
}

/**
 * Returns the modules of the graph, main modules first. A fault of go's own (no go.mod, one that does not parse, one that wants a
 * newer go) is `failed`.
 */
export async function listModules(call: ModulesCall): Promise<Result<readonly ListedModule[], GoFault>> {
  const result = await call.processes.run(call.go, ARGUMENTS, {
    cwd: call.cwd,
    env: { ...call.env, ...OVERRIDDEN, ...OFFLINE, GOPROXY: ownMirror(call.cache) },
    deadline: call.deadline,
    signal: call.signal,
    maxOutput: MAX_OUTPUT,
  });
  switch (result.kind) {
    case 'exited': {
      if (result.code !== 0)
        return failure({ code: 'failed', detail: firstLine(result.stderr) || `exit ${result.code}` });
      const modules = readConcatenatedJson(result.stdout)
        .map(readListedModule)
        .filter((module) => module !== null);
      // The main module is always in its own graph.
      return modules.length > 0 ? success(modules) : failure({ code: 'not-go', detail: '' });
    }
    case 'not-started':
      return failure({ code: 'not-started', detail: result.code });
    case 'timed-out':
      return failure({ code: 'hangs', detail: firstLine(result.stderr) });
    case 'too-much-output':
      return failure({ code: 'floods', detail: '' });
    case 'aborted':
      return failure({ code: 'aborted', detail: '' });
  }
}

/** The module cache as a GOPROXY: what was retracted and deprecated is known by the newest version in it. */
function ownMirror(cache: string): string {
  if (cache === '') return 'off';
  // A comma would end the entry.
  return pathToFileURL(path.join(cache, 'cache', 'download'))
    .href.replaceAll(',', '%2C')
    .replaceAll('|', '%7C');
}

function firstLine(text: string): string {
  const [line = ''] = text.slice(0, 4096).trimStart().split('\n', 1);
  return line.slice(0, 300).replace(/\p{C}/gu, '').trim();
}
