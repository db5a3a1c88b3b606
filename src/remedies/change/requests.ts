/** What a remedy's action comes to as changes: which of its variables go where. Pure. */
import type { Remedy } from '../remedy.ts';
import type { ChangeRequest } from './change.ts';

/**
 * Returns the changes that carry a remedy out, in this order; none for a remedy that changes nothing by itself. `module` is the
 * folder where go runs, `workspace` the one whose settings hold, or null. What the environment sets is out of reach.
 */
export function changeRequests(
  { action, store }: Pick<Remedy, 'action' | 'store'>,
  folders: { readonly module: string; readonly workspace: string | null },
): readonly ChangeRequest[] {
  if (action.kind === 'go') return [{ kind: 'go', args: action.args, folder: folders.module }];
  if (action.kind !== 'set' || store === 'os-env') return [];
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
