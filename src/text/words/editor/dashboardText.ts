/** The dashboard's own words: titles, heads, and what a request meets where. */
import * as l10n from '@vscode/l10n';
import type { EntryState } from '../../../health/entryHealth.ts';
import type { Span } from '../../../health/history/series.ts';

export const dashboardText = {
  title: () => l10n.t('Go Proxy Dashboard'),
  actions: () => l10n.t('Actions'),
  remedies: () => l10n.t('What to do'),
  map: () => l10n.t('The way of a request'),
  legend: () => l10n.t('The thick line is the way that a request takes now. Press a box to see its evidence.'),
  stations: () => l10n.t('The same as a table'),
  stationHeads: () => [l10n.t('Station'), l10n.t('State'), l10n.t('A request now'), l10n.t('Seen')],
  history: () => l10n.t('Latency and errors'),
  historyHeads: () => [
    l10n.t('Entry'),
    l10n.t('State'),
    l10n.t('Looks'),
    l10n.t('Failed'),
    l10n.t('p50'),
    l10n.t('p95'),
    l10n.t('Last failure'),
  ],
  noHistory: () => l10n.t('No entry has been looked at yet.'),
  p50: () => l10n.t('p50: half of the answers came within it'),
  p95: () => l10n.t('p95: all but one in twenty came within it'),
  failures: () => l10n.t('share that failed'),
  incidents: () => l10n.t('Incidents'),
  noIncidents: () => l10n.t('None in the last days.'),
  over: () => l10n.t('over'),
  lasts: () => l10n.t('it lasts'),
  effective: () => l10n.t('Who sees what'),
  asking: () => l10n.t('Asking go…'),
  noSettings: () => l10n.t('Nothing is set.'),

  workspace: () => l10n.t('this workspace'),
  relay: () => l10n.t('relay'),
  forwardProxy: () => l10n.t('forward proxy in between'),
  database: () => l10n.t('checksum database'),
  entry: (number: number) => l10n.t('entry {0}', number),
  directName: () => l10n.t('direct: each module’s own repository'),
  asked: (module: string) => l10n.t('asked for {0}', module),
  privates: (patterns: string) => l10n.t('private: {0}', patterns),
  privatesMeaning: () => l10n.t('GONOPROXY: for these go passes the list by and asks their own repositories'),
  hidden: () => l10n.t('a stored value is hidden'),
  none: () => l10n.t('none'),
  forSome: (some: number, all: number) => l10n.t('for {0} of {1} entries', some, all),
  databaseOff: () => l10n.t('off: new modules are not checked'),
  databaseUnasked: () => l10n.t('not asked'),

  starts: () => l10n.t('starts here'),
  goesOn: () => l10n.t('goes on'),
  goesThrough: () => l10n.t('goes through'),
  goesPast: () => l10n.t('goes without'),
  nobodyServes: () => l10n.t('ends here: the list cannot be used'),
  relayServes: () => l10n.t('is served here, through the relay'),
  relayPasses: () => l10n.t('the relay passes it by'),
  databaseChecks: () => l10n.t('is checked against it'),
  databaseFails: () => l10n.t('fails here, for a module that go.sum does not know'),
  notMet: () => l10n.t('not reached'),
  comma: () => l10n.t('“,” go asks the next entry after “not found” (404, 410) only'),
  pipe: () => l10n.t('“|” go asks the next entry after any error'),

  seen: () => l10n.t('Seen'),
  answer: () => l10n.t('Answer'),
  wrong: () => l10n.t('Wrong'),
  state: () => l10n.t('State'),
  lastHour: () => l10n.t('Last hour'),
  lastFailure: () => l10n.t('Last failure'),
  from: () => l10n.t('From'),
  hides: () => l10n.t('Hides'),
  goCommand: () => l10n.t('go command'),
  figures: (looks: number, failed: string, p50: string, p95: string) =>
    looks === 1
      ? l10n.t('{0} look · {1} failed · p50 {2} · p95 {3}', looks, failed, p50, p95)
      : l10n.t('{0} looks · {1} failed · p50 {2} · p95 {3}', looks, failed, p50, p95),
  summary: (name: string, span: string, figures: string) => l10n.t('{0}, {1}: {2}', name, span, figures),
  noAnswer: () => l10n.t('no answer'),
  tookAt: (at: string) => l10n.t('seen at {0}', at),
  failureAt: (clause: string, at: string) => l10n.t('{0} at {1}', clause, at),
  never: () => l10n.t('never'),
  checkedAt: (at: string) => l10n.t('checked at {0}', at),
  source: (origin: string) => l10n.t('Source: {0}', origin),
  putFirst: (name: string) => l10n.t('Put {0} first', name),
  diagnose: () => l10n.t('Diagnose'),
  undo: () => l10n.t('Undo'),
  switchProxy: () => l10n.t('Switch…'),
  compare: () => l10n.t('Compare…'),
  importModule: () => l10n.t('Import a module…'),
  trace: () => l10n.t('Trace a module…'),
  more: () => l10n.t('More…'),
};

/** `since`: as people read a time. */
export function stateSince(state: EntryState, since: string): string {
  switch (state) {
    case 'up':
      return l10n.t('up since {0}', since);
    case 'degraded':
      return l10n.t('degraded since {0}', since);
    case 'down':
      return l10n.t('down since {0}', since);
    case 'half-open':
      return l10n.t('answering again since {0}', since);
  }
}

export function spanName(span: Span): string {
  switch (span) {
    case 'hour':
      return l10n.t('1 h');
    case 'day':
      return l10n.t('24 h');
    case 'week':
      return l10n.t('7 days');
  }
}
