/** The editor's words for bringing modules in by hand. */
import * as l10n from '@vscode/l10n';
import type { ImportedModule } from '../../../integrity/import/importQuestion.ts';
import { inert } from '../../inert.ts';
import { together } from '../../together.ts';
import { importWords, refusalSentence, unprovedSentence } from '../command/importWords.ts';

export const importEditorText = {
  title: () => l10n.t('Import Module by Hand'),
  titleFor: (module: string) => l10n.t('Import {0}', inert(module, 120)),
  placeHolder: () => l10n.t('What do you have?'),
  file: () => l10n.t('Files…'),
  fileDetail: () => l10n.t("a module's .zip, a .zip of its source code from a release page, a bundle"),
  folder: () => l10n.t('A folder…'),
  folderDetail: () => l10n.t("a colleague's module cache, files of a module proxy, an extracted module"),
  path: () => l10n.t('Type a path…'),
  pathDetail: () => l10n.t('of such a file or folder'),
  url: () => l10n.t('An address…'),
  urlDetail: () => l10n.t('https, of such a file: it is fetched now'),
  open: () => l10n.t('Import'),
  archives: () => l10n.t('Archives'),
  pathPrompt: () => l10n.t('An absolute path, or one in the folder of the module'),
  urlPrompt: () => l10n.t('For example https://goproxy.cn/golang.org/x/text/@v/v0.14.0.zip'),
  notHttps: () => l10n.t('Give an https address.'),
  namePrompt: () => l10n.t('It does not tell which version it is: PATH@VERSION, for example golang.org/x/text@v0.14.0'),
  importing: () => l10n.t('Go Proxy: importing'),
  untrusted: () => l10n.t('Only the go command may write the module cache, and it needs a trusted workspace.'),
  failed: () => l10n.t('The import failed. The log says why.'),
  details: () => l10n.t('Show log'),
  withoutProof: () => l10n.t('Take it without proof'),
  goneAgain: (count: number) =>
    count === 1
      ? l10n.t('The module is out of the module cache again.')
      : l10n.t('{0} modules are out of the module cache again.', count),
  missingTitle: (count: number) => l10n.t('Still missing: {0}', count),
  missingPlaceHolder: () => l10n.t('Pick the next one to bring in, or press Escape'),

  taken(modules: readonly ImportedModule[]): string {
    const [first] = modules;
    if (first === undefined || modules.length > 1)
      return l10n.t('{0} modules are in the module cache, each checked by go.', modules.length);
    const name = inert(`${first.module}@${first.version}`, 160);
    return l10n.t('{0} is in the module cache ({1}).', name, importWords.proof(first.proof));
  },

  refused(modules: readonly ImportedModule[]): string {
    const [first] = modules;
    if (first === undefined) return '';
    const sentence = importWords.refused(inert(`${first.module}@${first.version}`, 160), refusalSentence(first));
    return modules.length === 1 ? sentence : together(sentence, importWords.more(modules.length - 1));
  },

  /** A modal question: what is asked, and what it means. */
  question(modules: readonly ImportedModule[]): { readonly message: string; readonly detail: string } {
    const names = modules.slice(0, 10).map(({ module, version }) => inert(`${module}@${version}`, 160));
    const more = modules.length > names.length ? [importWords.more(modules.length - names.length)] : [];
    return {
      message: l10n.t('Nobody can prove that this is what everybody else gets.'),
      detail: [
        ...names,
        ...more,
        '',
        unprovedSentence(modules[0]?.detail ?? null),
        l10n.t('Take it only if you know who made it and how it came to you: its code runs where you build and test.'),
      ].join('\n'),
    };
  },
};
