/** The examination: ordered checks over ports, one model in the end. */
import type { EntryCredentials } from '../gocmd/auth/entryCredentials.ts';
import { findOnPath } from '../gocmd/locate/searchPath.ts';
import { type GoproxyList, parseList } from '../goproxy/list/list.ts';
import { firstPublicRequirement, type SampleModule, WELL_KNOWN } from '../goproxy/module/sample.ts';
import { CHECKS, type Progress } from './check.ts';
import { graphOf, networkOf, watchHosts } from './closerLook.ts';
import { databaseOf, privateVariables } from './environment/goSettings.ts';
import { type GoView, viewGo } from './environment/goView.ts';
import { listCredentials } from './environment/listCredentials.ts';
import { networkVariables } from './environment/networkVariables.ts';
import { findWorkspaceModule } from './environment/workspaceModule.ts';
import type { Examination, ListOrigin } from './examination.ts';
import type { ExaminationPorts, ExaminationRequest } from './examinationRequest.ts';
import { findingsOf } from './findings.ts';
import { examineList } from './list/examineList.ts';
import type { ListExamination, Verdict } from './list/listExamination.ts';
import type { OnEntry } from './list/listSweep.ts';
import type { HostWatch } from './network/hostWatch.ts';
import { type NetworkExamination, NOTHING_SEEN } from './network/networkExamination.ts';
import { remedyContext } from './remedyContext.ts';

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

  // Neither needs go: they are looked for while it is called.
  const findingModule = findWorkspaceModule(request.cwd, ports.files);
  const findingGit = findOnPath('git', request.env, ports.platform, ports.programs);

  onProgress({ check: 'go' });
  const go = await viewGo({ ...request, mayRun: request.trusted }, ports, signal);

  onProgress({ check: 'settings' });
  const setting = request.goproxy === null ? go.setting('GOPROXY') : null;
  const value = request.goproxy?.value ?? setting?.value ?? '';
  if (request.goproxy === null && value === '') return { noList: true, go };
  const origin: ListOrigin = request.goproxy?.origin ?? setting?.origin ?? 'unknown';

  onProgress({ check: 'workspace' });
  const workspace = await findingModule;
  const sample =
    workspace === null || !request.trusted ? null : firstPublicRequirement(workspace.goMod, privateVariables(go));

  onProgress({ check: 'list' });
  const parsed = parseList(value);
  const list = parsed.ok ? parsed.value : null;
  const listFault = parsed.ok ? null : parsed.error;

  onProgress({ check: 'entries' });
  const hasGit = (await findingGit) !== null;
  // The graph first: with that go is called before anything else is loaded and asked.
  const [graph, asked, remedies] = await Promise.all([
    graphOf(request, list, go, ports, signal),
    list === null ? null : askList(list, request, { go, sample, hasGit }, ports, signal, onProgress),
    remedyContext(request, go, ports, workspace?.goMod.go ?? null),
  ]);
  const { examined = null, network = NOTHING_SEEN } = asked ?? {};

  onProgress({ check: 'database' });
  const findings = findingsOf({ list, listFault, examined, setting, remedies, network, graph });

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
      publicMirrors: remedies.publicMirrors,
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

/** Examines the list's entries, and where the user asked for an examination the network below them. */
async function askList(
  list: GoproxyList,
  request: ExaminationRequest,
  known: { readonly go: GoView; readonly sample: SampleModule | null; readonly hasGit: boolean },
  ports: ExaminationPorts,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<{ readonly examined: ListExamination; readonly network: NetworkExamination }> {
  const { go } = known;
  const credentials = await listCredentials(list, request, go, ports, signal);
  let watch: HostWatch | null = null;
  const onAnswer: OnEntry = (index, evidence) => watch?.answered(index, evidence);
  const examining = examineEntries(list, request, { ...known, credentials, onAnswer }, ports, signal, onProgress);
  // Behind the requests: those are what is waited for.
  watch = request.depth === 'quick' ? null : watchHosts(list, request, go, ports, signal);
  try {
    const examined = await examining;
    onProgress({ check: 'network' });
    if (watch === null) return { examined, network: NOTHING_SEEN };
    const hosts = await watch.seen(examined.entries);
    const network = await networkOf(request, { ...examined, hosts }, { go, credentials }, ports, signal);
    return { examined, network };
  } finally {
    watch?.dispose();
  }
}

/** Examines the list's entries with what is known of go. */
export async function examineEntries(
  list: GoproxyList,
  request: ExaminationRequest,
  known: {
    readonly go: GoView;
    readonly sample: SampleModule | null;
    /** Without it go fetches nothing from a repository. */
    readonly hasGit: boolean;
    readonly credentials: ReadonlyMap<number, EntryCredentials>;
    readonly onAnswer?: OnEntry;
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
    hasGit: known.hasGit,
    credentials: new Map([...known.credentials].map(([index, { credentials }]) => [index, credentials.headers ?? []])),
    timeout: request.timeout,
    latency: request.latency,
  };
  return examineList(question, ports.prober, ports.clock, signal, (index, evidence) => {
    known.onAnswer?.(index, evidence);
    answered.add(index);
    onProgress({ check: 'entries', answered: answered.size, of });
  });
}

function invalidVerdict(detail: string | null, entry: number | null): Verdict {
  return { ok: false, servedBy: null, entry, failure: { code: 'goproxy-invalid', detail, phase: null }, hangs: false };
}
