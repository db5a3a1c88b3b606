/** Where `go env -w` keeps its file. */
import path from 'node:path';
import { type Environment, environmentVariable } from './environmentVariable.ts';

/**
 * Returns the path of the user's env file as go would name it (a relative GOENV stays relative: to go's working
 * directory), or null where go reads none: GOENV=off, or no configuration folder can be told. The file may not exist.
 * Rules: EnvFile in cmd/go/internal/cfg/cfg.go and os.UserConfigDir. GOENV counts in the OS environment only.
 */
export function envFilePath(env: Environment, platform: NodeJS.Platform): string | null {
  const variable = (name: string) => environmentVariable(env, name, platform);
  const goenv = variable('GOENV');
  if (goenv !== '') return goenv === 'off' ? null : goenv;
  if (platform === 'win32') {
    const appData = variable('AppData');
    return appData === '' ? null : path.win32.join(appData, 'go/env');
  }
  const home = variable('HOME');
  if (platform === 'darwin') return home === '' ? null : path.posix.join(home, 'Library/Application Support/go/env');
  const config = variable('XDG_CONFIG_HOME');
  // A relative XDG_CONFIG_HOME is an error to go, which then reads no file at all.
  if (config !== '') return config.startsWith('/') ? path.posix.join(config, 'go/env') : null;
  return home === '' ? null : path.posix.join(home, '.config/go/env');
}
