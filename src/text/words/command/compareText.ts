/** The words of mirrors side by side. */
import * as l10n from '@vscode/l10n';
import {
  bestOf,
  bytesPerSecond,
  type ComparedMirror,
  type Comparison,
  exposesMore,
  type Throughput,
} from '../../../doctor/compare/comparison.ts';
import type { SampleModule } from '../../../goproxy/module/sample.ts';
import { inert } from '../../inert.ts';
import { dataSize, duration } from '../../numbers.ts';
import { editorText } from '../editor/editorText.ts';
import { entryName } from '../entryName.ts';
import { failureClause } from '../failure/failureText.ts';

export const compareHelp = {
  command: () =>
    l10n.t('compare mirrors side by side: whether their content is right, how soon they answer, how fast they send'),
  mirrors: () => l10n.t('names of mirrors, or URLs; none: those of your list, and the public ones'),
  module: () =>
    l10n.t(
      'compare by this version of a module of yours (PATH@VERSION) in the place of well-known ones; may be repeated',
    ),
  timeout: () => l10n.t('time for the small files of one mirror, and the same again for its archives'),
  noMirror: (text: string, names: readonly string[]) =>
    l10n.t('“{0}” is neither a URL nor the name of a mirror. The names are {1}.', text, names.join(', ')),
  needsVersion: (module: string) => l10n.t('{0} names no exact version: write PATH@VERSION with --module.', module),
};

export const compareWords = {
  title: () => l10n.t('Module proxies side by side'),
  askedFor: (modules: readonly SampleModule[]) => l10n.t('asked for {0}', modules.map(moduleName).join(', ')),
  mirror: () => l10n.t('mirror'),
  answer: () => l10n.t('answers in'),
  connection: () => l10n.t('first answer'),
  archive: () => l10n.t('sends'),
  newest: () => l10n.t('newest'),
  database: () => l10n.t('database'),
  remark: () => l10n.t('remark'),
  note: () =>
    l10n.t(
      'Right content comes before speed. “Answers in” is the median on a connection that stands; “first answer” includes look-up, connection and TLS; “sends” is an archive’s bytes by the time from asking to the last one; “database”: whether it passes on the checksum database.',
    ),
};

/** `goproxy.cn`, `mirrors.aliyun.com (aliyun)`. */
export function mirrorName({ entry, name }: Pick<ComparedMirror, 'entry' | 'name'>): string {
  const host = entryName(entry);
  return name === null || name === host ? host : `${host} (${name})`;
}

/** `3.1 MB/s`; with a tilde where the archive did not end in time. */
export function rateText(throughput: Throughput): string {
  return `${throughput.complete ? '' : '~'}${dataSize(bytesPerSecond(throughput))}/s`;
}

/** Whether it passes on the checksum database, `–` where that was not asked. */
export function databaseWord({ sumdb }: Pick<ComparedMirror, 'sumdb'>): string {
  if (sumdb === null) return '–';
  if (sumdb.failure !== null) return l10n.t('fails');
  return sumdb.supported === true ? l10n.t('yes') : l10n.t('no');
}

/** What is to be said of a mirror beside its figures, as clauses whose subject it is. */
export function remarks(mirror: ComparedMirror): readonly string[] {
  const { withheld } = mirror;
  const trouble = troubleClause(mirror);
  return [
    ...(trouble === null ? [] : [trouble]),
    ...(withheld.length === 0
      ? []
      : [l10n.t('is public, and was not asked for {0}, which is private', withheld.map(moduleName).join(', '))]),
    ...askingClauses(mirror),
  ];
}

/** What is going on with a mirror that may still be right; none where nothing is. */
export function askingClauses({ done, failure, evidence }: ComparedMirror): readonly string[] {
  if (done || failure !== null) return [];
  return [evidence.length === 0 ? l10n.t('is being asked') : l10n.t('is being measured')];
}

/** What is wrong with it or missing; null where nothing is. */
export function troubleClause({ failure, telling, about, newest }: ComparedMirror): string | null {
  if (failure === null) return null;
  const { code, detail } = failure;
  const what = inert(about ?? '', 200);
  if (code === 'checksum-mismatch') return mismatchClause(what, detail);
  if (detail === 'old-list')
    return newest === null
      ? l10n.t('sends a list of versions without any')
      : l10n.t('does not list all versions: {0} is its newest', inert(newest, 80));
  if (telling?.request.kind === 'list' && code !== 'captive-portal')
    return l10n.t('does not give its list of versions: it {0}', failureClause(failure));
  if (code === 'not-found' && detail !== 'html-page' && what !== '') return l10n.t('does not have {0}', what);
  return failureClause(failure);
}

function mismatchClause(module: string, by: string | null): string {
  switch (by) {
    case 'sumdb':
      return l10n.t('sends other bytes of {0} than the checksum database has on record', module);
    case 'go.sum':
      return l10n.t('sends other bytes of {0} than go.sum has on record', module);
    default:
      return l10n.t('sends other bytes of {0} than other mirrors', module);
  }
}

/** What follows from it, in sentences, and the command for it; null where there is none. */
export function conclusion(comparison: Comparison): {
  readonly sentences: readonly string[];
  readonly command: string | null;
} {
  const best = bestOf(comparison);
  if (best === null)
    return { sentences: [l10n.t('None of them sent all that was asked for, and sent it right.')], command: null };
  const name = mirrorName(best);
  if (best.place === 0)
    return { sentences: [l10n.t('The best of them is {0}, which your list has first.', name)], command: null };
  const move = best.place !== null ? `--first ${best.place}` : best.name;
  const scope = comparison.scope === 'workspace' ? ' --scope workspace' : '';
  const exposes = move !== null && exposesMore(comparison, best);
  return {
    sentences: [l10n.t('The best of them is {0}.', name), ...(exposes ? [editorText.asksPublic()] : [])],
    command: move === null ? null : `goproxy-doctor use ${move}${scope}`,
  };
}

export function costText({ bytes, ms }: Pick<Comparison, 'bytes' | 'ms'>): string {
  return l10n.t('{0} in {1}', dataSize(bytes), duration(ms));
}

/** How far a comparison has come. */
export function compareProgressText({ mirrors }: Pick<Comparison, 'mirrors'>): string {
  const done = mirrors.filter((mirror) => mirror.done).length;
  return l10n.t('Asking the mirrors: {0} of {1} done…', done, mirrors.length);
}

function moduleName({ module, version }: SampleModule): string {
  return inert(`${module}@${version}`, 200);
}
