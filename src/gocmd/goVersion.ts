/** The go command's version as it prints it. */

export interface GoVersion {
  readonly major: number;
  readonly minor: number;
  /** Null where none is written: `go1.21` is a language version, or the first release before 1.21. */
  readonly patch: number | null;
  /** `rc1`, `beta2`, or null. */
  readonly prerelease: string | null;
  /** Built from a checkout of the source; the numbers are those of the coming release. */
  readonly devel: boolean;
  /** What stands after `X:`, for instance `boringcrypto`. */
  readonly experiments: readonly string[];
}

const VERSION = /^go(\d{1,6})(?:\.(\d{1,6}))?(?:\.(\d{1,6}))?((?:alpha|beta|rc)\d{1,6})?(?![\d.])/;

/**
 * Parses GOVERSION (or the third word of `go version`): `go1.26.8`, `go1.22rc1`, `go1.23.4 X:boringcrypto`, since 1.26
 * `go1.26.0-X:…` (golang/go#75953), `devel go1.21-41f485b9a7 …`, since 1.26 `go1.27-devel_41f485b9a7 …`, a vendor's
 * tail (`go1.20.3-google`). Returns null for anything else, such as the `devel +hash` of old checkouts.
 */
export function parseGoVersion(text: string): GoVersion | null {
  const old = text.startsWith('devel ');
  const version = old ? text.slice('devel '.length) : text;
  const match = VERSION.exec(version);
  if (match === null) return null;
  const [whole, major, minor, patch, prerelease] = match;
  const tail = version.slice(whole.length);
  const experiments = /[ -]X:([^\s]+)/.exec(tail)?.[1];
  return {
    major: Number(major),
    minor: Number(minor ?? 0),
    patch: patch === undefined ? null : Number(patch),
    prerelease: prerelease ?? null,
    devel: old || tail.startsWith('-devel'),
    experiments: experiments?.split(',').filter((name) => name !== '') ?? [],
  };
}
