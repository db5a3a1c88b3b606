/** The examination: ordered checks over ports, one model in the end. */
import type { Clock } from '../base/clock.ts';
import type { EntryCredentials } from '../gocmd/auth/entryCredentials.ts';
import type { Environment } from '../gocmd/env/environmentVariable.ts';
import { findOnPath } from '../gocmd/locate/searchPath.ts';
import { type GoproxyList, parseList } from '../goproxy/list/list.ts';
import type { PrivateVariables } from '../goproxy/module/patterns.ts';
import { firstPublicRequirement, type SampleModule, WELL_KNOWN } from '../goproxy/module/sample.ts';
import type { ModuleQuery } from '../goproxy/module/version.ts';
import type { Prober } from '../goproxy/probe/prober.ts';
import { parseGosumdb } from '../goproxy/protocol/sumdb.ts';
import type { SystemProxy } from '../net/systemProxy/systemProxy.ts';
import { CHECKS, type Progress } from './check.ts';
import { defaultMirrors } from './defaultMirrors.ts';
import type { Examination, ListOrigin } from './examination.ts';
import { findingsOf } from './findings.ts';
import { type GoPorts, type GoView, viewGo } from './goView.ts';
import type { GraphFinding } from './graph/graphExamination.ts';
import { examineList } from './list/examineList.ts';
import type { ListExamination, Verdict } from './list/listExamination.ts';
import { listCredentials } from './listCredentials.ts';
import { type NetworkExamination, NOTHING_SEEN } from './network/networkExamination.ts';
import { networkVariables } from './networkVariables.ts';
import { remedyContext } from './remedyContext.ts';
import { findWorkspaceModule } from './workspaceModule.ts';

export interface ExaminationRequest {
  /** A list given with the call or by the editor's setting; null takes go's own. */
  readonly goproxy: { readonly value: string; readonly origin: 'argument' | 'workspace' } | null;
  /** Modules that the user named. */
  readonly named: readonly ModuleQuery[];
  readonly depth: 'sample' | 'quick';
  /** An existing folder: its go.mod is examined, and go is run in it. */
  readonly cwd: string;
  /** The environment that go would be started with. */
  readonly env: Environment;
  /** False where `env` may not be that of the start. */
  readonly envTrusted?: boolean;
  /** Path of the go command from the settings, or ''. */
  readonly goPath: string;
  /** False in an untrusted workspace: no process, and no module of the workspace is named to anybody. */
  readonly trusted: boolean;
  /** ms for one entry. */
  readonly timeout: number;
  /** ms beyond which an answer is slow. */
  readonly latency: number;
  /** Where remedies change GOPROXY: see RemedyContext. `user` unless told. */
  readonly scope?: 'user' | 'workspace';
  /** See RemedyContext. */
  readonly hasGoExtension?: boolean;
  /** An independent name server that the user names; none unless told. */
  readonly resolver?: string | null;
  /** The proxy of VS Code's own settings. */
  readonly editorProxy?: SystemProxy | null;
}

export interface ExaminationPorts extends GoPorts {
  readonly clock: Clock;
  readonly prober: Prober;
}

/** The list cannot be found out: no go, and nothing in the environment or its file. */
export type NoList = { readonly noList: true; readonly go: GoView };

/** Rejects only when aborted, or when the prober was lost. */
export async function examine(
  request: ExaminationRequest,
  ports: ExaminationPorts,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void = () => undefined,
): Promise<Examination | NoList> {
  const { clock } = ports;
  const begin = clock.monotonic();

  onProgress({ check: 'go' });
  const go = await viewGo({ ...request, mayRun: request.trusted }, ports, signal);

  onProgress({ check: 'settings' });
  const setting = request.goproxy === null ? go.setting('GOPROXY') : null;
  const value = request.goproxy?.value ?? setting?.value ?? '';
  if (request.goproxy === null && value === '') return { noList: true, go };
  const origin: ListOrigin = request.goproxy?.origin ?? setting?.origin ?? 'unknown';

  onProgress({ check: 'workspace' });
  const workspace = await findWorkspaceModule(request.cwd, ports.files);
  const sample =
    workspace === null || !request.trusted ? null : firstPublicRequirement(workspace.goMod, privateVariables(go));

  onProgress({ check: 'list' });
  const parsed = parseList(value);
  const list = parsed.ok ? parsed.value : null;
  const listFault = parsed.ok ? null : parsed.error;

  onProgress({ check: 'entries' });
  const credentials = list === null ? new Map() : await listCredentials(list, request, go, ports, signal);
  const [examined, graph] = await Promise.all([
    list === null ? null : examineEntries(list, request, { go, sample, credentials }, ports, signal, onProgress),
    graphOf(request, list, go, ports, signal),
  ]);
  onProgress({ check: 'network' });
  const network =
    examined === null ? NOTHING_SEEN : await networkOf(request, examined, { go, credentials }, ports, signal);

  onProgress({ check: 'database' });
  const findings = findingsOf({
    list,
    listFault,
    examined,
    setting,
    remedies: await remedyContext(request, go, ports, workspace?.goMod.go ?? null),
    network,
    graph,
  });

  const { environment, located } = go;
  const { goVersion, goos, goarch } = environment;
  return {
    environment: {
      go:
        located.path === null
          ? null
          : {
              path: located.path,
              version: goVersion,
              platform: goos === null || goarch === null ? null : `${goos}/${goarch}`,
              fault: environment.fault,
            },
      goproxy: { value, origin },
      settings: environment.settings,
      goenvFile: environment.goenvFile,
      module: workspace?.goMod.module ?? null,
      sample: sample ?? WELL_KNOWN,
    },
    list,
    listFault,
    entries: examined?.entries ?? [],
    routes: examined?.routes ?? [],
    verdict: examined?.verdict ?? invalidVerdict(listFault?.detail ?? null, listFault?.index ?? null),
    findings,
    checks: CHECKS.length,
    ms: clock.monotonic() - begin,
    at: clock.now(),
  };
}

/** Examines the list's entries with what is known of go. */
export async function examineEntries(
  list: GoproxyList,
  request: ExaminationRequest,
  known: {
    readonly go: GoView;
    readonly sample: SampleModule | null;
    readonly credentials: ReadonlyMap<number, EntryCredentials>;
  },
  ports: ExaminationPorts,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void = () => undefined,
): Promise<ListExamination> {
  const of = list.entries.filter(({ kind }) => kind === 'url').length;
  const answered = new Set<number>();
  const question = {
    list,
    named: request.named,
    sample: known.sample,
    depth: request.depth,
    sumdb: databaseOf(known.go),
    variables: privateVariables(known.go),
    environment: networkVariables(request.env, known.go.environment.goVersion),
    hasGit: (await findOnPath('git', request.env, ports.platform, ports.programs)) !== null,
    credentials: new Map([...known.credentials].map(([index, { credentials }]) => [index, credentials.headers ?? []])),
    timeout: request.timeout,
    latency: request.latency,
  };
  return examineList(question, ports.prober, ports.clock, signal, (index) => {
    answered.add(index);
    onProgress({ check: 'entries', answered: answered.size, of });
  });
}

/** Only where the user asked for an examination: the status bar asks nobody for more than it must. */
async function networkOf(
  request: ExaminationRequest,
  { entries }: ListExamination,
  { go, credentials }: { readonly go: GoView; readonly credentials: ReadonlyMap<number, EntryCredentials> },
  ports: ExaminationPorts,
  signal: AbortSignal,
): Promise<NetworkExamination> {
  if (request.depth === 'quick') return NOTHING_SEEN;
  const { resolver = null, editorProxy = null } = request;
  const { goVersion } = go.environment;
  const { examineNetwork } = await import('./network/examineNetwork.ts');
  return examineNetwork({ ...request, entries, credentials, goVersion, resolver, editorProxy }, ports, signal);
}

/** ms for the one offline call of go. */
const GRAPH = 5_000;

async function graphOf(
  { depth, trusted, env, cwd }: ExaminationRequest,
  list: GoproxyList | null,
  go: GoView,
  ports: ExaminationPorts,
  signal: AbortSignal,
): Promise<readonly GraphFinding[]> {
  if (depth === 'quick' || !trusted) return [];
  const { goVersion, settings, fault } = go.environment;
  // What does not even answer `go env` is not asked for more.
  const path = fault === null ? go.located.path : null;
  const publicMirrors = await defaultMirrors(go, ports);
  const question = { go: path, goVersion, env, cwd, list, settings, publicMirrors, deadline: GRAPH };
  const { findGraphTroubles } = await import('./graph/findGraphTroubles.ts');
  return findGraphTroubles(question, ports, signal);
}

/** The database that entries are asked for; null where go asks none of them. */
function databaseOf(go: GoView): string | null {
  const sumdb = parseGosumdb(go.value('GOSUMDB') || 'sum.golang.org');
  return sumdb.kind === 'on' && sumdb.url === null ? sumdb.name : null;
}

function privateVariables(go: GoView): PrivateVariables {
  return { GOPRIVATE: go.value('GOPRIVATE'), GONOPROXY: go.value('GONOPROXY'), GONOSUMDB: go.value('GONOSUMDB') };
}

function invalidVerdict(detail: string | null, entry: number | null): Verdict {
  return { ok: false, servedBy: null, entry, failure: { code: 'goproxy-invalid', detail, phase: null }, hangs: false };
}
