/** Lines for the user to copy that set or unset go's variables where that has an effect. */
export type Shell = 'posix' | 'windows';

/** Where the present value comes from decides where a new one has to go: each hides those after it. */
export type Store =
  | 'go.goproxy'
  /** go.goproxy, and the Go extension's go.toolsEnvVars beside it, for its tools and gopls. */
  | 'go.toolsEnvVars'
  /** The variables of VS Code's terminals in this folder. */
  | 'terminal.integrated.env'
  | 'os-env'
  | 'go-env-file';

/** A variable's new value; null takes it away. */
export type Values = Readonly<Record<string, string | null>>;

/** Returns the line that gives the variables these values in that store. In settings.json there is GOPROXY alone. */
export function changeLine(values: Values, store: Store, shell: Shell): string {
  const all = Object.entries(values);
  if (store === 'go.goproxy' || store === 'go.toolsEnvVars')
    return `"go.goproxy": ${JSON.stringify(values.GOPROXY ?? '')}`;
  if (store === 'os-env' && shell === 'windows') {
    return all.map(([name, value]) => (value === null ? `set ${name}=` : `set "${name}=${value}"`)).join(' && ');
  }
  const set = all.flatMap(([name, value]) => (value === null ? [] : [assignment(name, value, store, shell)]));
  const unset = all.flatMap(([name, value]) => (value === null ? [name] : []));
  const [setWith, unsetWith] = store === 'os-env' ? ['export', 'unset'] : ['go env -w', 'go env -u'];
  const lines = [
    ...(set.length === 0 ? [] : [`${setWith} ${set.join(' ')}`]),
    ...(unset.length === 0 ? [] : [`${unsetWith} ${unset.join(' ')}`]),
  ];
  return lines.join(' && ');
}

/** Returns the line of our own command that sets GOPROXY, or moves an entry to its front: then no secret is typed. */
export function useLine(change: string | number, scope: 'user' | 'workspace', shell: Shell): string {
  const what = typeof change === 'number' ? `--first ${change}` : quote(change, shell);
  return `goproxy-doctor use ${what}${scope === 'workspace' ? ' --scope workspace' : ''}`;
}

/** An exported value is quoted alone, as people write it; an argument of go is quoted whole. */
function assignment(name: string, value: string, store: Store, shell: Shell): string {
  return store === 'os-env' ? `${name}=${quote(value, shell)}` : quote(`${name}=${value}`, shell);
}

/** Quotes a value for the shell. A GOPROXY list may be full of `|`, which every shell takes for a pipe. */
export function quote(value: string, shell: Shell): string {
  if (/^[\w@%+=:,./-]+$/.test(value)) return value;
  return shell === 'windows' ? `"${value.replaceAll('"', '""')}"` : `'${value.replaceAll("'", "'\\''")}'`;
}
