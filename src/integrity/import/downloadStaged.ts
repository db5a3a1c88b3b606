/** Lets go take modules from a stage: it is go that checks, unpacks and installs them, and nobody else writes its cache. */
import { pathToFileURL } from 'node:url';
import type { GoCall } from '../../gocmd/goCommand.ts';
import { readConcatenatedJson } from '../../gocmd/list/concatenatedJson.ts';
import type { StagedModule } from './stagedModule.ts';

export interface StagedDownload extends StagedModule {
  readonly sum: string | null;
  /** go's words; null where it took the module. */
  readonly error: string | null;
}

/** Bytes of go's answers. */
const MAX_OUTPUT = 16 << 20;

/** `call.env` says which cache, GOPATH, GOFLAGS and checksum database; `call.cwd` is empty. One answer a module, in their order. */
export async function downloadStaged(
  modules: readonly StagedModule[],
  stage: string,
  call: GoCall,
): Promise<readonly StagedDownload[]> {
  const names = modules.map(({ module, version }) => `${module}@${version}`);
  const result = await call.processes.run(call.go, ['mod', 'download', '-json', ...names], {
    cwd: call.cwd,
    env: {
      ...call.env,
      GOPROXY: pathToFileURL(stage).href,
      GONOPROXY: 'none',
      GOWORK: 'off',
      GOTOOLCHAIN: 'local',
      GO111MODULE: 'on',
    },
    deadline: call.deadline,
    signal: call.signal,
    maxOutput: MAX_OUTPUT,
  });
  call.signal.throwIfAborted();
  const told = 'stdout' in result ? readConcatenatedJson(result.stdout) : [];
  const ending = result.kind === 'exited' ? result.stderr.trim() : result.kind;
  return modules.map(({ module, version }) => {
    const own = told.find((one) => textOf(one, 'Path') === module && textOf(one, 'Version') === version);
    const sum = own === undefined ? null : textOf(own, 'Sum');
    const error = own === undefined ? ending || 'no answer' : textOf(own, 'Error');
    return { module, version, sum, error: error ?? (sum === null ? 'no answer' : null) };
  });
}

function textOf(value: unknown, name: string): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const text = (value as Readonly<Record<string, unknown>>)[name];
  return typeof text === 'string' && text !== '' ? text : null;
}
