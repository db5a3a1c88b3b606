/** Which spelling of HTTP_PROXY & co. counts where both are set: that depends on the version of Go. */

/**
 * The first release that is taken to let the lower-case name win. The change is in golang.org/x/net v0.60.0; go 1.27 vendors
 * v0.55 and lets the upper-case name win, as all before it did. Not yet seen in a release: the next one is assumed.
 */
const LOWER_CASE_SINCE = [1, 28] as const;

const NAMES = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'];

/** `goVersion` as go prints it (`go1.26.8`); the upper-case name is taken to win where it is unknown. */
export function lowerCaseWins(goVersion: string | null): boolean {
  const [, major, minor] = /^(?:devel )?go(\d{1,6})\.(\d{1,6})/.exec(goVersion ?? '') ?? [];
  if (major === undefined) return false;
  const [sinceMajor, sinceMinor] = LOWER_CASE_SINCE;
  return Number(major) > sinceMajor || (Number(major) === sinceMajor && Number(minor) >= sinceMinor);
}

/** Reports whether one of the variables is set in both spellings, to different values, so that the version decides. */
export function letterCaseDecides(environment: Readonly<Record<string, string | undefined>>): boolean {
  return NAMES.some((name) => {
    const [upper, lower] = [environment[name] ?? '', environment[name.toLowerCase()] ?? ''];
    return upper !== '' && lower !== '' && upper !== lower;
  });
}
