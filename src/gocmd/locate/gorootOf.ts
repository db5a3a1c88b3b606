/** The GOROOT that a go command belongs to, without running it. */
import path from 'node:path';
import type { Programs } from './programs.ts';

/**
 * Returns the GOROOT that go would find from its own place (findGOROOT in cmd/go/internal/cfg/cfg.go): the folder two
 * or three levels up that has pkg/tool, first as the path is written, then with links followed. Null where neither is
 * one, as with a shim.
 */
export async function gorootOf(go: string, platform: NodeJS.Platform, programs: Programs): Promise<string | null> {
  const paths = platform === 'win32' ? path.win32 : path.posix;
  for (const place of [go, await programs.realPath(go)]) {
    if (place === null) continue;
    for (const up of ['../..', '../../..']) {
      const root = paths.join(place, up);
      if ((await programs.kind(paths.join(root, 'pkg', 'tool'))) === 'directory') return root;
    }
  }
  return null;
}
