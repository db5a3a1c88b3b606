/** What a tool says: to the model that called it wrongly, and to the user while it runs. */
import * as l10n from '@vscode/l10n';
import { inert } from '../../inert.ts';

/** The command line's help. */
export const mcpHelp = () =>
  l10n.t('serve the examination as tools for agents (Model Context Protocol), over stdin and stdout');

export const toolText = {
  notAnObject: () => l10n.t('The input is not a JSON object.'),
  wrongField: (name: string) => l10n.t('“{0}” is not as the input schema says.', inert(name, 80)),
  missingField: (name: string) => l10n.t('“{0}” is missing in the input.', name),
  notAModule: (text: string) => l10n.t('“{0}” is not a module: write PATH or PATH@VERSION.', inert(text, 80)),
  listOrFirst: () => l10n.t('Give either list or first.'),
  noList: () =>
    l10n.t(
      'There is no GOPROXY to examine: no go command was found, and the environment names none. Name one as goproxy.',
    ),
  tooLong: (seconds: number) =>
    l10n.t('Nothing came of it within {0} s. Ask again with quick, or with a shorter list.', seconds),
  untrusted: () =>
    l10n.t('Refused: this workspace is not trusted. Its user can trust it, with “Workspaces: Manage Workspace Trust”.'),
  takeBack: () => l10n.t('“Go Proxy: Undo Last Change” takes it back exactly.'),
  running: (name: 'goproxy_diagnose' | 'goproxy_classify' | 'goproxy_use') => {
    switch (name) {
      case 'goproxy_diagnose':
        return l10n.t('Examining the module proxies');
      case 'goproxy_classify':
        return l10n.t('Reading what go printed');
      case 'goproxy_use':
        return l10n.t('Changing GOPROXY');
    }
  },
};
