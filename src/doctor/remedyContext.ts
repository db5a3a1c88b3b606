/** What the remedies need to know of the settings: which are set, and where. */
import type { Setting } from '../gocmd/env/setting.ts';
import type { RemedyContext } from '../remedies/remedyContext.ts';
import type { Shell } from '../remedies/shellLine.ts';
import { defaultMirrors } from './environment/defaultMirrors.ts';
import type { GoPorts, GoView } from './environment/goView.ts';
import { setVariables } from './environment/setVariables.ts';

/** Of an examination's request: a list that did not come from go's settings, and where GOPROXY is to be changed. */
interface ListSource {
  readonly goproxy: { readonly value: string; readonly origin: 'argument' | 'workspace' } | null;
  readonly scope?: 'user' | 'workspace';
  readonly hasGoExtension?: boolean;
  readonly publicMirrors?: readonly string[];
}

export async function remedyContext(
  { goproxy, scope = 'user', hasGoExtension = false, publicMirrors: named = [] }: ListSource,
  go: GoView,
  ports: GoPorts,
  goLine: string | null,
): Promise<Omit<RemedyContext, 'list' | 'better' | 'examined'>> {
  const shell: Shell = ports.platform === 'win32' ? 'windows' : 'posix';
  const setting = go.setting('GOPROXY');
  const current =
    goproxy?.origin === 'workspace'
      ? { value: goproxy.value, store: 'go.goproxy' as const }
      : { value: setting?.value ?? '', store: storeOf(setting) };
  const variables = setVariables(go.environment.settings);
  const publicMirrors = [...(await defaultMirrors(go, ports)), ...named];
  const { goVersion } = go.environment;
  return { current, scope, hasGoExtension, shell, variables, publicMirrors, goVersion, goLine };
}

function storeOf(setting: Setting | null): 'os-env' | 'go-env-file' | null {
  return setting?.origin === 'os-env' || setting?.origin === 'go-env-file' ? setting.origin : null;
}
