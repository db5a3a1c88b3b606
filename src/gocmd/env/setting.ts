/** One setting of the go command: its value, where it comes from, and what that hides. */

/**
 * `os-env` the environment of the process · `go-env-file` the file of `go env -w` · `goroot` $GOROOT/go.env ·
 * `default` built in (or by rule from another setting) · `unknown` go and the layers we can read disagree, or the
 * toolchain that would tell was not asked.
 */
export type SettingOrigin = 'os-env' | 'go-env-file' | 'goroot' | 'default' | 'unknown';

export interface Setting {
  readonly name: string;
  /** What go goes by; '' where nothing is set. */
  readonly value: string;
  readonly origin: SettingOrigin;
  /**
   * Stored values that differ from `value` and have no effect because of it. $GOROOT/go.env is never here: it holds
   * the toolchain's defaults, which are there to be overridden.
   */
  readonly masked: readonly { readonly origin: SettingOrigin; readonly value: string }[];
}
