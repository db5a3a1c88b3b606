/** What an examination that the user asked for looks at beside the list: the hosts below, the machine, the module graph. */
import type { EntryCredentials } from '../gocmd/auth/entryCredentials.ts';
import { goHasCgo } from '../gocmd/goHasCgo.ts';
import { listModules } from '../gocmd/list/listModules.ts';
import type { GoproxyList } from '../goproxy/list/list.ts';
import type { HostEvidence } from '../net/host/hostEvidence.ts';
import { defaultMirrors } from './environment/defaultMirrors.ts';
import type { GoView } from './environment/goView.ts';
import { networkVariables } from './environment/networkVariables.ts';
import type { ExaminationPorts, ExaminationRequest } from './examinationRequest.ts';
import type { GraphFinding } from './graph/graphExamination.ts';
import type { ListExamination } from './list/listExamination.ts';
import { HostWatch, isNamed } from './network/hostWatch.ts';
import type { NetworkExamination } from './network/networkExamination.ts';

/** Only where the user asked for an examination: the status bar asks nobody for more than it must. */
export function watchHosts(
  list: GoproxyList,
  request: ExaminationRequest,
  go: GoView,
  ports: ExaminationPorts,
  signal: AbortSignal,
): HostWatch {
  const { env, timeout, resolver = null, fetchIssuers = false } = request;
  const { prober, clock } = ports;
  const environment = networkVariables(env, go.environment.goVersion);
  const entries = list.entries.filter((entry) => entry.kind === 'url');
  const sweep = prober.sweep({ environment, stall: timeout });
  const hasCgo = entries.some(isNamed) ? askForCgo(request, go, ports, signal) : Promise.resolve(false);
  const question = { entries, timeout, resolver, fetchIssuers, environment, goHasCgo: hasCgo };
  return new HostWatch(question, sweep, clock, signal);
}

/** ms to ask the go command about itself; 10 is usual. */
const CGO = 1_000;

/** Elsewhere than on Unix it leaves names to the system anyway. */
async function askForCgo(
  { env, cwd, trusted }: ExaminationRequest,
  { located, environment }: GoView,
  { processes, platform }: ExaminationPorts,
  signal: AbortSignal,
): Promise<boolean> {
  const isOfTheSystem = platform === 'win32' || platform === 'darwin';
  if (isOfTheSystem || !trusted || located.path === null || environment.fault !== null) return false;
  return goHasCgo({ go: located.path, env, cwd, processes, signal, deadline: CGO }).catch(() => false);
}

export async function networkOf(
  request: ExaminationRequest,
  { entries, hosts }: Pick<ListExamination, 'entries'> & { readonly hosts: ReadonlyMap<number, HostEvidence> },
  { go, credentials }: { readonly go: GoView; readonly credentials: ReadonlyMap<number, EntryCredentials> },
  ports: ExaminationPorts,
  signal: AbortSignal,
): Promise<NetworkExamination> {
  const { editorProxy = null } = request;
  const { goVersion } = go.environment;
  const { examineNetwork } = await import('./network/examineNetwork.ts');
  return examineNetwork({ ...request, entries, hosts, credentials, goVersion, editorProxy }, ports, signal);
}

/** ms for the one offline call of go; 20 is usual. */
const GRAPH = 5_000;

export async function graphOf(
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
  const call = { env, cwd, deadline: GRAPH, signal, processes: ports.processes };
  // First of all: go takes as long for it as we for everything else.
  const listed = path === null ? null : listModules({ ...call, go: path, cache: go.value('GOMODCACHE') });
  const publicMirrors = await defaultMirrors(go, ports);
  const { findGraphTroubles } = await import('./graph/findGraphTroubles.ts');
  return findGraphTroubles({ listed, goVersion, env, cwd, list, settings, publicMirrors }, ports, signal);
}
