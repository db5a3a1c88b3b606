/** The variables that the Go extension copies into the environment which all extensions share. */

/**
 * It does so when it starts, where a variable is not set, and never refreshes them (updateGoVarsFromConfig in vscode-go's
 * goInstallTools.ts): a later `go env -w` would seem masked by an OS variable.
 */
export const PINNED_NAMES: readonly string[] = ['GOPATH', 'GOROOT', 'GOPROXY', 'GOBIN', 'GOMODCACHE'];
