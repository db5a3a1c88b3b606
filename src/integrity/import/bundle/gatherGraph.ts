/** Lets go say what a module's graph needs: what it fetches into an empty cache to build, test, tidy and show it is all that it needs. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { GoCall } from '../../../gocmd/goCommand.ts';
import { batches } from '../../../gocmd/list/batches.ts';
import { readConcatenatedJson } from '../../../gocmd/list/concatenatedJson.ts';
import { readListedModule } from '../../../gocmd/list/listedModule.ts';
import type { BundleQuestion } from './bundleQuestion.ts';

/** Bytes of go's answers: a graph is printed as a line an edge. */
const MAX_OUTPUT = 256 << 20;

export interface Gathering {
  readonly question: BundleQuestion;
  /** Where copies of go.mod and go.sum go: go may write into those. */
  readonly scratch: string;
}

/** go fetches what is not there yet into the user's own cache, by the user's own settings. Returns its words where it cannot, else null. */
export async function fetchGraph(gathering: Gathering, call: Omit<GoCall, 'cwd'>): Promise<string | null> {
  return runAll(gathering, 'fetch', call.env, call);
}

/**
 * Fills an empty cache from the user's: nobody is asked, and private modules are in it as others are. What comes from there has been verified
 * when it came, and is again by who imports it: here the database has nothing to say. Returns go's words where something is lacking.
 */
export async function gatherGraph(
  gathering: Gathering,
  cache: string,
  call: Omit<GoCall, 'cwd'>,
): Promise<string | null> {
  const downloads = path.join(gathering.question.modCache, 'cache', 'download');
  const env = {
    ...call.env,
    GOPATH: path.join(gathering.scratch, 'gopath'),
    GOMODCACHE: cache,
    GOPROXY: pathToFileURL(downloads).href.replaceAll(',', '%2C').replaceAll('|', '%7C'),
    GONOPROXY: 'none',
    GOVCS: '*:off',
    GOSUMDB: 'off',
  };
  return runAll(gathering, 'gather', env, call);
}

/** Words of what must succeed; what a module with errors of its own keeps from succeeding is run for what it fetches. */
async function runAll(
  { question, scratch }: Gathering,
  name: string,
  env: GoCall['env'],
  call: Omit<GoCall, 'cwd'>,
): Promise<string | null> {
  const copy = path.join(scratch, name);
  await mkdir(copy, { recursive: true });
  const goMod = path.join(copy, 'go.mod');
  const modfile = `-modfile=${goMod}`;
  const runs = [
    ['mod', 'download', '-json', modfile],
    ['mod', 'graph', modfile],
    ['list', '-e', '-mod=mod', modfile, '-deps', '-test', './...'],
    ['mod', 'tidy', '-e', modfile],
  ];
  const own = { ...call, cwd: question.folder };
  const reset = async () => {
    await writeFile(goMod, question.goMod);
    await writeFile(path.join(copy, 'go.sum'), question.goSum ?? '');
  };
  for (const [at, args] of runs.entries()) {
    await reset();
    const { words } = await run(args, env, own);
    if (at === 0 && words !== null) return words;
  }
  await reset();
  await listAll(modfile, env, own);
  return null;
}

/** `go list -m all` shows versions that no build needs: their go.mod files are all that it, and the tools that go by it, read. */
async function listAll(modfile: string, env: GoCall['env'], call: GoCall): Promise<void> {
  const list = ['list', '-e', '-mod=mod', modfile, '-m'];
  const { stdout } = await run([...list, '-json', 'all'], env, call);
  const names = readConcatenatedJson(stdout).flatMap((said) => {
    const listed = readListedModule(said);
    const one = listed?.replace ?? listed;
    return one?.version == null ? [] : [`${one.path}@${one.version}`];
  });
  for (const batch of batches(names, (name) => name)) await run([...list, ...batch], env, call);
}

/** `words` is null where go succeeded. */
async function run(
  args: readonly string[],
  env: GoCall['env'],
  call: GoCall,
): Promise<{ readonly words: string | null; readonly stdout: string }> {
  const { go, processes, signal, deadline, cwd } = call;
  const own = { ...env, GOFLAGS: '-modcacherw', GOWORK: 'off', GO111MODULE: 'on', GOTOOLCHAIN: 'local' };
  const result = await processes.run(go, args, { cwd, env: own, deadline, signal, maxOutput: MAX_OUTPUT });
  signal.throwIfAborted();
  if (result.kind !== 'exited') return { words: result.kind, stdout: '' };
  const { stdout } = result;
  if (result.code === 0) return { words: null, stdout };
  const [error] = readConcatenatedJson(result.stdout).flatMap(
    (one) => (one as { readonly Error?: unknown }).Error ?? [],
  );
  return { words: typeof error === 'string' ? error : result.stderr.trim() || `exit ${result.code}`, stdout };
}
