/** How the real `go mod download M@V` ends with a list, read from its JSON and its trace. */
import { runGo } from '../lab/goRunner.ts';
import type { Lab } from '../lab/lab.ts';
import { entryNamer } from './entryNamer.ts';
import { TREE_ORIGIN, treeModHash, treeZipHash } from './fileTrees.ts';
import { type ListCase, privateVariables } from './listCase.ts';
import { FILES, type FileKind, type Outcome } from './outcome.ts';

export interface GoOptions {
  /** ms after which go is taken to wait without end. */
  readonly bound: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** What go prints with -json of the one module (ModuleJSON in cmd/go/internal/modcmd/download.go), as far as it is read here. */
interface Download {
  readonly Error?: string;
  readonly Info?: string;
  readonly GoMod?: string;
  readonly GoModSum?: string;
  readonly Zip?: string;
  readonly Sum?: string;
  readonly Origin?: { readonly VCS?: string };
}

/** One `# get` of the trace. */
interface Visit {
  readonly kind: FileKind;
  readonly entry: number;
  /** `200 OK (0.001s)`, an error, or '' where nothing came. */
  answer: string;
}

/** Errors that name no URL: an entry's answer was taken, and then refused. */
const NAMELESS = /proxy returned info for version|: ?zip: |^zip: |has unexpected file/;

export async function goOutcome(
  lab: Lab,
  listCase: ListCase,
  { bound, env = {}, signal }: GoOptions,
): Promise<Outcome> {
  const run = await runGo(['mod', 'download', '-json', listCase.module], {
    goproxy: listCase.text,
    caFile: lab.caFile,
    trace: true,
    timeoutMs: bound,
    env: { ...env, ...privateVariables(listCase) },
    ...(signal === undefined ? {} : { signal }),
  });
  const download = parse(run.stdout);
  const trace = run.stderr.split('\n').filter((line) => line.startsWith('# get '));
  const visits = readTrace(trace, listCase);
  const said = run.stderr.split('\n').filter((line) => !/^(?:# |mkdir -p|cd |[0-9.]+s # )/.test(line));
  const error = [download.Error ?? '', ...said].join('\n').trim();
  const ok = run.code === 0;
  const visitsOf = (kind: FileKind) =>
    visits.filter((visit) => visit.kind === kind && listCase.entries[visit.entry]?.kind.group !== 'keyword');
  const served = servedBy(lab, listCase, download, visits);
  return {
    ok,
    hangs: run.timedOut,
    entry: ok ? served.zip : run.timedOut ? (visits.at(-1)?.entry ?? null) : failing(listCase, error, visits),
    visits: byKind((kind) => visitsOf(kind).map(({ entry }) => entry)),
    served,
    story: `${run.stderr.trim()}\n${error}\n${run.timedOut ? `killed after ${bound} ms` : `exit ${run.code}`}`,
  };
}

function parse(stdout: string): Download {
  return stdout.trim() === '' ? {} : (JSON.parse(stdout) as Download);
}

function byKind<T>(make: (kind: FileKind) => T): Record<FileKind, T> {
  return { info: make('info'), mod: make('mod'), zip: make('zip') };
}

function readTrace(trace: readonly string[], listCase: ListCase): Visit[] {
  const nameEntry = entryNamer(listCase);
  const visits: Visit[] = [];
  for (const line of trace) {
    const [, url = '', answer = ''] = /^# get (\S+?)(?:: (.*))?$/.exec(line) ?? [];
    const kind = FILES.find((one) => url.split('?')[0]?.endsWith(`.${one}`));
    const entry = nameEntry(url);
    if (kind === undefined || entry === null) continue;
    const open = visits.at(-1);
    if (open?.kind === kind && open.entry === entry && open.answer === '') open.answer = answer;
    else visits.push({ kind, entry, answer });
  }
  return visits;
}

/**
 * What the trees and git served shows in its content, for -x does not show their requests; everything else came from the entry
 * asked last. A private module goes past the list.
 */
function servedBy(lab: Lab, listCase: ListCase, download: Download, visits: readonly Visit[]): Outcome['served'] {
  const [path = '', version = ''] = listCase.module.split('@');
  const module = lab.modules.find(path, version) ?? { path, version, goMod: `module ${path}\n` };
  const tree = listCase.entries.findIndex(({ value }) => value.startsWith('file:'));
  // A go that was killed prints no JSON, but what it asked for last tells what it has.
  const last = FILES.indexOf(visits.at(-1)?.kind ?? 'info');
  const came: Readonly<Record<FileKind, boolean>> = {
    info: download.Info !== undefined || last > 0,
    mod: download.GoMod !== undefined || last > 1,
    zip: download.Zip !== undefined,
  };
  const fromElsewhere: Readonly<Record<FileKind, boolean>> = {
    info: download.Origin?.VCS === TREE_ORIGIN || download.Origin?.VCS === 'git',
    mod: download.GoModSum === treeModHash(module),
    zip: download.Sum === treeZipHash(module),
  };
  return byKind((kind) => {
    if (!came[kind] || listCase.isPrivate) return null;
    const asked = visits.findLast((visit) => visit.kind === kind);
    if (fromElsewhere[kind] || asked === undefined) return tree >= 0 ? tree : directOf(listCase);
    return asked.entry;
  });
}

/** Of a failure the entry whose error go shows. */
function failing(listCase: ListCase, error: string, visits: readonly Visit[]): number | null {
  const { entries } = listCase;
  const positionOf = (test: (value: string) => boolean) => {
    const index = entries.findIndex(({ value }) => test(value));
    return index < 0 ? null : index;
  };
  if (error.includes('but contains no entries')) return null;
  if (/invalid (?:file:\/\/ )?proxy URL/.test(error)) return positionOf((value) => error.endsWith(`: ${value}`));
  if (error.includes('disabled by GOPROXY=off')) return positionOf((value) => value === 'off');
  const named = entryNamer(listCase)(error);
  if (named !== null) return named;
  if (error.includes(TREE_ORIGIN)) return positionOf((value) => value.startsWith('file:'));
  // Of the entries that answered with 200, only the last can be the one at fault (those before it have better errors than none).
  if (NAMELESS.test(error)) return visits.findLast(({ answer }) => answer.startsWith('200'))?.entry ?? null;
  return directOf(listCase);
}

/** Where `direct` stands in the list; a private module goes direct without it. */
function directOf({ entries, isPrivate }: ListCase): number | null {
  if (isPrivate) return null;
  const index = entries.findIndex(({ value }) => value === 'direct');
  return index < 0 ? null : index;
}
