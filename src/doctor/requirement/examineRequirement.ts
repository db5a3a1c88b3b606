/** Examines one requirement of a go.mod: what files and settings say of it, and what the entries do that go would ask for it. */
import path from 'node:path';
import type { Clock } from '../../base/clock.ts';
import type { Recently } from '../../base/recently.ts';
import type { ProbeFailure } from '../../failures/classifyEvidence.ts';
import { attemptOf } from '../../failures/goBehaviour.ts';
import type { Environment } from '../../gocmd/env/environmentVariable.ts';
import type { ListedModule } from '../../gocmd/list/listedModule.ts';
import { listModules } from '../../gocmd/list/listModules.ts';
import { type GoproxyList, parseList } from '../../goproxy/list/list.ts';
import type { Attempt } from '../../goproxy/list/walk.ts';
import { parseGoMod } from '../../goproxy/module/goMod.ts';
import type { Prober } from '../../goproxy/probe/prober.ts';
import { readSums } from '../../integrity/gosum/expectedSums.ts';
import { defaultMirrors } from '../environment/defaultMirrors.ts';
import { type GoPorts, type GoView, viewGo } from '../environment/goView.ts';
import { listCredentials } from '../environment/listCredentials.ts';
import { networkVariables } from '../environment/networkVariables.ts';
import type { Examination } from '../examination.ts';
import type { GraphFinding, ModuleVersion } from '../graph/graphExamination.ts';
import { isExposed } from '../graph/judge/judgeExposure.ts';
import { deprecation, retraction } from '../graph/judge/judgeWithdrawn.ts';
import { findVouched } from '../graph/moduleCache.ts';
import { readModuleFiles } from '../graph/readModuleFiles.ts';
import { readSumFiles } from '../verify/readSumFiles.ts';
import { sumPlaces } from '../verify/sumPlaces.ts';
import { askRequirement } from './askRequirement.ts';
import { requirementFacts } from './requirementFacts.ts';
import {
  DEADLINE,
  type LookedAt,
  type RequirementAnswer,
  type RequirementReport,
  type Unasked,
} from './requirementReport.ts';

export interface RequirementRequest {
  /** The path of the go.mod, and its text as it is now. */
  readonly file: string;
  readonly text: string;
  /** From 1. */
  readonly line: number;
  /** The workspace's list; null where go's own settings count. */
  readonly goproxy: string | null;
  readonly env: Environment;
  /** See ExaminationRequest. */
  readonly envTrusted: boolean;
  readonly goPath: string;
  readonly trusted: boolean;
  /** Why nobody may be asked; null where that is allowed. */
  readonly unasked: Unasked | null;
  /** The latest examination; one of another list tells nothing. */
  readonly look: Examination | null;
}

export interface RequirementPorts extends GoPorts {
  readonly clock: Clock;
  readonly prober: Prober;
  /** A mouse that wanders over go.mod asks each entry once for each module, and go once for the graph. */
  readonly answers: Recently<RequirementAnswer>;
  readonly graphs: Recently<readonly ListedModule[]>;
}

/** Returns null where no requirement stands on the line. Rejects only when aborted, or when the prober was lost. */
export async function examineRequirement(
  request: RequirementRequest,
  ports: RequirementPorts,
  signal: AbortSignal,
): Promise<RequirementReport | null> {
  const { file, text, line, env, trusted } = request;
  const goMod = parseGoMod(text);
  // Of most lines there is nothing to say, and a mouse is over many of them.
  if (!goMod.requires.some((one) => one.line === line)) return null;
  const cwd = path.dirname(file);
  const view = await viewGo({ ...request, cwd, mayRun: trusted }, ports, signal);
  const settings = { GOFLAGS: view.value('GOFLAGS'), GO111MODULE: view.value('GO111MODULE') };
  const files = await readModuleFiles({ cwd, env, platform: ports.platform, settings }, ports.files);
  const { texts } = await readSumFiles(sumPlaces(files, cwd), ports.files);
  const facts = requirementFacts(line, { goMod, files, sums: readSums(texts).versions, view });
  if (facts === null) return null;
  const parsed = parseList(request.goproxy ?? view.value('GOPROXY'));
  const list = parsed.ok ? parsed.value : null;
  const look = list !== null && request.look?.list?.text === list.text ? request.look : null;
  const { fetched, isPrivate } = facts;
  const isAsked = list !== null && fetched !== null && !isPrivate;
  const unasked = isAsked ? (request.unasked ?? (await exposure(fetched, list, view, ports))) : null;
  const [answer, withdrawn] = await Promise.all([
    isAsked && unasked === null ? answerOf(list, fetched, look, { ...request, cwd }, view, ports, signal) : null,
    fetched === null ? [] : withdrawals(facts.requirement.module, { ...request, cwd }, view, ports, signal),
  ]);
  return {
    facts,
    entries: list?.entries ?? null,
    answer,
    unasked,
    look: look === null ? null : lookedAt(look),
    withdrawn,
  };
}

/** That go would tell its name to a public mirror is no reason to do so before it does. */
async function exposure(wanted: ModuleVersion, list: GoproxyList, view: GoView, { files }: RequirementPorts) {
  const publicMirrors = await defaultMirrors(view, { files });
  if (!isExposed(wanted.module, { list, publicMirrors })) return null;
  const vouched = await findVouched([wanted], view.value('GOMODCACHE'), files);
  return vouched.has(wanted.module) ? null : 'exposed';
}

type Place = RequirementRequest & { readonly cwd: string };

function answerOf(
  list: GoproxyList,
  wanted: ModuleVersion,
  look: Examination | null,
  request: Place,
  view: GoView,
  ports: RequirementPorts,
  signal: AbortSignal,
) {
  const dead = look === null ? new Map() : deadEntries(look);
  // An entry that is found dead, or well again, makes the answer another one.
  const key = [list.text, `${wanted.module}@${wanted.version}`, ...dead.keys()].join('\n');
  return ports.answers.get(key, signal, async () => {
    const goproxy = request.goproxy === null ? null : ({ origin: 'workspace' } as const);
    const question = { ...request, goproxy, depth: 'quick', timeout: DEADLINE } as const;
    const found = await listCredentials(list, question, view, ports, signal);
    const credentials = new Map([...found].map(([index, { credentials }]) => [index, credentials.headers ?? []]));
    const environment = networkVariables(request.env, view.environment.goVersion);
    return askRequirement({ list, wanted, dead, environment, credentials }, ports.prober, ports.clock, signal);
  });
}

/** Those that the look could not have: what they would say of this module is the same, and costs the whole time to hear. */
function deadEntries({ entries }: Examination): ReadonlyMap<number, Attempt<ProbeFailure>> {
  const dead = new Map<number, Attempt<ProbeFailure>>();
  for (const { entry, telling } of entries) {
    if (entry.kind !== 'url' || telling === null || telling.exchange.status !== null) continue;
    const attempt = attemptOf(telling);
    if (attempt.result !== 'served') dead.set(entry.index, attempt);
  }
  return dead;
}

function lookedAt({ verdict, entries, at }: Examination): LookedAt {
  return { servedBy: verdict.servedBy === null ? null : (entries[verdict.servedBy]?.entry ?? null), at };
}

/** As go tells it without asking anybody; nothing where it may not be run, or does not tell. */
async function withdrawals(
  module: string,
  { text, env, cwd, trusted }: Place,
  { located: { path: go }, environment, value }: GoView,
  { processes, graphs }: RequirementPorts,
  signal: AbortSignal,
): Promise<readonly GraphFinding[]> {
  if (!trusted || go === null || environment.fault !== null) return [];
  const modules = await graphs.get(`${cwd}\n${text}`, signal, async () => {
    const call = { go, env, cwd, deadline: DEADLINE, signal, processes };
    const listed = await listModules({ ...call, cache: value('GOMODCACHE') });
    signal.throwIfAborted();
    return listed.ok ? listed.value : [];
  });
  const own = modules.find(({ path, replace }) => path === module && replace === null);
  return own === undefined ? [] : [...retraction(own), ...deprecation(own)];
}
