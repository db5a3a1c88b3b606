/** `env` for people: a line a setting. */
import * as l10n from '@vscode/l10n';
import type { EnvironmentReport } from '../../gocmd/env/environmentReport.ts';
import { inert } from '../inert.ts';
import { originText } from '../words/originText.ts';

export function environmentText(
  { settings }: EnvironmentReport,
  go: { readonly path: string | null; readonly version: string | null },
): string {
  const head =
    go.path === null
      ? l10n.t('No go command was found; what follows is read from the environment and from files.')
      : l10n.t(
          '{0} ({1})',
          inert(go.path),
          go.version === null ? l10n.t('go does not answer') : inert(go.version, 100),
        );
  const width = Math.max(0, ...settings.map(({ name }) => name.length));
  const lines = settings.flatMap(({ name, value, origin, masked }) => [
    value === '' && origin === 'default'
      ? l10n.t('  {0}   is not set', name.padEnd(width))
      : `  ${name.padEnd(width)} = ${inert(value, 2000)}   (${originText(origin)})`,
    ...masked.map((hidden) =>
      l10n.t('  {0}   hides {1} ({2})', ' '.repeat(width), inert(hidden.value, 2000), originText(hidden.origin)),
    ),
  ]);
  return `${[head, '', ...lines].join('\n')}\n`;
}
