/** The words of a bundle: what is in it, what is not, and why there is none. */
import * as l10n from '@vscode/l10n';
import type { BundleFault, BundleStep } from '../../../integrity/import/bundle/bundleQuestion.ts';
import { inert } from '../../inert.ts';

export const bundleHelp = {
  command: () =>
    l10n.t('put everything that the module needs into one file, with proofs, for a machine without network'),
  out: () => l10n.t('the file to write; unless given, MODULE-modules.zip'),
  noModule: (folder: string) => l10n.t('{0} is in no module: there is no go.mod whose needs could be bundled.', folder),
};

export const bundleWords = {
  made: (file: string, megabytes: string) => l10n.t('{0}  {1} MB', file, megabytes),
  modules: (archives: number, graph: number) =>
    l10n.t('{0} modules, and the go.mod files of {1} more versions that the graph mentions', archives, graph),
  proved: (count: number, database: string) => l10n.t('{0} proved by the checksum database {1}', count, database),
  inGoSum: (count: number) => l10n.t('{0} as go.sum has them', count),
  unproved: (count: number) => l10n.t('{0} that nobody vouches for: who imports them has to say yes', count),
  toolchain: (name: string) =>
    l10n.t('Not in it: the toolchain that go.mod names, {0}. Install it there by itself.', name),
  goLine: (version: string) => l10n.t('go.mod wants go {0} or newer there.', version),
  folder: (name: string) => l10n.t('Not in it: the folder {0}, which go.mod puts in the place of a module.', name),
  how: (file: string) => l10n.t('On the other machine: goproxy-doctor import {0}', file),

  step(step: BundleStep): string {
    switch (step) {
      case 'fetch':
        return l10n.t('go fetches what is not here yet');
      case 'gather':
        return l10n.t('gathering what the module needs');
      case 'prove':
        return l10n.t('asking the checksum database');
      case 'write':
        return l10n.t('writing the bundle');
    }
  },
};

export function bundleFaultText(fault: BundleFault): string {
  switch (fault.code) {
    case 'incomplete':
      return l10n.t(
        'go cannot get everything that the module needs ({0}): {1}',
        fault.failure,
        inert(fault.words, 600),
      );
    case 'no-room':
      return l10n.t(
        'There is no temporary folder to gather in ({0}): make room, or set TMPDIR.',
        inert(fault.detail, 40),
      );
    case 'unwritable':
      return l10n.t('The bundle cannot be written ({0}): give another place with --out FILE.', inert(fault.detail, 40));
    case 'no-cache':
      return l10n.t('go tells of no module cache: set GOMODCACHE or GOPATH.');
  }
}
