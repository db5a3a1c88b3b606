/** What a remedy's action comes to as changes: which of its variables go where. Pure. */
import type { Remedy } from '../remedy.ts';
import type { ChangeRequest } from './change.ts';

/** What VS Code calls them. */
const TERMINALS: Readonly<Partial<Record<NodeJS.Platform, string>>> = { win32: 'windows', darwin: 'osx' };

/**
 * Returns the changes that carry a remedy out, in this order; none for a remedy that changes nothing by itself. `module` is the
 * folder where go runs, `workspace` the one whose settings hold, or null. What the environment sets is out of reach.
 */
export function changeRequests(
  { action, store }: Pick<Remedy, 'action' | 'store'>,
  folders: { readonly module: string; readonly workspace: string | null },
  platform: NodeJS.Platform,
): readonly ChangeRequest[] {
  if (action.kind === 'go') return [{ kind: 'go', args: action.args, folder: folders.module }];
  if (action.kind !== 'set' || store === 'os-env') return [];
  if (store === 'terminal.integrated.env') {
    const key = `terminal.integrated.env.${TERMINALS[platform] ?? 'linux'}`;
    return folders.workspace === null
      ? []
      : [{ kind: 'settings', folder: folders.workspace, values: { [key]: { ...action.values } } }];
  }
  const { GOPROXY: list, ...others } = action.values;
  const requests: ChangeRequest[] = [];
  if (list !== undefined && (store === 'go.goproxy' || store === 'go.toolsEnvVars')) {
    const tools = store === 'go.toolsEnvVars' ? { 'go.toolsEnvVars': { GOPROXY: list } } : {};
    if (folders.workspace !== null)
      requests.push({ kind: 'settings', folder: folders.workspace, values: { 'go.goproxy': list, ...tools } });
  } else if (list !== undefined) {
    requests.push({ kind: 'go-env', values: { GOPROXY: list } });
  }
  if (Object.keys(others).length > 0) requests.push({ kind: 'go-env', values: others });
  return requests;
}
