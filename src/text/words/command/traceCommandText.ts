/** The editor's words for tracing a module. */
import * as l10n from '@vscode/l10n';

export const traceCommandText = {
  title: () => l10n.t("Trace a Module's Route"),
  placeHolder: () => l10n.t('The module that go is to fetch on an empty cache'),
  tracing: (module: string) => l10n.t('Go Proxy: tracing {0}', module),
  document: (module: string) => l10n.t('Trace of {0}', module),
  untrusted: () => l10n.t('A trace runs the go command, which needs a trusted workspace.'),
  failed: () => l10n.t('The trace failed. The log says why.'),
};
