/** Lines for the user to copy that set or unset one variable of the go command. */
export type Shell = 'posix' | 'windows';

/** Where the present value comes from decides where a new one has to go to have an effect. */
export type Store = 'go-env-file' | 'os-env';

/** Quotes a value for the shell. A GOPROXY list is full of `|`, which every shell takes for a pipe. */
function quote(value: string, shell: Shell): string {
  if (/^[\w@%+=:,./-]+$/.test(value)) return value;
  return shell === 'windows' ? `"${value.replaceAll('"', '""')}"` : `'${value.replaceAll("'", "'\\''")}'`;
}

export function setLine(name: string, value: string, store: Store, shell: Shell): string {
  if (store === 'go-env-file') return `go env -w ${quote(`${name}=${value}`, shell)}`;
  return shell === 'windows' ? `set "${name}=${value}"` : `export ${name}=${quote(value, shell)}`;
}

export function unsetLine(name: string, store: Store, shell: Shell): string {
  if (store === 'go-env-file') return `go env -u ${name}`;
  return shell === 'windows' ? `set ${name}=` : `unset ${name}`;
}
