/** The GOPROXY that the Go extension pinned, told apart from the user's. */
import { type Environment, environmentVariable } from './environmentVariable.ts';
import type { StartupEnvironment } from './startupEnvironment.ts';

/**
 * Returns what `processEnv` holds by now, where it was not there at the start; null where nothing was pinned, or where
 * that cannot be told.
 */
export function pinnedGoproxy(
  startup: StartupEnvironment,
  processEnv: Environment,
  platform: NodeJS.Platform,
): string | null {
  const now = environmentVariable(processEnv, 'GOPROXY', platform);
  const isPinned = startup.trusted && now !== '' && now !== environmentVariable(startup.env, 'GOPROXY', platform);
  return isPinned ? now : null;
}
