/** Which schemes of a forward proxy go knows: that depends on its version. */

/** Up to Go 1.22 any other scheme was no scheme: `socks5h://proxy` was put behind `http://`, and `socks5h` dialled as a host. */
const FIRST_WITH_MORE = [1, 23] as const;
const ALWAYS_KNOWN = /^(?:https?|socks5):/i;
const HAS_SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;

const VARIABLES = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'];

type Environment = Readonly<Record<string, string | undefined>>;

/** Reports whether the version decides what one of the values means. */
export function schemeDecides(environment: Environment): boolean {
  return VARIABLES.some((name) => isNew(environment[name] ?? ''));
}

/** Returns the environment with values that mean to this reader what those given mean to that version (`go1.22.12`; null: a new one). */
export function withSchemesOf(environment: Environment, goVersion: string | null): Environment {
  const [, major, minor] = /^(?:devel )?go(\d{1,6})\.(\d{1,6})/.exec(goVersion ?? '') ?? [];
  const [sinceMajor, sinceMinor] = FIRST_WITH_MORE;
  if (major === undefined || Number(major) !== sinceMajor || Number(minor) >= sinceMinor) return environment;
  const changed = VARIABLES.flatMap((name) => {
    const value = environment[name] ?? '';
    return isNew(value) ? [[name, `http://${value}`] as const] : [];
  });
  return changed.length === 0 ? environment : { ...environment, ...Object.fromEntries(changed) };
}

function isNew(value: string): boolean {
  return HAS_SCHEME.test(value) && !ALWAYS_KNOWN.test(value);
}
