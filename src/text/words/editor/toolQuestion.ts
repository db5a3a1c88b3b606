/** What a user is asked before a tool does something for a model. Markdown; what comes from outside stands in code spans. */
import * as l10n from '@vscode/l10n';
import type { ModuleQuery } from '../../../goproxy/module/version.ts';
import { markdownCode } from '../../inert.ts';
import { editorText } from './editorText.ts';

export interface Question {
  readonly title: string;
  /** Markdown. */
  readonly message: string;
}

/** Before others are asked than the user's own list, or for modules that the user did not name. `list` null: the user's own. */
export function examinationQuestion(list: string | null, modules: readonly ModuleQuery[]): Question {
  const names = modules.map(({ module, version }) => markdownCode(version === null ? module : `${module}@${version}`));
  return {
    title: l10n.t('Examine module proxies for the agent?'),
    message: paragraphs(
      list === null ? l10n.t('Each entry of your own list is asked.') : l10n.t('Asked: {0}', markdownCode(list)),
      names.length === 0 ? null : l10n.t('Each of them learns these names: {0}', names.join(', ')),
      l10n.t('Nothing is changed.'),
    ),
  };
}

/** Before the list is changed. `before` is '' where none is known. */
export function useQuestion({
  before,
  after,
  scope,
}: {
  readonly before: string;
  readonly after: string;
  readonly scope: 'user' | 'workspace';
}): Question {
  return {
    title: l10n.t('Change GOPROXY?'),
    message: paragraphs(
      before === '' ? null : l10n.t('From {0}', markdownCode(before)),
      l10n.t('To {0}', markdownCode(after)),
      scope === 'workspace'
        ? l10n.t('{0}: {1}', editorText.scopeWorkspace(), editorText.scopeWorkspaceDetail())
        : l10n.t('{0}: {1}', editorText.scopeUser(), editorText.scopeUserDetail()),
      l10n.t('Undo: “Go Proxy: Undo Last Change” takes it back exactly.'),
    ),
  };
}

function paragraphs(...all: readonly (string | null)[]): string {
  return all.filter((one) => one !== null).join('\n\n');
}
