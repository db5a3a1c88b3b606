/** Doubles of the ports that gocmd takes: maps instead of disks, a script instead of processes. */
import type { Files } from '../../../src/base/files.ts';
import type { Processes, ProcessResult, RunOptions } from '../../../src/base/processes.ts';
import type { ProgramKind, Programs } from '../../../src/gocmd/locate/programs.ts';

export function fakeFiles(texts: Record<string, string> = {}): Files & { readonly read: string[] } {
  const read: string[] = [];
  return {
    read,
    async readText(path) {
      read.push(path);
      return texts[path] ?? null;
    },
  };
}

export interface FakeRun {
  readonly file: string;
  readonly args: readonly string[];
  readonly options: RunOptions;
}

export function fakeProcesses(result: ProcessResult): Processes & { readonly runs: FakeRun[] } {
  const runs: FakeRun[] = [];
  return {
    runs,
    async run(file, args, options) {
      runs.push({ file, args, options });
      return result;
    },
  };
}

export function fakePrograms(
  kinds: Record<string, ProgramKind>,
  lists: Record<string, readonly string[]> = {},
  links: Record<string, string> = {},
): Programs {
  return {
    kind: async (path) => kinds[path] ?? 'missing',
    isOpenToAll: async () => false,
    list: async (directory) => lists[directory] ?? [],
    realPath: async (path) => links[path] ?? (kinds[path] === undefined ? null : path),
  };
}

/** What `go env -json` prints. */
export function goAnswer(variables: Record<string, string>): ProcessResult {
  const all = { GOPROXY: '', GOROOT: '/go', GOVERSION: 'go1.26.8', GOOS: 'linux', GOARCH: 'amd64', ...variables };
  return { kind: 'exited', code: 0, stdout: JSON.stringify(all), stderr: '' };
}
