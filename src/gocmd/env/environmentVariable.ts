/** Reading one variable of an environment the way the operating system would. */

/** An environment as a record; a missing and an undefined value are the same. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Returns a variable's value, '' where it is not set: go treats both alike (os.Getenv in cmd/go/internal/cfg).
 * On Windows letter case does not count, but a copied `process.env` has lost that, so it is given back here.
 */
export function environmentVariable(env: Environment, name: string, platform: NodeJS.Platform): string {
  const exact = Object.hasOwn(env, name) ? env[name] : undefined;
  if (exact !== undefined || platform !== 'win32') return exact ?? '';
  const wanted = name.toUpperCase();
  for (const [key, value] of Object.entries(env)) {
    if (value !== undefined && key.toUpperCase() === wanted) return value;
  }
  return '';
}
