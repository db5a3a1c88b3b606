/** What a measurement says of a mirror. Pure. */
import { classifyEntry, classifyEvidence, type ProbeFailure } from '../../failures/classifyEvidence.ts';
import { attemptOf, goWaits } from '../../failures/goBehaviour.ts';
import type { Action } from '../../goproxy/list/action.ts';
import { compareVersions } from '../../goproxy/module/version.ts';
import type { RequestEvidence } from '../../goproxy/probe/evidence.ts';
import type { Measurement } from '../../integrity/measure/measureQuestion.ts';
import { sumdbPassage } from '../list/sumdbPassage.ts';
import type { MirrorTarget } from './chooseTargets.ts';
import type { ComparedMirror, Grade } from './comparison.ts';
import { latencyIn, throughputIn } from './figures.ts';
import type { KnownModule } from './wellKnown.ts';

/** What all mirrors are held against. */
export interface Yardstick {
  readonly known: readonly KnownModule[];
  /** The newest release of the first module that any mirror lists; null where that is not known. */
  readonly newest: string | null;
  /** The checksum database that was asked for; null where none was. */
  readonly sumdb: string | null;
}

export type Judged = Omit<ComparedMirror, 'withheld'>;

export function judgeMirror(target: MirrorTarget, measurement: Measurement, yardstick: Yardstick): Judged {
  const { evidence, done } = measurement;
  const newest = evidence.find(({ request }) => request.kind === 'list')?.version ?? null;
  const sumdb = yardstick.sumdb === null ? null : sumdbPassage(yardstick.sumdb, evidence);
  const { failure, grade, telling, about } = verdictOn(measurement, newest, sumdb?.failure ?? null, yardstick);
  return {
    ...target,
    ...{ evidence, sumdb, newest, done },
    ...{ failure, grade, about, telling: telling ?? evidence[0] ?? null },
    action: actionOf(evidence, failure),
    goWaits: goWaits(failure),
    latency: latencyIn(evidence),
    throughput: throughputIn(evidence),
  };
}

interface MirrorVerdict {
  readonly failure: ProbeFailure | null;
  readonly grade: Grade;
  readonly telling: RequestEvidence | null;
  readonly about: string | null;
}

const RIGHT: MirrorVerdict = { failure: null, grade: 'right', telling: null, about: null };

/** What is wrong decides before what is missing. */
function verdictOn(
  measurement: Measurement,
  newest: string | null,
  trap: ProbeFailure | null,
  yardstick: Yardstick,
): MirrorVerdict {
  const { evidence, sums } = measurement;
  const refused = classifyEntry(evidence);
  const troubles = [
    refused === null ? null : found(refused, evidence),
    mismatch(sums, yardstick.known),
    listTrouble(measurement, newest, yardstick),
    trap === null ? null : { ...RIGHT, failure: trap, grade: 'lacking' as const },
  ].filter((trouble) => trouble !== null);
  return troubles.find(({ grade }) => grade === 'wrong') ?? troubles[0] ?? RIGHT;
}

/** A list that is refused stops few commands; one that is none, or hangs, tells what the mirror is. */
function listTrouble(
  { evidence, unlisted }: Measurement,
  own: string | null,
  { newest }: Yardstick,
): MirrorVerdict | null {
  const list = evidence.find(({ request }) => request.kind === 'list');
  if (list === undefined) return null;
  const failure = classifyEvidence(list);
  if (failure !== null) {
    const { status } = list.exchange;
    const isRefused = status !== null && status !== 200;
    return { ...found(failure, [list]), grade: isRefused ? 'lacking' : gradeOf(failure) };
  }
  const isBehind = newest !== null && (own === null || compareVersions(own, newest) < 0);
  if (unlisted.length === 0 && !isBehind) return null;
  return { failure: OLD_LIST, grade: 'lacking', telling: list, about: null };
}

const OLD_LIST: ProbeFailure = { code: 'bad-content', detail: 'old-list', phase: 'body' };

/** A module that is not there, and an archive that would have come in the end, say nothing against what did come. */
function gradeOf({ code, detail }: ProbeFailure): Grade {
  return (code === 'not-found' && detail !== 'html-page') || code === 'slow' ? 'lacking' : 'wrong';
}

function found(failure: ProbeFailure, evidence: readonly RequestEvidence[]): MirrorVerdict {
  const telling = evidence.find((one) => classifyEvidence(one)?.code === failure.code) ?? null;
  const { module, version } = telling?.request ?? { module: null, version: null };
  const about = module === null || version === null ? module : `${module}@${version}`;
  return { failure, grade: gradeOf(failure), telling, about };
}

function mismatch(sums: Measurement['sums'], known: readonly KnownModule[]): MirrorVerdict | null {
  for (const { module, version, mod, zip } of sums) {
    const truth = known.find((one) => one.module === module && one.version === version);
    if (truth === undefined || (!differs(mod, truth.mod) && !differs(zip, truth.zip))) continue;
    const failure: ProbeFailure = { code: 'checksum-mismatch', detail: truth.by, phase: 'body' };
    return { failure, grade: 'wrong', telling: null, about: `${module}@${version}` };
  }
  return null;
}

function differs(sent: string | null, truth: string | null): boolean {
  return sent !== null && truth !== null && sent !== truth;
}

/** As if the mirror were the whole list; its list of versions is not asked for by everything that go does. */
function actionOf(evidence: readonly RequestEvidence[], failure: ProbeFailure | null): Action {
  const asked = evidence.filter(({ request }) => request.kind !== 'list' && !request.kind.startsWith('sumdb-'));
  if (asked.length === 0) return 'unreached';
  const results = asked.map((one) => attemptOf(one).result);
  if (results.includes('hang')) return 'hangs';
  const stops = results.some((result) => result !== 'served') || failure?.code === 'checksum-mismatch';
  return stops ? 'stops' : 'serves';
}
