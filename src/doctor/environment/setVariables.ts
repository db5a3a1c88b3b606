/** The variables beside GOPROXY that a remedy may add to or take away, as far as they are set. Pure. */
import type { Setting } from '../../gocmd/env/setting.ts';
import type { GoVariable, SetValue } from '../../remedies/remedyContext.ts';

const VARIABLES: ReadonlySet<string> = new Set<GoVariable>([
  'GOPRIVATE',
  'GONOPROXY',
  'GONOSUMDB',
  'GOSUMDB',
  'GOTOOLCHAIN',
]);

/** What go derives (GONOPROXY from GOPRIVATE) or takes by itself is no value to add to. */
export function setVariables(settings: readonly Setting[]): Partial<Record<GoVariable, SetValue>> {
  const found: Partial<Record<GoVariable, SetValue>> = {};
  for (const { name, value, origin } of settings) {
    if (!VARIABLES.has(name)) continue;
    if (origin === 'os-env' || origin === 'go-env-file') found[name as GoVariable] = { value, store: origin };
    // A distributor's own setting counts like one of the user's, but is kept in neither place.
    if (origin === 'goroot') found[name as GoVariable] = { value, store: null };
  }
  return found;
}
