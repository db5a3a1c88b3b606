/** Compares mirrors on behalf of the user: who is asked for what, what came, and in which order they are to be preferred. */
import type { Clock } from '../../base/clock.ts';
import { failure, type Result, success } from '../../base/result.ts';
import type { Environment } from '../../gocmd/env/environmentVariable.ts';
import { type GoproxyList, parseList } from '../../goproxy/list/list.ts';
import { isPrivate } from '../../goproxy/module/patterns.ts';
import { type SampleModule, WELL_KNOWN } from '../../goproxy/module/sample.ts';
import {
  type MeasuredModule,
  type Measurement,
  type MeasureProgress,
  type MeasureQuestion,
  UNMEASURED,
} from '../../integrity/measure/measureQuestion.ts';
import { defaultMirrors } from '../environment/defaultMirrors.ts';
import { databaseOf, privateVariables } from '../environment/goSettings.ts';
import { type GoPorts, type GoView, viewGo } from '../environment/goView.ts';
import { urlCredentials } from '../environment/listCredentials.ts';
import { networkVariables } from '../environment/networkVariables.ts';
import { assembleComparison } from './assembleComparison.ts';
import { chooseTargets, type MirrorTarget } from './chooseTargets.ts';
import type { Comparison } from './comparison.ts';
import { vouchedSums } from './vouchedSums.ts';
import { type KnownModule, WELL_KNOWN_MODULES, WELL_KNOWN_SUMS } from './wellKnown.ts';

export interface CompareRequest {
  /** See TargetWishes. */
  readonly named: readonly string[];
  /** The workspace's list; null where go's own settings count. */
  readonly goproxy: string | null;
  /** Further mirrors that the user counts as public. */
  readonly publicMirrors: readonly string[];
  /** Modules that the user named, asked for in the place of the well-known ones. */
  readonly modules: readonly SampleModule[];
  /** False leaves the archives out: then there is no throughput, and of the content only go.mod files are known. */
  readonly withArchives: boolean;
  readonly cwd: string;
  readonly env: Environment;
  /** False where `env` may not be that of the start; see startupEnvironment. */
  readonly envTrusted?: boolean;
  readonly goPath: string;
  /** False in an untrusted workspace: no process is started. */
  readonly trusted: boolean;
  /** ms for the small files of one mirror, and the same again for its archives. */
  readonly deadline: number;
  /** What mirrors are asked for unless the user names modules; unless told, our own choice. */
  readonly wellKnown?: { readonly modules: readonly MeasuredModule[]; readonly sums: readonly KnownModule[] };
}

export interface ComparePorts extends GoPorts {
  readonly clock: Clock;
  /** In this thread, or in the worker. */
  readonly measure: (
    question: MeasureQuestion,
    signal: AbortSignal,
    onProgress: (progress: MeasureProgress) => void,
  ) => Promise<readonly Measurement[]>;
}

const WELL_KNOWN_CHOICE = { modules: WELL_KNOWN_MODULES, sums: WELL_KNOWN_SUMS };

/**
 * Fails with what was named and is no mirror. Rejects only when aborted. `onChange` is told of the comparison as far as it is made: at
 * once, and whenever a mirror has answered.
 */
export async function compareMirrors(
  request: CompareRequest,
  ports: ComparePorts,
  signal: AbortSignal,
  onChange: (comparison: Comparison) => void = () => undefined,
): Promise<Result<Comparison, string>> {
  const { clock } = ports;
  const begin = clock.monotonic();
  const go = await viewGo({ ...request, mayRun: request.trusted }, ports, signal);
  const known = [...(await defaultMirrors(go, ports)), ...request.publicMirrors];
  const targets = chooseTargets({ named: request.named, own: listInForce(request, go), known });
  if (!targets.ok) return failure(targets.error);

  const { wellKnown = WELL_KNOWN_CHOICE } = request;
  const asked = targets.value.map((target) => modulesFor(target, request, wellKnown.modules, go));
  const vouched = [...wellKnown.sums, ...(await vouchedSums(request, go, ports))];
  const sumdb = databaseOf(go);
  const compared = (measurements: readonly Measurement[]) =>
    assembleComparison(targets.value, measurements, {
      ...{ asked, vouched, modules: request.modules, sumdb },
      scope: request.goproxy === null ? 'user' : 'workspace',
      ms: clock.monotonic() - begin,
    });

  const sofar = targets.value.map(() => UNMEASURED);
  onChange(compared(sofar));
  const question = await questionOf({ targets: targets.value, asked, sumdb }, request, go, ports, signal);
  const done = await ports.measure(question, signal, ({ at, measurement }) => {
    sofar[at] = measurement;
    onChange(compared(sofar));
  });
  return success(compared(done));
}

function listInForce({ goproxy }: CompareRequest, go: GoView): GoproxyList | null {
  const parsed = parseList(goproxy ?? go.value('GOPROXY'));
  return parsed.ok ? parsed.value : null;
}

/** A private module is named to no public mirror: that one is asked for what is well known. */
function modulesFor(
  { isPublic }: MirrorTarget,
  { modules, withArchives }: CompareRequest,
  wellKnown: readonly MeasuredModule[],
  go: GoView,
): readonly MeasuredModule[] {
  const variables = privateVariables(go);
  const own = modules.filter(({ module }) => !isPublic || !isPrivate(module, variables));
  const chosen = own.length > 0 ? own.map((one) => ({ ...one, withArchive: true })) : wellKnown;
  return chosen.map((one) => ({ ...one, withArchive: one.withArchive && withArchives }));
}

interface Plan {
  readonly targets: readonly MirrorTarget[];
  /** One a target. */
  readonly asked: readonly (readonly MeasuredModule[])[];
  readonly sumdb: string | null;
}

async function questionOf(
  { targets, asked, sumdb }: Plan,
  { env, cwd, trusted, deadline }: CompareRequest,
  go: GoView,
  ports: ComparePorts,
  signal: AbortSignal,
): Promise<MeasureQuestion> {
  const urls = targets.map(({ entry }) => entry.url);
  const asking = { env, cwd, trusted, depth: 'sample', timeout: deadline } as const;
  const credentials = await urlCredentials(urls, asking, go, ports, signal);
  return {
    mirrors: targets.map(({ entry }, at) => ({
      entry,
      modules: asked[at] ?? [],
      credentials: credentials[at]?.credentials.headers ?? [],
    })),
    sumdb: sumdb === null ? null : { name: sumdb, subject: WELL_KNOWN },
    network: networkVariables(env, go.environment.goVersion),
    deadline,
  };
}
