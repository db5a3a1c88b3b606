/** The default GOPROXY list, asked of the toolchain: it is written down nowhere in this project. */
import type { Result } from '../../base/result.ts';
import { type GoCall, type GoFault, goCommand } from '../goCommand.ts';

/**
 * Returns the list that go uses where nobody has set one: `go env GOPROXY` with GOENV=off and no GOPROXY. It may be
 * empty: a packager can drop the line from $GOROOT/go.env (facts: 1.6).
 */
export async function toolchainDefault(call: GoCall): Promise<Result<string, GoFault>> {
  // Empty counts as not set, and takes precedence over other spellings of the name on Windows.
  const result = await goCommand(['env', 'GOPROXY'], { ...call, env: { ...call.env, GOENV: 'off', GOPROXY: '' } });
  return result.ok ? { ok: true, value: result.value.replace(/\r?\n$/, '') } : result;
}
