/** `import` for people: a line a module, with go's own words where go refused it. */
import * as l10n from '@vscode/l10n';
import type { ImportedModule, ImportFault } from '../../integrity/import/importModules.ts';
import { inert } from '../inert.ts';

export const importText = {
  help: () => l10n.t('bring module archives in by hand: the go command checks them and puts them into its cache'),
  file: () => l10n.t("a module's .zip, as a module proxy serves it"),
  module: () => l10n.t('whose the one archive is, PATH@VERSION; unless given, the names in it tell'),
  unproved: () =>
    l10n.t(
      'do without the checksum database: go then believes the archive as it is, and nothing says whether it is what everybody else gets',
    ),
  noGo: () => l10n.t('The go command was not found, and only it may write the module cache.'),
  oneFile: () => l10n.t('--module names one module: give one archive with it, and a version such as v1.2.3.'),

  fault({ code, file }: ImportFault): string {
    const name = inert(file, 200);
    switch (code) {
      case 'unreadable':
        return l10n.t('{0} cannot be read: give a .zip of at most 500 MB.', name);
      case 'not-a-module':
        return l10n.t('{0} is no module archive: its files must lie below PATH@VERSION/.', name);
      case 'no-room':
        return l10n.t('{0} cannot be laid ready: the folder for temporary files is full or cannot be written.', name);
      case 'no-folder':
        return l10n.t('No temporary folder can be made ({0}).', name);
    }
  },

  imported(modules: readonly ImportedModule[]): string {
    return `${modules.flatMap(lines).join('\n')}\n`;
  },
};

function lines({ module, version, sum, ok, code, words }: ImportedModule): readonly string[] {
  const name = inert(`${module}@${version}`);
  if (ok) return [l10n.t('{0}: in the module cache, {1}', name, inert(sum ?? ''))];
  return [
    l10n.t('{0}: refused ({1}); nothing was put into the module cache', name, code ?? ''),
    `  ${inert(words ?? '', 600)}`,
  ];
}
