/** Lines for the user to copy that set or unset GOPROXY where it has an effect. */
export type Shell = 'posix' | 'windows';

/** Where the present value comes from decides where a new one has to go: each hides those after it. */
export type Store = 'go.goproxy' | 'os-env' | 'go-env-file';

export function setLine(value: string, store: Store, shell: Shell): string {
  switch (store) {
    case 'go.goproxy':
      return `"go.goproxy": ${JSON.stringify(value)}`;
    case 'os-env':
      return shell === 'windows' ? `set "GOPROXY=${value}"` : `export GOPROXY=${quote(value, shell)}`;
    case 'go-env-file':
      return `go env -w ${quote(`GOPROXY=${value}`, shell)}`;
  }
}

export function unsetLine(store: Store, shell: Shell): string {
  switch (store) {
    case 'go.goproxy':
      return '"go.goproxy": ""';
    case 'os-env':
      return shell === 'windows' ? 'set GOPROXY=' : 'unset GOPROXY';
    case 'go-env-file':
      return 'go env -u GOPROXY';
  }
}

/** Quotes a value for the shell. A GOPROXY list may be full of `|`, which every shell takes for a pipe. */
function quote(value: string, shell: Shell): string {
  if (/^[\w@%+=:,./-]+$/.test(value)) return value;
  return shell === 'windows' ? `"${value.replaceAll('"', '""')}"` : `'${value.replaceAll("'", "'\\''")}'`;
}
