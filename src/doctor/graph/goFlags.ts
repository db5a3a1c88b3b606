/** GOFLAGS: flags that every go command takes. Pure. */

/** Returns the value of `-NAME=VALUE`, of several the last; '' where it is not given. Total and linear. */
export function flagOf(name: string, goflags: string): string {
  let found = '';
  for (const word of goflags.split(/\s+/)) {
    const [flag, value] = word.replace(/^['"]|['"]$/g, '').split('=', 2);
    if (flag?.replace(/^--?/, '') === name && flag !== name && value !== undefined) found = value;
  }
  return found;
}
