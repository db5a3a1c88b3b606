/** The model of the `env` command, in the shape that contracts.md promises. */
import type { GoEnvironment } from './goEnvironment.ts';
import type { Setting, SettingOrigin } from './setting.ts';

export interface EnvironmentReport {
  readonly settings: readonly Setting[];
  /** Who reads GOPROXY, and what each of them sees. */
  readonly consumers: readonly { readonly name: string; readonly value: string; readonly origin: SettingOrigin }[];
}

/** Returns the settings with the go command as the one consumer. Values are raw: redaction is the sink's. */
export function environmentReport(environment: GoEnvironment): EnvironmentReport {
  const goproxy = environment.settings.find((setting) => setting.name === 'GOPROXY');
  return {
    settings: environment.settings,
    consumers: goproxy === undefined ? [] : [{ name: 'go', value: goproxy.value, origin: goproxy.origin }],
  };
}
