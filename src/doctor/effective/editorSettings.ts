/** The settings of VS Code that give somebody a GOPROXY, and which of their layers counts. */
import type { SettingOrigin } from '../../gocmd/env/setting.ts';

/**
 * Beside the go command's own origins: `workspace` a setting of the workspace, or go.goproxy wherever it is set ·
 * `go-extension` the Go extension, by the user's settings of it or by what it pinned · `terminal` a terminal's own environment.
 */
export type EffectiveOrigin = SettingOrigin | 'workspace' | 'go-extension' | 'terminal';

/** Variables as settings.json has them: any JSON may be their value. */
type Variables = Readonly<Record<string, unknown>>;

/** One layer of VS Code's settings (the folder's with the workspace's, or the user's); '' and undefined where it is silent. */
export interface EditorSettings {
  readonly goproxy: string;
  readonly toolsEnvVars: Variables | undefined;
  readonly goplsEnv: Variables | undefined;
  /** `terminal.integrated.env.*` of this platform. */
  readonly terminalEnv?: Variables | undefined;
}

export interface EditorLayers {
  readonly workspace: EditorSettings;
  /** Undefined where nobody can tell, as on the command line. */
  readonly user?: EditorSettings | undefined;
  /** Whether the workspace is trusted: else its settings do not count. */
  readonly trusted: boolean;
}

export const EDITOR_SETTINGS = ['go.goproxy', 'go.toolsEnvVars', 'gopls.build.env', 'terminal.integrated.env'] as const;
export type EditorSettingName = (typeof EDITOR_SETTINGS)[number];

/** Where a setting of the user's own comes from. */
const USER_ORIGINS: Readonly<Record<EditorSettingName, EffectiveOrigin>> = {
  'go.goproxy': 'workspace',
  'go.toolsEnvVars': 'go-extension',
  'gopls.build.env': 'go-extension',
  'terminal.integrated.env': 'terminal',
};

export interface EffectiveValue {
  readonly value: string;
  readonly origin: EffectiveOrigin;
}

/** Returns the values of a setting's GOPROXY, the one that counts first; empty where it is not set. */
export function editorValues(name: EditorSettingName, { workspace, user, trusted }: EditorLayers): EffectiveValue[] {
  const values: EffectiveValue[] = [];
  const add = (value: string, origin: EffectiveOrigin) => {
    if (value !== '') values.push({ value, origin });
  };
  if (trusted) add(goproxyOf(name, workspace), 'workspace');
  if (user !== undefined) add(goproxyOf(name, user), USER_ORIGINS[name]);
  return values;
}

/** Returns the setting's GOPROXY in one layer, '' where it is not set or is no string. An empty one is nothing to go. */
function goproxyOf(name: EditorSettingName, settings: EditorSettings): string {
  switch (name) {
    case 'go.goproxy':
      return settings.goproxy.trim();
    case 'go.toolsEnvVars':
      return variable(settings.toolsEnvVars);
    case 'gopls.build.env':
      return variable(settings.goplsEnv);
    case 'terminal.integrated.env':
      return variable(settings.terminalEnv);
  }
}

function variable(variables: Variables | undefined): string {
  const value = variables !== undefined && Object.hasOwn(variables, 'GOPROXY') ? variables.GOPROXY : '';
  return typeof value === 'string' ? value : '';
}
