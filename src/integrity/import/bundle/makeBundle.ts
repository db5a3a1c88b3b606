/** Everything that a module's graph needs, with proofs, as one file for a machine without network. */
import path from 'node:path';
import { failure, type Result, success } from '../../../base/result.ts';
import { classifyText } from '../../../failures/text/classifyText.ts';
import { inScratchFolder } from '../../../gocmd/trace/scratchFolder.ts';
import { parseGoMod } from '../../../goproxy/module/goMod.ts';
import { type GoSum, parseGoSum } from '../../gosum/goSum.ts';
import type { ImportPorts } from '../importModules.ts';
import { type CheckedModule, checkStaged } from '../prove/checkStaged.ts';
import { type Proof, proveModules } from '../prove/proveModules.ts';
import { findVersions, type TreeVersion } from '../source/proxyTree.ts';
import type { Bundle, BundleFault, BundleQuestion, BundleStep } from './bundleQuestion.ts';
import { fetchGraph, gatherGraph } from './gatherGraph.ts';
import type { BundledModule, BundleManifest } from './manifest.ts';
import { writeBundle } from './writeBundle.ts';

/** ms for all that one party is asked about the modules. */
const PROVING = 120_000;

/** Changes nothing but the file and, where it lacks something, the user's module cache. Rejects only when aborted. */
export async function makeBundle(
  question: BundleQuestion,
  ports: ImportPorts,
  signal: AbortSignal,
  onProgress: (step: BundleStep) => void = () => undefined,
): Promise<Result<Bundle, BundleFault>> {
  const { go, env, deadline, modCache } = question;
  if (!path.isAbsolute(modCache)) return failure({ code: 'no-cache', detail: modCache });
  const call = { go, env, deadline, processes: ports.processes, signal };
  const scratch = await inScratchFolder(async (folder): Promise<Result<Bundle, BundleFault>> => {
    const gathering = { question, scratch: folder };
    const cache = path.join(folder, 'cache');
    onProgress('fetch');
    const lacking = await fetchGraph(gathering, call);
    if (lacking !== null) return incomplete(lacking);
    onProgress('gather');
    const unread = await gatherGraph(gathering, cache, call);
    if (unread !== null) return incomplete(unread);
    const downloads = path.join(cache, 'cache', 'download');
    const versions = (await findVersions(downloads, signal)).filter(({ endings }) => endings.has('.mod'));
    onProgress('prove');
    const proved = await proveAll(versions, downloads, { question, ports, signal, folder });
    onProgress('write');
    return write(versions, proved, question, signal);
  });
  return scratch.ok ? scratch.value : failure({ code: 'no-room', detail: scratch.error });
}

function incomplete(words: string): Result<never, BundleFault> {
  const told = classifyText(words, { module: null, version: null, isGo: true });
  return failure({ code: 'incomplete', failure: told?.failure.code ?? 'unclassified', words });
}

interface Proved {
  readonly checked: readonly CheckedModule[];
  readonly proofs: ReadonlyMap<CheckedModule, Proof>;
  /** The folder with the database's answers; null where it gave none. */
  readonly folder: string | null;
}

interface Work {
  readonly question: BundleQuestion;
  readonly ports: ImportPorts;
  readonly signal: AbortSignal;
  readonly folder: string;
}

/** What the database is asked about is proved even where go.sum has it: who imports the bundle may stand in another module. */
async function proveAll(versions: readonly TreeVersion[], stage: string, work: Work): Promise<Proved> {
  const { question, ports, signal, folder: scratch } = work;
  const goSum: GoSum | null = question.goSum === null ? null : parseGoSum(question.goSum);
  const checked: CheckedModule[] = [];
  for (const { module, version, endings } of versions) {
    const staged = { module, version, hasZip: endings.has('.zip'), expected: null };
    checked.push(await checkStaged(staged, stage, goSum, signal));
  }
  const request = { question: question.database, scratch, deadline: PROVING };
  // Without a network what go has kept of the database's answers may do.
  const kept = path.join(question.modCache, 'cache', 'download');
  const session = ports.network(question.network).open();
  const ask = (folders: readonly string[]) =>
    proveModules(checked, { ...request, folders, asksNetwork: folders.length === 0 }, session, signal);
  try {
    const asked = await ask([]);
    const { proofs } = asked.proofs.some((proof) => 'record' in proof) ? asked : await ask([kept]);
    return { checked, proofs: new Map(checked.map((one, at) => [one, proofs[at] as Proof])), folder: mostUsed(proofs) };
  } finally {
    session.close();
  }
}

/** Answers under two heads of the tree would need what proves one the other's beginning: those of most modules are bundled. */
function mostUsed(proofs: readonly Proof[]): string | null {
  const folders = proofs.flatMap((proof) => ('record' in proof ? [proof.folder] : []));
  const uses = (folder: string) => folders.filter((one) => one === folder).length;
  return [...new Set(folders)].sort((a, b) => uses(b) - uses(a))[0] ?? null;
}

async function write(
  versions: readonly TreeVersion[],
  { checked, proofs, folder }: Proved,
  question: BundleQuestion,
  signal: AbortSignal,
): Promise<Result<Bundle, BundleFault>> {
  const { module, go, toolchain, replaces } = parseGoMod(question.goMod);
  const modules = checked.map((one) => bundledModule(one, proofs.get(one), folder));
  const database = folder === null ? null : question.database.settings.GOSUMDB.split(/[+ ]/, 1)[0] || 'sum.golang.org';
  const manifest: BundleManifest = { module, go, toolchain, database, modules };
  try {
    const bytes = await writeBundle(question.out, { manifest, versions, proofs: folder }, signal);
    const folders = replaces.filter(({ newVersion }) => newVersion === null).map((one) => one.new);
    return success({ file: question.out, bytes, manifest, folders });
  } catch (error) {
    signal.throwIfAborted();
    return failure({ code: 'unwritable', detail: (error as NodeJS.ErrnoException).code ?? 'UNKNOWN' });
  }
}

function bundledModule(checked: CheckedModule, proof: Proof | undefined, folder: string | null): BundledModule {
  const { module, version, zip, mod, inGoSum } = checked;
  const isProved = proof !== undefined && 'record' in proof && proof.folder === folder;
  const vouched = isProved ? 'database' : inGoSum === 'same' ? 'go.sum' : null;
  return { module, version, zip, mod: mod ?? '', proof: vouched };
}
