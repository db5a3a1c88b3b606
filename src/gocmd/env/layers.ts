/** The layers a setting can come from, and the rule which of them counts. */
import type { Setting } from './setting.ts';

export interface Layers {
  /** The OS environment; '' where a variable is not set. */
  readonly os: (name: string) => string;
  /** The user's env file; empty where there is none. */
  readonly user: ReadonlyMap<string, string>;
  /** $GOROOT/go.env; empty where it is missing or no GOROOT is known. */
  readonly goroot: ReadonlyMap<string, string>;
}

/**
 * Returns what the layers say of a setting, or null where none of them says anything and the toolchain's built-in
 * counts. Precedence of cmd/go/internal/cfg (Getenv, readEnvFile): a non-empty OS variable, the user's file,
 * $GOROOT/go.env. An **empty** line of the user's file is no value, and still hides the line of $GOROOT/go.env.
 */
export function settle(name: string, layers: Layers): Setting | null {
  const os = layers.os(name);
  const user = layers.user.get(name);
  const goroot = layers.goroot.get(name) ?? '';
  if (os !== '') {
    const masked =
      user === undefined || user === '' || user === os ? [] : [{ origin: 'go-env-file', value: user } as const];
    return { name, value: os, origin: 'os-env', masked };
  }
  if (user !== undefined && (user !== '' || goroot !== '')) {
    return { name, value: user, origin: 'go-env-file', masked: [] };
  }
  if (goroot !== '') return { name, value: goroot, origin: 'goroot', masked: [] };
  return null;
}
