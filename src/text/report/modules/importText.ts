/** `import` for people: a line a module, with go's own words where go refused it, and what the module still lacks. */
import * as l10n from '@vscode/l10n';
import type { Imported, ImportedModule } from '../../../integrity/import/importQuestion.ts';
import { inert } from '../../inert.ts';
import { together } from '../../together.ts';
import { importWords, refusalSentence } from '../../words/command/importWords.ts';

/** More than this nobody reads. */
const MOST = 40;

export function importText({ modules, missing }: Imported): string {
  const refused = modules.filter(({ ok }) => !ok);
  const taken = modules.filter(({ ok }) => ok);
  const lines = [
    ...shortened(taken.map(takenLine)),
    ...shortened(refused.flatMap(refusedLines)),
    ...(refused.some(isUnvouched) ? ['', importWords.unprovedHint()] : []),
    ...missingLines(missing ?? []),
  ];
  return `${lines.join('\n')}\n`;
}

function takenLine({ module, version, hasZip, sum, proof }: ImportedModule): string {
  const name = inert(`${module}@${version}`);
  const what = hasZip ? importWords.inCache(name, inert(sum ?? '')) : importWords.goModInCache(name);
  return together(what, l10n.t('({0})', importWords.proof(proof)));
}

function refusedLines(one: ImportedModule): readonly string[] {
  const name = inert(`${one.module}@${one.version}`);
  const words = one.words === null ? [] : [`  ${inert(one.words, 600)}`];
  return [importWords.refused(name, refusalSentence(one)), ...words];
}

/** Nobody vouches for it, and it is not known to be wrong: the user may say yes. */
export function isUnvouched({ code, detail, words }: ImportedModule): boolean {
  const isAsked = code === 'sumdb-unreachable' || code === 'goproxy-invalid';
  return isAsked && words === null && detail !== 'forged';
}

function missingLines(missing: NonNullable<Imported['missing']>): readonly string[] {
  if (missing.length === 0) return [];
  const names = missing.map(({ module, version }) => `  ${inert(`${module}@${version}`)}`);
  return ['', importWords.missing(missing.length), ...shortened(names)];
}

function shortened(lines: readonly string[]): readonly string[] {
  if (lines.length <= MOST) return lines;
  return [...lines.slice(0, MOST), `  ${importWords.more(lines.length - MOST)}`];
}
