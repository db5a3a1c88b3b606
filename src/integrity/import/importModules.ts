/** Modules brought in by hand: through go's own checks in a throw-away cache first, and only then into the real one. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Processes } from '../../base/processes.ts';
import { failure, type Result, success } from '../../base/result.ts';
import type { Environment } from '../../gocmd/env/environmentVariable.ts';
import type { GoCall } from '../../gocmd/goCommand.ts';
import { inScratchFolder } from '../../gocmd/trace/scratchFolder.ts';
import type { Network } from '../../net/network.ts';
import { type GoSum, parseGoSum } from '../gosum/goSum.ts';
import { importedModule } from './importedModule.ts';
import type { Imported, ImportFault, ImportProgress, ImportQuestion } from './importQuestion.ts';
import { missingModules } from './missingModules.ts';
import { type CheckedModule, checkStaged } from './prove/checkStaged.ts';
import { type Proof, proveModules } from './prove/proveModules.ts';
import { readSource } from './source/readSource.ts';
import type { Laid, SourceFault } from './source/source.ts';
import type { StagedModule } from './stage/stagedModule.ts';
import { nameOf } from './take/takeStaged.ts';
import { takeTried } from './take/takeTried.ts';
import { tryStaged } from './take/tryStaged.ts';

export interface ImportPorts {
  readonly processes: Processes;
  readonly network: (environment: Environment) => Pick<Network, 'open'>;
}

/** ms for all that one party is asked about the modules. */
const PROVING = 20_000;
/** ms of silence in a body before the fetching of a source is given up. */
const STALL = 30_000;

/**
 * What go refuses in the throw-away cache is never shown to the real one; what it cannot finish there is taken out again. A source that
 * cannot be read ends all, with nothing changed. Rejects only when aborted.
 */
export async function importModules(
  question: ImportQuestion,
  ports: ImportPorts,
  signal: AbortSignal,
  onProgress: (progress: ImportProgress) => void = () => undefined,
): Promise<Result<Imported, ImportFault>> {
  if (!path.isAbsolute(question.modCache)) return failure({ code: 'no-cache', detail: question.modCache });
  try {
    const scratch = await inScratchFolder(async (folder) => {
      const work: Work = { question, ports, signal, onProgress, folder, stage: path.join(folder, 'stage') };
      await mkdir(work.stage);
      const laid = await layAll(work);
      return laid.ok ? success(await takeAll(laid.value, work)) : laid;
    });
    return scratch.ok ? scratch.value : failure({ code: 'no-folder', detail: scratch.error });
  } catch (error) {
    signal.throwIfAborted();
    // Only files of our own are written here, and the disk they lie on may be full at any of them.
    const { code } = error as NodeJS.ErrnoException;
    if (typeof code !== 'string') throw error;
    return failure({ code: 'no-folder', detail: code });
  }
}

interface Work {
  readonly question: ImportQuestion;
  readonly ports: ImportPorts;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ImportProgress) => void;
  readonly folder: string;
  readonly stage: string;
}

async function layAll({
  question,
  ports,
  signal,
  onProgress,
  folder,
  stage,
}: Work): Promise<Result<Laid[], SourceFault>> {
  const { sources, named, network } = question;
  const goSum = goSumOf(question);
  const open = () => ports.network(network).open({ staysPublic: true, stall: STALL });
  const laid: Laid[] = [];
  for (const [at, source] of sources.entries()) {
    onProgress({ step: 'read', done: at, all: sources.length });
    const scratch = path.join(folder, `source-${at}`);
    const one = await readSource(source, { stage, scratch, named, goSum, signal }, open);
    if (!one.ok) return one;
    laid.push(one.value);
  }
  return success(laid);
}

async function takeAll(laid: readonly Laid[], work: Work): Promise<Imported> {
  const { question, onProgress, folder, stage } = work;
  const { modCache, goSum, unproved } = question;
  const checked = await checkAll(laid, work);
  const { gosumdb, proofs } = await proveAll(laid, checked, work);
  const call = goCallOf(work);
  const tried = await tryStaged(checked, { stage, folder, proofs, gosumdb, goSum, unproved }, call, (done, all) =>
    onProgress({ step: 'try', done, all }),
  );
  const good = tried.filter(({ refusal, words }) => refusal === null && words === null);
  onProgress({ step: 'take', done: 0, all: good.length });
  const subjects = good.map((one) => one.checked);
  const taken = await takeTried(subjects, { stage, folder, modCache, gosumdb }, call);
  const modules = tried.map((one) => importedModule(one, taken[good.indexOf(one)] ?? null));
  return { kinds: laid.map(({ kind }) => kind), modules, missing: await lookForMissing(work) };
}

async function proveAll(laid: readonly Laid[], checked: readonly CheckedModule[], work: Work) {
  const { question, ports, signal, onProgress, folder } = work;
  // What go.sum decides the database is not asked about.
  const asked = checked.filter(({ inGoSum }) => inGoSum === 'unknown');
  onProgress({ step: 'prove', done: 0, all: asked.length });
  const folders = laid.flatMap(({ database }) => (database === null ? [] : [database]));
  const request = { question: question.database, folders, scratch: folder, asksNetwork: true, deadline: PROVING };
  const session = ports.network(question.network).open();
  const { gosumdb, proofs } = await proveModules(asked, request, session, signal).finally(() => session.close());
  return { gosumdb, proofs: new Map(asked.map((one, at) => [one, proofs[at] as Proof] as const)) };
}

async function lookForMissing(work: Work): Promise<Imported['missing']> {
  const { folder: cwd, modCache } = work.question;
  if (cwd === null) return [];
  work.onProgress({ step: 'look', done: 0, all: 1 });
  const call = goCallOf(work);
  return missingModules(
    { ...call, cwd, env: { ...call.env, GOMODCACHE: modCache } },
    path.join(work.folder, 'missing'),
  );
}

function goCallOf({ question: { go, env, deadline }, ports: { processes }, signal }: Work): Omit<GoCall, 'cwd'> {
  return { go, env, processes, signal, deadline };
}

/** Each version once, where several sources bring it: the stage holds that of the last. */
async function checkAll(laid: readonly Laid[], work: Work): Promise<CheckedModule[]> {
  const { question, stage, signal, onProgress } = work;
  const staged = new Map<string, StagedModule>();
  for (const one of laid.flatMap(({ modules }) => modules)) {
    const before = staged.get(nameOf(one));
    staged.set(nameOf(one), before?.hasZip === true && !one.hasZip ? { ...before, expected: null } : one);
  }
  const goSum = goSumOf(question);
  const checked: CheckedModule[] = [];
  for (const [at, one] of [...staged.values()].entries()) {
    onProgress({ step: 'hash', done: at, all: staged.size });
    checked.push(await checkStaged(one, stage, goSum, signal));
  }
  return checked;
}

function goSumOf({ goSum }: ImportQuestion): GoSum | null {
  return goSum === null ? null : parseGoSum(goSum);
}
