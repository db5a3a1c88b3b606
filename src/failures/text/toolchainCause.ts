/** The Go toolchain itself: one that is too old, or that could not be had. */
import type { Cause } from './cause.ts';

const of = (detail: string, host?: string | null): Cause =>
  host === undefined ? { code: 'toolchain', detail } : { code: 'toolchain', detail, host };

/** Returns what is the matter with the toolchain, or null. `inner` is the cause that the tail tells: it becomes the detail. */
export function toolchainCause(body: string, inner: Cause | null): Cause | null {
  if (/toolchain not available/.test(body)) return of('not-available', null);
  if (
    /\bdownload go1[\w.]*|golang\.org\/toolchain[@/]|switching to go ?>?= ?[\d.]+[^:]*: /.test(body) &&
    (inner !== null || /\bdownload go1/.test(body))
  ) {
    if (inner === null) return { ...of('not-available', null), isGuess: true };
    return inner.host === undefined ? of(inner.code) : of(inner.code, inner.host);
  }
  if (
    /requires go >= |requires newer Go version|invalid go version '[^'\n]*': must match|unknown directive: toolchain|go\.mod file indicates go [\d.]+, but maximum/.test(
      body,
    )
  ) {
    return of('too-old', null);
  }
  if (
    /invalid toolchain|invalid GOTOOLCHAIN|is a language version but not a toolchain|cannot find "go1[^"]*" in PATH|toolchain upgrade needed|cannot switch toolchains|invalid minimum toolchain/.test(
      body,
    )
  ) {
    return of('invalid', null);
  }
  return null;
}
