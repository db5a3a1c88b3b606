/** The names of a certificate, out of the one line that Node makes of them. */

export interface SubjectNames {
  readonly first: readonly string[];
  readonly count: number;
}

const NAME_LENGTH = 260;

/**
 * Reads `DNS:a.example, IP Address:192.0.2.1, DNS:"a\u0000b"`: what holds a comma, a quote or a control character stands in a JSON
 * string (Node since 2022). Kinds other than DNS and IP Address do not count. Keeps at most `limit` names, each of 260 characters.
 */
export function subjectNames(line: string, limit: number): SubjectNames {
  const first: string[] = [];
  let count = 0;
  for (const [, kind, value = ''] of line.matchAll(/(?:^|, )([A-Za-z ]{1,40}):("(?:[^"\\]|\\.)*"|[^,"]*)/g)) {
    if (kind !== 'DNS' && kind !== 'IP Address') continue;
    count++;
    if (first.length < limit) first.push(unquoted(value).slice(0, NAME_LENGTH));
  }
  return { first, count };
}

function unquoted(value: string): string {
  if (!value.startsWith('"')) return value;
  try {
    return String(JSON.parse(value));
  } catch {
    return value;
  }
}
