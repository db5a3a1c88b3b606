/** The command line's own words: help, and what is wrong with a call. */
import * as l10n from '@vscode/l10n';

export const commandText = {
  program: () =>
    l10n.t(
      'Says which entry of your GOPROXY list is at fault, in which phase, and what the go command will do because of it.',
    ),
  exitCodes: () =>
    l10n.t(
      'Exit codes: 0 nothing is wrong, 1 something is wrong, 2 the call was wrong, 3 it could not be found out, 130 interrupted.',
    ),
  diagnose: () => l10n.t('examine every entry of the list, with your own modules, and say what go will do'),
  probe: () => l10n.t('examine module proxies each by itself'),
  simulate: () => l10n.t('show what go would do for one module, request by request, from live probes'),
  env: () => l10n.t('show GOPROXY and its family: the values, where they come from, and what they hide'),
  json: () => l10n.t('print one JSON document'),
  markdown: () => l10n.t('print the report as Markdown, fit for a bug report'),
  lang: () => l10n.t('language of the output'),
  cwd: () => l10n.t('the folder whose go.mod is examined'),
  here: () => l10n.t('the current one'),
  goproxy: () => l10n.t('examine this list in the place of your own'),
  module: () => l10n.t('ask every entry for this module, its archive included; may be repeated'),
  timeout: () => l10n.t('time for one entry, all its requests together'),
  quick: () => l10n.t('ask for as little as the status bar does'),
  resolver: () => l10n.t('also ask this name server, for comparison: an address, or a URL for DNS over HTTPS'),
  fetchIssuer: () => l10n.t('fetch the certificate that a server leaves out, from the address that its own names'),
  noList: () =>
    l10n.t(
      'There is no GOPROXY to examine: no go command was found, and the environment names none. Give one with --goproxy LIST.',
    ),
  noCommand: () => l10n.t('Name a command, for example diagnose.'),
  noFolder: (folder: string) => l10n.t('{0} is not a folder: give an existing one with --cwd DIR.', folder),
  notAModule: (text: string) =>
    l10n.t('“{0}” is not a module: write PATH@VERSION, for example golang.org/x/text@v0.14.0.', text),
  notATime: (text: string) => l10n.t('“{0}” is not a time-out: give milliseconds between 1 and 600000.', text),
  notAResolver: (text: string) =>
    l10n.t('“{0}” is not a name server: give an address (9.9.9.9, [::1]:5353) or an https URL.', text),
  seeHelp: (line: string) => l10n.t('{0} See goproxy-doctor --help.', line),
  interrupted: () => l10n.t('Interrupted.'),
  defect: (message: string) => l10n.t('This should not have happened, please report it: {0}', message),
  asking: () => l10n.t('Asking every entry…'),
};
