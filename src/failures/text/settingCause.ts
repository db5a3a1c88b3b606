/** Settings that cannot be used, and look-ups that are switched off. */
import { type Cause, cause } from './cause.ts';

const ROWS: readonly (readonly [words: RegExp, Cause])[] = [
  [/GOPROXY list is not the empty string, but contains no entries/, cause('goproxy-invalid', 'no-entries')],
  [/invalid proxy URL missing scheme/, cause('goproxy-invalid', 'missing-scheme')],
  [/invalid proxy URL scheme|unsupported scheme: /, cause('goproxy-invalid', 'unsupported-scheme')],
  [/invalid file:\/\/ proxy URL/, cause('goproxy-invalid', 'file-with-host')],
  [/refusing to pass credentials to insecure URL|^insecure URL: /, cause('goproxy-invalid', 'credentials-on-http')],
  [
    /missing GOSUMDB|invalid GOSUMDB|invalid sumdb name|malformed verifier id|unknown verifier (?:algorithm|hash)|invalid verifier hash|could not locate sumdb file|unknown GOSUMDB/,
    cause('goproxy-invalid', 'sumdb'),
  ],
  [
    /\bGOAUTH(?:=\S+)? (?:encountered|cannot|dir|git)|GOAUTH=[^:\n]{0,300}(?:requires|cannot|could not)|GOAUTH command|invalid GOAUTH/,
    cause('goproxy-invalid', 'goauth'),
  ],
  [/malformed entry in GOVCS|invalid GOVCS|unknown VCS .* in GOVCS/i, cause('goproxy-invalid', 'govcs')],
  [/invalid GOPROXY|GOPROXY.{0,40}malformed/, cause('goproxy-invalid', 'bad-url')],
  [/GOVCS disallows using/, cause('goproxy-off', 'govcs')],
  [/disabled by GOPROXY=off/, { code: 'goproxy-off', detail: 'off', host: null }],
  [
    /(?:lookup disabled by|cannot query module due to) -mod=|can't \S+ [^\n]{0,100}using the vendor directory/,
    { code: 'goproxy-off', detail: 'vendor', host: null },
  ],
  [
    /disabled by GOPRIVATE\/GONOPROXY|path does not match GOPRIVATE\/GONOPROXY/,
    { code: 'goproxy-off', detail: 'goprivate', host: null },
  ],
  [/checksum database disabled by GOSUMDB=off/, cause('goproxy-off', 'sumdb')],
];

/** `parse "…": first path segment in URL cannot contain colon` and the like; a go-import page is parsed too (`parse URL: no go-import`). */
const BAD_URL =
  /: (?:first path segment|missing protocol scheme|invalid (?:port|character|URL escape|control character|userinfo)|net\/url: |empty url|missing ']')/;

/** Returns what is wrong with the settings, or null. `tail` is known to be go's own. */
export function settingCause(tail: string): Cause | null {
  const row = ROWS.find(([words]) => words.test(tail));
  if (row !== undefined) return row[1];
  if (!/(?:^|: )parse /.test(tail) || !BAD_URL.test(tail)) return null;
  return cause('goproxy-invalid', /invalid port/.test(tail) ? 'invalid-port' : 'bad-url');
}
