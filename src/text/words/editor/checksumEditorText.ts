/** The editor's words for comparing checksums. */
import * as l10n from '@vscode/l10n';
import { inert } from '../../inert.ts';

export const checksumEditorText = {
  title: () => l10n.t('Compare Checksums'),
  placeHolder: () => l10n.t('The version that every source is to be asked for'),
  comparing: (module: string) => l10n.t('Go Proxy: asking every source for {0}', inert(module, 160)),
  panelTitle: (module: string) => l10n.t('Checksums of {0}', inert(module, 60)),
  busy: () => l10n.t('Asking…'),
  again: () => l10n.t('Compare again'),
  untrusted: () => l10n.t('The origin is asked through the go command, which needs a trusted workspace.'),
  failed: () => l10n.t('The checksums could not be compared. The log says why.'),
  open: () => l10n.t('Open side by side'),
  openFile: (name: string) => l10n.t('Open {0} side by side', name),
  diffTitle: (name: string, from: string, to: string) => l10n.t('{0}: {1} ↔ {2}', inert(name, 80), from, to),
  staging: (module: string) => l10n.t('Letting go write the proved lines of {0} in a copy', inert(module, 160)),
  nothingToMend: (module: string) => l10n.t('go.sum has no wrong line of {0} any more.', inert(module, 160)),
  sumsTitle: (file: string) => l10n.t('{0}: now ↔ proved', inert(file, 80)),
  agree: (file: string, gone: number, come: number) =>
    l10n.t(
      '{0}: lines that go: {1}, lines that come: {2}, as the checksum database proves them.',
      inert(file, 80),
      gone,
      come,
    ),
  putInPlace: () => l10n.t('Put them in place'),
  leave: () => l10n.t('Leave it'),
  reportCopied: () => l10n.t('The text is copied, with the hashes and the proof: paste it into a message or an issue.'),
};
