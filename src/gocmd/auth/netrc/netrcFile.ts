/** Finds and reads the netrc file that go would read. */
import path from 'node:path';
import type { Files } from '../../../base/files.ts';
import { type Environment, environmentVariable } from '../../env/environmentVariable.ts';
import type { Programs } from '../../locate/programs.ts';
import type { MatchRule } from '../matchRule.ts';
import { type Netrc, parseNetrc } from './netrc.ts';

export interface NetrcRequest {
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
  /** Where go would be run: a relative $NETRC is read from there. */
  readonly cwd: string;
  readonly rule: MatchRule;
  readonly files: Files;
  /** Tells a file that is not there from one that may not be read. */
  readonly programs: Pick<Programs, 'kind' | 'isOpenToAll'>;
}

export interface NetrcFile {
  /** Absolute; null where neither $NETRC nor a home folder is set. */
  readonly path: string | null;
  /** `unreadable`: go does without it, and says so under -x only. */
  readonly state: 'read' | 'missing' | 'unreadable';
  readonly netrc: Netrc;
  /** Longer than we read: what stands behind is not known here. */
  readonly isCut: boolean;
  /** Every user of this machine may read it: nothing to go, which looks at no permissions. */
  readonly isOpen: boolean;
}

/** Thousands of machines; go itself has no limit. */
const LIMIT = 1 << 20;

/** Rejects never. A missing file costs one attempt to open it, and a look at why. */
export async function readNetrcFile(request: NetrcRequest): Promise<NetrcFile> {
  const empty = { netrc: parseNetrc(''), isCut: false, isOpen: false };
  for (const candidate of candidates(request)) {
    // A common way to have none.
    if (candidate === '/dev/null') return { path: candidate, state: 'read', ...empty };
    const text = await request.files.readText(candidate, LIMIT + 1);
    if (text !== null) {
      const isOpen = await request.programs.isOpenToAll(candidate);
      const isCut = Buffer.byteLength(text) > LIMIT;
      return { path: candidate, state: 'read', netrc: parseNetrc(text), isCut, isOpen };
    }
    const isThere = (await request.programs.kind(candidate)) !== 'missing';
    if (isThere) return { path: candidate, state: 'unreadable', ...empty };
  }
  return { path: candidates(request).at(-1) ?? null, state: 'missing', ...empty };
}

/** netrcPath in cmd/go/internal/auth/netrc.go: the first that is there; since 1.24 .netrc may stand for _netrc on Windows. */
function candidates({ env, platform, cwd, rule }: NetrcRequest): readonly string[] {
  const isWindows = platform === 'win32';
  const { resolve, join } = isWindows ? path.win32 : path.posix;
  const named = environmentVariable(env, 'NETRC', platform);
  if (named !== '') return [resolve(cwd, named)];
  const home = environmentVariable(env, isWindows ? 'USERPROFILE' : 'HOME', platform);
  if (home === '') return [];
  const names = !isWindows ? ['.netrc'] : rule === 'host' ? ['_netrc'] : ['_netrc', '.netrc'];
  return names.map((name) => resolve(cwd, join(home, name)));
}
