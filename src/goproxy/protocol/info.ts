/** The JSON of .info and @latest, read as Go's encoding/json would read it into modfetch.RevInfo. */

export interface Info {
  /** Empty where the answer names none. */
  readonly version: string;
  /** As written (RFC 3339), or null. */
  readonly time: string | null;
}

/** The fields of codehost.Origin; each a string. */
const ORIGIN = new Set(['VCS', 'URL', 'SUBDIR', 'HASH', 'TAGPREFIX', 'TAGSUM', 'REF', 'REPOSUM']);
/** What time.Time's UnmarshalJSON takes, but for the ranges of its numbers. */
const RFC3339 = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.,][0-9]+)?(?:Z|[+-][0-9]{2}:[0-9]{2})$/;

/**
 * Returns what the JSON says, or null where Unmarshal would return an error: no JSON, no object, a field of the wrong
 * type. Keys match in any case, unknown ones are passed over, null leaves a field as it is. Total.
 */
export function readInfo(text: string): Info | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (value === null) return { version: '', time: null };
  if (!isObject(value)) return null;
  let version = '';
  let time: string | null = null;
  for (const [key, field] of Object.entries(value)) {
    if (field === null) continue;
    // Upper case folds U+017F to S as encoding/json does; Version has no K, so nothing else folds to ASCII.
    switch (key.toUpperCase()) {
      case 'VERSION':
        if (typeof field !== 'string') return null;
        version = field;
        break;
      case 'TIME':
        if (typeof field !== 'string' || !RFC3339.test(field) || Number.isNaN(Date.parse(dateOf(field)))) return null;
        time = field;
        break;
      case 'ORIGIN':
        if (!isOrigin(field)) return null;
        break;
    }
  }
  return { version, time };
}

/** The date and the time alone: JavaScript need not know the fraction's or the zone's forms. */
function dateOf(time: string): string {
  return `${time.slice(0, 19)}Z`;
}

function isOrigin(value: unknown): boolean {
  if (!isObject(value)) return false;
  return Object.entries(value).every(([key, field]) => {
    return field === null || typeof field === 'string' || !ORIGIN.has(key.toUpperCase());
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
