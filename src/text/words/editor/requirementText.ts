/** What a hover says of a requirement: who serves it, since when it is there, what it is held against, what its author says. */
import * as l10n from '@vscode/l10n';
import {
  type DatabaseUse,
  DEADLINE,
  type RequirementReport,
  type SumState,
  type Unasked,
} from '../../../doctor/requirement/requirementReport.ts';
import type { ProbeFailure } from '../../../failures/classifyEvidence.ts';
import type { Entry } from '../../../goproxy/list/list.ts';
import type { WalkStep } from '../../../goproxy/list/walk.ts';
import { inert } from '../../inert.ts';
import { duration, timeOfDay } from '../../numbers.ts';
import { together } from '../../together.ts';
import { entryName, ordinal } from '../entryName.ts';
import { failureClause } from '../failure/failureText.ts';
import { graphSentence } from '../verdict/graphText.ts';

/** Returns sentences, a line each; the first says where go gets it from. */
export function requirementSentences(report: RequirementReport): string[] {
  const { facts, withdrawn } = report;
  const lines = [
    routeSentence(report),
    ...replacedSentences(report),
    ...passedSentences(report),
    ...lookSentences(report),
    versionSentences(report),
    facts.fetched === null ? '' : sumSentences(facts.sums),
    ...withdrawn.map(graphSentence),
  ];
  return lines.filter((line) => line !== '');
}

function routeSentence(report: RequirementReport): string {
  const { facts, entries, answer, unasked } = report;
  switch (facts.taken) {
    case 'replacement':
      return l10n.t('Replaced by the folder {0}: go asks nobody for it.', inert(facts.replacement?.new ?? '', 160));
    case 'workspace':
      return l10n.t('A module of this workspace: go takes its folder, and asks nobody.');
    case 'vendor':
      return l10n.t('go builds with vendor/, and asks nobody.');
    case null:
  }
  if (facts.isPrivate) {
    return l10n.t('Private: GOPRIVATE or GONOPROXY covers it. go asks its repository, and no module proxy.');
  }
  if (entries === null) return l10n.t('GOPROXY holds no list that go can use.');
  if (unasked !== null) return unaskedSentence(unasked);
  const last = answer?.steps.at(-1);
  if (answer === null || answer.isLate || last === undefined) {
    return l10n.t('Within {0} no entry of GOPROXY has said whether it serves this.', duration(DEADLINE));
  }
  return lastSentence(last, entries);
}

function lastSentence(last: WalkStep<ProbeFailure>, entries: readonly Entry[]): string {
  const entry = entries[last.entry];
  if (last.result === 'served') {
    return entry?.kind === 'url'
      ? l10n.t('{0} serves it, the {1} entry of GOPROXY.', entryName(entry), ordinal(last.entry))
      : l10n.t('go fetches it from its repository (direct).');
  }
  const failed = failedClause(last, entries);
  return last.result === 'hang' ? l10n.t('{0}. go waits there.', failed) : l10n.t('{0}. go gives up there.', failed);
}

function failedClause({ entry, cause }: WalkStep<ProbeFailure>, entries: readonly Entry[]): string {
  const one = entries[entry];
  return together(one === undefined ? '' : entryName(one), cause === null ? '' : failureClause(cause));
}

function unaskedSentence(unasked: Unasked): string {
  switch (unasked) {
    case 'untrusted':
      return l10n.t('In Restricted Mode nobody is asked for it.');
    case 'exposed':
      return l10n.t('It looks private, and GOPRIVATE does not cover it: no public mirror is told its name from here.');
    case 'offline':
      return l10n.t('Nobody is asked for it: this machine seems to be offline.');
    case 'paused':
      return l10n.t('Nobody is asked for it: looking in the background is switched off (goProxy.probe.enabled).');
    case 'metered':
      return l10n.t('Nobody is asked for it: the network is metered (goProxy.probe.metered).');
  }
}

function replacedSentences({ facts: { replacement, fetched } }: RequirementReport): string[] {
  if (replacement === null || fetched === null) return [];
  return [l10n.t('Replaced by {0}.', inert(`${fetched.module} ${fetched.version}`, 200))];
}

/** The entries that go asks in vain on its way. */
function passedSentences({ answer, entries }: RequirementReport): string[] {
  const passed = answer === null || answer.isLate ? [] : answer.steps.slice(0, -1);
  return passed.map((step) => l10n.t('{0}. go asks the next entry.', failedClause(step, entries ?? [])));
}

/** Where nobody was asked for this module, what served another one. */
function lookSentences({ look, unasked }: RequirementReport): string[] {
  if (unasked === null || look === null || look.servedBy === null) return [];
  return [l10n.t('At {0} modules came from {1}.', timeOfDay(look.at), entryName(look.servedBy))];
}

function versionSentences({ answer, entries, facts: { fetched } }: RequirementReport): string {
  if (answer === null) return '';
  const { latest, time } = answer;
  const own = time === null ? null : l10n.t('This version is of {0}.', dayOf(time));
  const teller = latest === null ? undefined : entries?.[latest.entry];
  if (latest === null || teller === undefined) return together(own);
  const name = entryName(teller);
  if (latest.version === fetched?.version) return together(own, l10n.t('It is the latest, says {0}.', name));
  const version = inert(latest.version, 80);
  const newest =
    latest.time === null
      ? l10n.t('The latest is {0}, says {1}.', version, name)
      : l10n.t('The latest is {0} of {1}, says {2}.', version, dayOf(latest.time), name);
  return together(own, newest);
}

/** RFC 3339 begins with the day, in the zone that the time is written in. */
function dayOf(time: string): string {
  return time.slice(0, 10);
}

function sumSentences({ zip, mod, database }: SumState): string {
  if (zip && mod) return l10n.t('go.sum has the hashes of its archive and of its go.mod.');
  return together(recordedSentence(zip, mod), databaseSentence(database));
}

function recordedSentence(zip: boolean, mod: boolean): string {
  if (zip) return l10n.t('go.sum has the hash of its archive, and not of its go.mod.');
  return mod
    ? l10n.t('go.sum has the hash of its go.mod, and not of its archive.')
    : l10n.t('go.sum has no hash of it.');
}

function databaseSentence(database: DatabaseUse): string {
  switch (database.kind) {
    case 'asked':
      return l10n.t('Before go writes what is missing, it asks {0}.', inert(database.name, 80));
    case 'covered':
      return l10n.t('GONOSUMDB or GOPRIVATE covers it: go asks no checksum database.');
    case 'off':
      return l10n.t('GOSUMDB is off: go writes down what arrives, and asks nobody whether it is right.');
    case 'unusable':
      return l10n.t('GOSUMDB names no checksum database that go can use.');
  }
}
