/** $GOROOT/go.env: the toolchain's own defaults, readable without running anything. */
import type { Files } from '../../base/files.ts';
import { parseEnvFile } from './envFile.ts';

/** Returns the variables of $GOROOT/go.env; empty where it cannot be read (before Go 1.21 there is none). */
export async function readGorootFile(goroot: string, files: Files): Promise<ReadonlyMap<string, string>> {
  // A forward slash serves on Windows too.
  return parseEnvFile((await files.readText(`${goroot}/go.env`)) ?? '', 'first-wins');
}

/**
 * Returns the default GOPROXY list of a toolchain as its go.env gives it, or null where that file does not say:
 * the way for an untrusted workspace, where `go` must not be run.
 */
export async function readGorootDefault(goroot: string, files: Files): Promise<string | null> {
  return (await readGorootFile(goroot, files)).get('GOPROXY') || null;
}
