/** Examines a list against a scripted prober, the clock turned until it has ended. */
import assert from 'node:assert/strict';
import { examineList } from '../../../src/doctor/list/examineList.ts';
import type { ListExamination } from '../../../src/doctor/list/listExamination.ts';
import type { ListQuestion } from '../../../src/doctor/list/listQuestion.ts';
import type { AskedRequest } from '../../../src/goproxy/probe/evidence.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { type Answer, drive, type FakeProber, fakeProber, type Script } from './fakeProber.ts';
import { questionOf } from './question.ts';

export interface ListRun {
  readonly value: ListExamination;
  readonly ms: number;
  readonly prober: FakeProber;
}

export async function runList(list: string, script: Script = {}, more: Partial<ListQuestion> = {}): Promise<ListRun> {
  const clock = new ManualClock();
  const prober = fakeProber(clock, script);
  const work = examineList(questionOf(list, more), prober, clock, new AbortController().signal);
  const driven = await drive(work, clock);
  assert.equal(prober.open, 0, 'the sweep was not closed');
  return { ...driven, prober };
}

/** The same answer to everything. */
export const always = (answer: Answer) => () => answer;

/** One answer for a module, another for all others. */
export const forModule =
  (module: string, answer: Answer, others: Answer = 200) =>
  (request: AskedRequest) =>
    request.module === module ? answer : others;

/** A healthy entry with these answers for the checksum database. */
export const database =
  (supported: Answer, lookup: Answer = 200) =>
  (request: AskedRequest) =>
    request.kind === 'sumdb-supported' ? supported : request.kind === 'sumdb-lookup' ? lookup : 200;

/** `ok 1`, or `code 0`, `code 0 hangs`. */
export function verdictWords({ value: { verdict: one } }: ListRun): string {
  if (one.ok) return `ok ${one.servedBy}${one.failure === null ? '' : ` ${one.failure.code}`}`;
  return `${one.failure?.code} ${one.entry}${one.hangs ? ' hangs' : ''}`;
}

/** `action code` an entry. */
export function entryWords({ value }: ListRun): string[] {
  return value.entries.map(({ action, failure }) => `${action} ${failure?.code ?? '-'}`);
}
