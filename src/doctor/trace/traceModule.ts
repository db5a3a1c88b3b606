/** A trace: the real go on an empty cache, its requests put to the entries of the list, and the same asked by us. */
import type { Clock } from '../../base/clock.ts';
import { failure, type Result, success } from '../../base/result.ts';
import type { Environment } from '../../gocmd/env/environmentVariable.ts';
import { type GoproxyList, parseList, type UrlEntry } from '../../goproxy/list/list.ts';
import { isPrivate } from '../../goproxy/module/patterns.ts';
import type { ModuleQuery } from '../../goproxy/module/version.ts';
import { type GoPorts, type GoView, viewGo } from '../environment/goView.ts';
import { networkVariables } from '../environment/networkVariables.ts';
import { compare, type TraceProber } from './compare.ts';
import { type GoTrace, traceGo } from './goTrace.ts';
import { outcomeOf, tracedVersion } from './outcome.ts';
import { routeRequests } from './routing.ts';
import type { NoTrace, TraceReport, TraceStep } from './traceReport.ts';

export interface TraceRequest {
  readonly query: ModuleQuery;
  /** A list in the place of go's own; null takes that. */
  readonly goproxy: string | null;
  /** An existing folder: where go would be run. */
  readonly cwd: string;
  readonly env: Environment;
  /** False where `env` may not be that of the start. */
  readonly envTrusted?: boolean;
  /** Path of the go command from the settings, or ''. */
  readonly goPath: string;
  /** ms for the whole. */
  readonly timeout: number;
}

export interface TracePorts extends GoPorts {
  readonly clock: Clock;
  readonly prober: TraceProber;
}

/** Our own requests get this share of the whole, and no more than so many ms. */
const COMPARE_SHARE = 1 / 3;
const COMPARE_MOST = 5_000;

/** Rejects only when aborted: after go and what it started have ended, and what it wrote is removed. */
export async function traceModule(
  request: TraceRequest,
  ports: TracePorts,
  signal: AbortSignal,
  onStep: (step: TraceStep) => void = () => undefined,
): Promise<Result<TraceReport, NoTrace>> {
  const { clock } = ports;
  const { query, env } = request;
  const end = clock.monotonic() + request.timeout;
  onStep('go');
  const view = await viewGo({ ...request, mayRun: true }, ports, signal);
  const { path: go } = view.located;
  if (go === null) return failure({ code: 'no-go', detail: '' });
  const { fault, goVersion, goenvFile } = view.environment;
  if (fault !== null) return failure({ code: fault.code === 'aborted' ? 'failed' : fault.code, detail: fault.detail });

  onStep('trace');
  const share = Math.min(COMPARE_MOST, request.timeout * COMPARE_SHARE);
  const deadline = Math.max(1, end - share - clock.monotonic());
  const call = { go, query, env, goproxy: request.goproxy, goenvFile, platform: ports.platform, deadline, signal };
  const traced = await traceGo(call, ports);
  signal.throwIfAborted();
  if (!traced.ok) return failure({ code: 'no-folder', detail: traced.error });
  const { result } = traced.value;
  if (result.kind === 'not-started') return failure({ code: 'not-started', detail: result.code });
  if (result.kind === 'too-much-output') return failure({ code: 'floods', detail: '' });
  const told = tracedVersion(result);
  // It ended well, and did not say what go says.
  if (result.kind === 'exited' && result.code === 0 && told === null) return failure({ code: 'not-go', detail: '' });

  onStep('compare');
  const goproxy = request.goproxy ?? view.value('GOPROXY');
  const parsed = parseList(goproxy);
  const list = parsed.ok ? parsed.value : null;
  const version = told ?? query.version;
  const requests = routed(traced.value, request, view, list);
  const compared = await compare(
    {
      requests,
      entries: (list?.entries ?? []).filter((entry): entry is UrlEntry => entry.kind === 'url'),
      subject: { module: query.module, version },
      environment: networkVariables(env, goVersion),
      deadline: Math.max(1, Math.min(COMPARE_MOST, end - clock.monotonic())),
    },
    ports.prober,
    signal,
  );
  const outcome = outcomeOf({ result, words: traced.value.words, requests, compared, list });
  const { ms } = traced.value;
  return success({
    query,
    version,
    go: { path: go, version: goVersion },
    goproxy,
    list,
    requests,
    compared,
    outcome,
    ms,
  });
}

function routed({ requests, result }: GoTrace, { query, env }: TraceRequest, view: GoView, list: GoproxyList | null) {
  return routeRequests(requests, {
    list,
    isPrivate: isPrivate(query.module, { GOPRIVATE: view.value('GOPRIVATE'), GONOPROXY: view.value('GONOPROXY') }),
    gosumdb: view.value('GOSUMDB') || 'sum.golang.org',
    environment: networkVariables(env, view.environment.goVersion),
    isCutOff: result.kind === 'timed-out',
  });
}
