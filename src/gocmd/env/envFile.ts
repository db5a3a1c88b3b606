/** The grammar of the go command's configuration files: the one that `go env -w` writes, and $GOROOT/go.env. */

/**
 * Returns the variables of an env file, by the rules of readEnvFile in cmd/go/internal/cfg/cfg.go: lines end at U+000A
 * (a U+000D before it belongs to the value), a line counts when its first character is A–Z and it has a `=`; the key is
 * all before the first `=`, the value all after it, with no quoting and no trimming. Everything else is ignored.
 *
 * Of a key that occurs twice the last line counts in the user's file, and the **first** in $GOROOT/go.env (go keeps
 * what it has, because it reads that file second). A key with an empty value is kept: it hides $GOROOT/go.env.
 */
export function parseEnvFile(text: string, duplicates: 'last-wins' | 'first-wins'): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(start, end);
    start = end + 1;
    const first = line.charCodeAt(0);
    const equals = line.indexOf('=');
    if (equals < 0 || first < 0x41 || first > 0x5a) continue;
    const key = line.slice(0, equals);
    if (duplicates === 'first-wins' && variables.has(key)) continue;
    variables.set(key, line.slice(equals + 1));
  }
  return variables;
}
