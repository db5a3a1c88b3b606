/** The JSON of `classify`: the failures that the go command's own words tell, the deciding one first. */
import { CATALOGUE } from '../../../failures/catalogue.ts';
import type { TextFailure } from '../../../failures/textFailure.ts';
import type { Entry } from '../../../goproxy/list/list.ts';
import { SCHEMA } from '../schema.ts';

/** `entries`: of the list that go had, where it is known. */
export function jsonFailures(failures: readonly TextFailure[], entries: readonly Entry[]): object {
  return {
    schema: SCHEMA,
    failures: failures.map((failure) => ({
      code: failure.code,
      detail: failure.detail,
      line: failure.line,
      module: failure.module,
      version: failure.version,
      url: failure.url,
      host: failure.host,
      entry: entryOf(failure, entries),
      transient: CATALOGUE[failure.code].transient,
      package: failure.package,
      source: failure.source,
    })),
  };
}

/** Returns the index of the entry that was asked: the one whose URL begins that of the failure, the longest; null where none does. */
export function entryOf({ url }: TextFailure, entries: readonly Entry[]): number | null {
  if (url === null) return null;
  const asked = comparable(url);
  let found: { readonly index: number; readonly length: number } | null = null;
  for (const entry of entries) {
    if (entry.kind !== 'url') continue;
    const base = comparable(entry.url).replace(/\/$/, '');
    const begins = asked === base || asked.startsWith(`${base}/`);
    if (begins && (found === null || base.length > found.length)) found = { index: entry.index, length: base.length };
  }
  return found?.index ?? null;
}

/** Go hides the password of a URL that it prints, and 1.19 loses a slash of it. */
function comparable(url: string): string {
  return url
    .replace(/[?#].*$/s, '')
    .replace(/^([a-z]+):\/+(?:[^/@]*@)?/i, (_, scheme: string) => `${scheme.toLowerCase()}://`);
}
