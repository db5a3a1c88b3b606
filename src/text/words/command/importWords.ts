/** The words of an import: what a source is, who vouches for a module, why it was not taken. */
import * as l10n from '@vscode/l10n';
import { redact } from '../../../base/redact.ts';
import type { ImportedModule, ImportFault, ImportStep } from '../../../integrity/import/importQuestion.ts';
import { inert } from '../../inert.ts';

export const importHelp = {
  command: () => l10n.t('bring modules in by hand: the go command checks them and puts them into its cache'),
  source: () =>
    l10n.t(
      "a module's .zip, a .zip of its source code, a bundle, a folder of such files, a colleague's module cache, or a URL",
    ),
  module: () =>
    l10n.t('whose it is, PATH@VERSION, where the names in it do not tell; of a folder, the one that is wanted'),
  unproved: () =>
    l10n.t(
      'take what neither the checksum database nor go.sum vouches for: nothing says whether it is what everybody else gets',
    ),
  noGo: () => l10n.t('The go command was not found, and only it may write the module cache.'),
  oneSource: () => l10n.t('--module names one module: give one source with it.'),
};

export const importWords = {
  inCache: (name: string, sum: string) => l10n.t('{0}: in the module cache, {1}', name, sum),
  goModInCache: (name: string) => l10n.t('{0}: its go.mod is in the module cache', name),
  refused: (name: string, why: string) => l10n.t('{0}: refused, nothing was put into the module cache. {1}', name, why),
  unprovedHint: () =>
    l10n.t(
      'If you know where a module comes from, --unproved takes it without proof: nothing then says whether it is what everybody else gets.',
    ),
  missing: (count: number) =>
    count === 1 ? l10n.t('Your module still lacks one:') : l10n.t('Your module still lacks {0}:', count),
  more: (count: number) => l10n.t('and {0} more', count),

  proof(proof: ImportedModule['proof']): string {
    switch (proof) {
      case 'database':
        return l10n.t('the checksum database proves it');
      case 'go.sum':
        return l10n.t('as go.sum has it');
      case null:
        return l10n.t('unproved');
    }
  },

  step(step: ImportStep, done: number, all: number): string {
    switch (step) {
      case 'read':
        return l10n.t('reading');
      case 'hash':
        return l10n.t('hashing {0} of {1}', done + 1, all);
      case 'prove':
        return l10n.t('asking the checksum database');
      case 'try':
        return l10n.t('go checks it in a throw-away cache');
      case 'take':
        return l10n.t('go puts it into the module cache');
      case 'look':
        return l10n.t('looking for what is still missing');
    }
  },
};

/** Why a module was not taken, in one sentence. go's own words may follow. */
export function refusalSentence({ code, detail }: ImportedModule): string {
  switch (code) {
    case 'checksum-mismatch':
      return detail === 'go.sum'
        ? l10n.t('It is not what go.sum has: other bytes than before.')
        : l10n.t('It is not what the checksum database has: other bytes than everybody else gets.');
    case 'sumdb-forked':
      return l10n.t('The checksum database has shown two histories that cannot both be true: nothing it says counts.');
    case 'cache-damaged':
      return l10n.t('The module cache already holds other bytes for it: delete that version there first.');
    case 'sumdb-unreachable':
    case 'goproxy-invalid':
      return unprovedSentence(detail);
    case 'disk':
      return l10n.t('The module cache cannot be written.');
    default:
      return detail === 'expected'
        ? l10n.t('It is not what the bundle says of it: the bundle is damaged.')
        : l10n.t('It is no archive of that version that go would unpack ({0}).', inert(detail ?? code ?? '', 60));
  }
}

/** Why nobody vouches for a module. */
export function unprovedSentence(detail: string | null): string {
  switch (detail) {
    case 'private':
      return l10n.t(
        'It is a private module (GOPRIVATE, GONOSUMDB): no database can prove it, and go.sum does not know it.',
      );
    case 'off':
      return l10n.t('GOSUMDB is off, and go.sum does not know it: nobody can prove it.');
    case 'invalid':
      return l10n.t('GOSUMDB cannot be used as it is set, and go.sum does not know it: nobody can prove it.');
    case 'unknown':
      return l10n.t('The checksum database knows no such version, and go.sum neither: nobody can prove it.');
    case 'forged':
      return l10n.t(
        'What came as the checksum database’s answer is not signed by it, or does not fit: somebody may be in between.',
      );
    default:
      return l10n.t('The checksum database cannot be reached, and go.sum does not know it: nobody can prove it.');
  }
}

export function importFaultText(fault: ImportFault | { readonly code: 'no-go' }): string {
  if (fault.code === 'no-go') return importHelp.noGo();
  if (fault.code === 'no-folder')
    return l10n.t('Temporary files cannot be written ({0}): make room, or set TMPDIR.', inert(fault.detail, 40));
  if (fault.code === 'no-cache') return l10n.t('go tells of no module cache: set GOMODCACHE or GOPATH.');
  const name = inert(redact(fault.source), 200);
  const module = inert(fault.module ?? '', 120);
  switch (fault.code) {
    case 'unreadable':
      return l10n.t('{0} cannot be read.', name);
    case 'too-large':
      return l10n.t('{0} is too large: go takes archives of at most 500 MB.', name);
    case 'not-a-module':
      return l10n.t(
        '{0} is no module: neither its files lie below PATH@VERSION/, nor is it source code with a go.mod.',
        name,
      );
    case 'tar':
      return l10n.t('{0} is no .zip: take the .zip of the source code that the same page offers.', name);
    case 'nothing':
      return fault.module === null
        ? l10n.t('{0} holds no module that is wanted.', name)
        : l10n.t('{0} does not hold {1}.', name, module);
    case 'unnamed':
      return fault.module === null
        ? l10n.t('{0} does not tell which module it is: name it with --module PATH@VERSION.', name)
        : l10n.t('{0} does not tell which version of {1} it is: name it with --module {1}@VERSION.', name, module);
    case 'other-module':
      return l10n.t('{0} holds other modules than the one that you name.', name);
    case 'bad-bundle':
      return l10n.t('{0} is a damaged bundle, or one of a newer version of this program.', name);
    case 'no-room':
      return l10n.t('{0} cannot be laid ready: the folder for temporary files is full or cannot be written.', name);
    case 'bad-url':
      return l10n.t('{0} is no address.', name);
    case 'insecure':
      return l10n.t('{0} is not fetched: give an https address.', name);
    case 'not-fetched':
      return fault.detail?.endsWith('redirect-to-private') === true
        ? l10n.t('{0} leads into a private network, and is not followed there.', name)
        : l10n.t('{0} cannot be fetched ({1}).', name, inert(fault.detail ?? '', 60));
  }
}
