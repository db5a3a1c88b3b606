/** The go commands that are recorded: the local one, and toolchains from the machine's module cache. */
import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { GoVersion } from './scenario.ts';

/** Returns GOROOT of that version; fetches it once, through the machine's own GOPROXY, where it is not in the cache. */
export async function gorootOf(version: GoVersion): Promise<string> {
  const local = await goEnv('GOROOT');
  if ((await goEnv('GOVERSION')) === `go${version}`) return local;
  const goroot = join(
    await goEnv('GOMODCACHE'),
    `golang.org/toolchain@v0.0.1-go${version}.${await goEnv('GOOS')}-${await goEnv('GOARCH')}`,
  );
  const isThere = await access(join(goroot, 'bin', 'go')).then(
    () => true,
    () => false,
  );
  if (!isThere) await promisify(execFile)('go', ['version'], { env: { ...process.env, GOTOOLCHAIN: `go${version}` } });
  return goroot;
}

/** Returns the host name of Go's own mirror, which no file of ours holds. */
export async function goMirror(): Promise<string> {
  const { stdout } = await promisify(execFile)('go', ['env', 'GOPROXY'], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, GOENV: 'off', GOTOOLCHAIN: 'local', GOCACHE: 'off' },
  });
  return new URL(stdout.split(',')[0] ?? '').hostname;
}

async function goEnv(name: string): Promise<string> {
  const env = { ...process.env, GOTOOLCHAIN: 'local' };
  const { stdout } = await promisify(execFile)('go', ['env', name], { env, cwd: dirname(process.execPath) });
  return stdout.trim();
}
