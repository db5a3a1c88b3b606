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
  const { failure, grade, telling, about } = verdictOn(measurement, {
    ...yardstick,
    own: newest,
    trap: sumdb?.failure ?? null,
  });
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

interface OwnYardstick extends Yardstick {
  /** The newest release that this mirror lists. */
  readonly own: string | null;
  /** What is wrong with the checksum database behind it; null where nothing is, and where it has none. */
  readonly trap: ProbeFailure | null;
}

const RIGHT: MirrorVerdict = { failure: null, grade: 'right', telling: null, about: null };

/** The worst first: what is wrong, then what is missing. */
function verdictOn({ evidence, sums, unlisted }: Measurement, yardstick: OwnYardstick): MirrorVerdict {
  const refused = classifyEntry(evidence);
  if (refused !== null && gradeOf(refused) === 'wrong') return found(refused, evidence);
  const odd = mismatch(sums, yardstick.known);
  if (odd !== null) return odd;
  const lists = evidence.filter(({ request }) => request.kind === 'list');
  const [badList] = lists.filter((one) => classifyEvidence(one) !== null);
  const listFailure = badList === undefined ? null : classifyEvidence(badList);
  // A list that is refused stops few commands; one that is none, or hangs, tells what the mirror is.
  const isRefused = badList !== undefined && badList.exchange.status !== null && badList.exchange.status !== 200;
  if (listFailure !== null && !isRefused && gradeOf(listFailure) === 'wrong') return found(listFailure, lists);
  if (refused !== null) return found(refused, evidence);
  if (listFailure !== null) return { ...found(listFailure, lists), grade: 'lacking' };
  const { own, newest, trap } = yardstick;
  const isBehind = newest !== null && (own === null || compareVersions(own, newest) < 0);
  if (lists.length > 0 && (unlisted.length > 0 || isBehind))
    return { failure: OLD_LIST, grade: 'lacking', telling: lists[0] ?? null, about: null };
  return trap === null ? RIGHT : { ...RIGHT, failure: trap, grade: 'lacking' };
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
