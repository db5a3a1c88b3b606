/** What stands between a module and the list, and behind it: workspace, go, relay, forward proxy, checksum database. */
import * as l10n from '@vscode/l10n';
import { redact } from '../../../base/redact.ts';
import type { Examination } from '../../../doctor/examination.ts';
import type { Passage } from '../../../health/passage.ts';
import { inert } from '../../inert.ts';
import { duration, timeOfDay } from '../../numbers.ts';
import { dashboardText } from '../../words/editor/dashboardText.ts';
import { passageLines } from '../../words/editor/passageText.ts';
import { entryName } from '../../words/entryName.ts';
import { hiddenOriginText, shownValue } from '../../words/environment/effectiveText.ts';
import { originText } from '../../words/environment/originText.ts';
import { databaseLine } from '../../words/failure/databaseText.ts';
import { failureClause } from '../../words/failure/failureText.ts';
import { markName } from '../../words/markText.ts';
import type { Mark } from '../mark.ts';
import type { Fact, Hinted, Station } from './dashboardDocument.ts';

type Told = Pick<Station, 'id' | 'kind' | 'role' | 'name' | 'way' | 'wayText'> & {
  /** Null for what has no state of its own. */
  readonly mark: Mark | null;
  readonly lines?: readonly Hinted[];
  readonly evidence?: readonly Fact[];
};

export function workspaceStation({ environment, routes }: Examination): Station {
  const { module, sample } = environment;
  const patterns = settingOf(environment, 'GONOPROXY');
  const [first] = routes;
  const asked = first === undefined ? sample : first;
  const name = asked.version === null ? asked.module : `${asked.module}@${asked.version}`;
  return station({
    id: 'workspace',
    kind: 'workspace',
    role: dashboardText.workspace(),
    name: module === null ? l10n.t('no go.mod here') : inert(module, 100),
    mark: null,
    lines: [
      { text: dashboardText.asked(inert(name, 100)), hint: null },
      ...(patterns === ''
        ? []
        : [{ text: dashboardText.privates(shownValue(patterns)), hint: dashboardText.privatesMeaning() }]),
    ],
    way: 'on',
    wayText: dashboardText.starts(),
    evidence: facts(environment, ['GOPRIVATE', 'GONOPROXY', 'GONOSUMDB', 'GOFLAGS']),
  });
}

export function goStation({ environment, list }: Examination): Station {
  const { go, goproxy } = environment;
  const version = [go?.version, go?.platform].flatMap((part) => (part == null ? [] : [inert(part, 100)])).join(' ');
  const isMasked = environment.settings.some(({ name, masked }) => name === 'GOPROXY' && masked.length > 0);
  return station({
    id: 'go',
    kind: 'go',
    role: 'go',
    name: go === null ? l10n.t('no go command found') : version === '' ? l10n.t('go does not answer') : version,
    mark: go === null || go.fault !== null || list === null ? 'bad' : 'good',
    lines: [
      { text: l10n.t('GOPROXY from: {0}', originText(goproxy.origin)), hint: shownValue(goproxy.value) },
      ...(isMasked ? [{ text: dashboardText.hidden(), hint: null }] : []),
    ],
    way: list === null ? 'end' : 'on',
    wayText: list === null ? dashboardText.nobodyServes() : dashboardText.goesOn(),
    evidence: [
      ...(go === null ? [] : [{ term: dashboardText.goCommand(), text: inert(go.path) }]),
      { term: 'GOPROXY', text: shownValue(goproxy.value) },
      { term: dashboardText.from(), text: originText(goproxy.origin) },
      ...hiddenFacts(environment),
    ],
  });
}

/** One where new terminals go through it, else none. */
export function relayStations(passage: Passage | null): Station[] {
  if (passage === null) return [];
  const [first = '', ...others] = passageLines(passage);
  return [
    station({
      id: 'relay',
      kind: 'relay',
      role: dashboardText.relay(),
      name: passage.front === null ? dashboardText.noAnswer() : entryName(passage.front),
      mark: passage.front === null ? 'bad' : passage.passed.length > 0 ? 'warning' : 'good',
      lines: passage.since === null ? [] : [{ text: l10n.t('since {0}', timeOfDay(passage.since)), hint: first }],
      way: 'on',
      wayText: dashboardText.goesThrough(),
      evidence: [first, ...others].map((text) => ({ term: dashboardText.relay(), text })),
    }),
  ];
}

/** Which one Go would use is asked for each entry by itself: NO_PROXY may leave some out. */
export function forwardProxyStation({ environment, entries }: Examination): Station {
  const asked = entries.filter(({ entry, evidence }) => entry.kind === 'url' && evidence.length > 0);
  const used = asked.flatMap(({ evidence }) => evidence[0]?.exchange.forwardProxy ?? []);
  const names = [...new Set(used)].map((url) => inert(redact(url), 80));
  const broken = entries.find(({ failure }) => failure?.code === 'forward-proxy');
  const isUsed = names.length > 0;
  const isMet = entries.some(({ entry, action }) => action !== 'unreached' && entry.kind !== 'off');
  return station({
    id: 'forward-proxy',
    kind: 'forward-proxy',
    role: dashboardText.forwardProxy(),
    name: isUsed ? names.join(', ') : dashboardText.none(),
    mark: broken !== undefined ? 'bad' : isUsed ? 'good' : null,
    lines: [
      ...(isUsed && used.length < asked.length
        ? [{ text: dashboardText.forSome(used.length, asked.length), hint: null }]
        : []),
      ...(broken?.failure == null ? [] : [{ text: failureClause(broken.failure), hint: entryName(broken.entry) }]),
    ],
    way: isMet ? 'on' : 'off',
    wayText: !isMet ? dashboardText.notMet() : isUsed ? dashboardText.goesThrough() : dashboardText.goesPast(),
    evidence: facts(environment, ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'NO_PROXY']),
  });
}

/** None for a list that go refuses. A request that fails before comes to no database. */
export function databaseStations({ environment, entries, list, at, verdict }: Examination): Station[] {
  if (list === null) return [];
  const value = settingOf(environment, 'GOSUMDB');
  const passage = entries.find(({ sumdb }) => sumdb?.supported === true)?.sumdb ?? null;
  const line = databaseLine(entries);
  const isOff = value === 'off';
  const fails = passage !== null && passage.failure !== null;
  const hint = dashboardText.tookAt(timeOfDay(at));
  return [
    station({
      id: 'database',
      kind: 'database',
      role: dashboardText.database(),
      name: isOff ? value : inert(redact(value.split(/[ +]/)[0] ?? ''), 80),
      mark: fails ? 'bad' : passage !== null ? 'good' : null,
      lines: isOff || line === null ? [] : [{ text: line, hint }],
      ...databaseWay({ isOff, isAsked: line !== null, fails, isServed: verdict.ok }),
      evidence: [
        ...facts(environment, ['GOSUMDB', 'GONOSUMDB']),
        ...(passage === null ? [] : [{ term: dashboardText.seen(), text: duration(passage.ms) }]),
        ...(passage?.failure == null ? [] : [{ term: dashboardText.wrong(), text: failureClause(passage.failure) }]),
      ],
    }),
  ];
}

function databaseWay(
  of: Readonly<Record<'isOff' | 'isAsked' | 'fails' | 'isServed', boolean>>,
): Pick<Station, 'way' | 'wayText'> {
  if (of.isOff) return { way: 'off', wayText: dashboardText.databaseOff() };
  if (of.fails) return { way: 'on', wayText: dashboardText.databaseFails() };
  if (!of.isServed) return { way: 'off', wayText: dashboardText.notMet() };
  if (!of.isAsked) return { way: 'off', wayText: dashboardText.databaseUnasked() };
  return { way: 'on', wayText: dashboardText.databaseChecks() };
}

function station({ lines = [], evidence = [], mark, ...told }: Told): Station {
  const marked = mark === null ? null : { mark, name: markName(mark) };
  return { ...told, mark: marked, lines, evidence, separator: null, actions: [] };
}

function settingOf({ settings }: Examination['environment'], wanted: string): string {
  return settings.find(({ name }) => name === wanted)?.value ?? '';
}

/** The settings of these names that are set, with where each comes from. */
function facts({ settings }: Examination['environment'], names: readonly string[]): Fact[] {
  return settings
    .filter(({ name, value }) => names.includes(name) && value !== '')
    .map(({ name, value, origin }) => ({ term: name, text: `${shownValue(value)} (${originText(origin)})` }));
}

function hiddenFacts({ settings }: Examination['environment']): Fact[] {
  const masked = settings.find(({ name }) => name === 'GOPROXY')?.masked ?? [];
  return masked.map(({ value, origin }) => ({
    term: dashboardText.hides(),
    text: `${shownValue(value)} (${hiddenOriginText('GOPROXY', origin)})`,
  }));
}
