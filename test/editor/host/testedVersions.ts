// Which versions of VS Code a surface is driven in: two runs of everything would take the tests past a quarter of an hour.
import type { HostVersion } from './hostInstall.ts';

/**
 * The versions for a surface of which a user of the floor version gets a smoke test (package/): the newest, and the floor as well where
 * the environment asks for it (`npm test -- editor-both`).
 */
export function testedVersions(): readonly HostVersion[] {
  return process.env.GO_PROXY_DOCTOR_TEST_FLOOR ? ['floor', 'newest'] : ['newest'];
}
