/** One list to try: its text, and what its entries are. */

/** What an entry of a list may be. */
export interface EntryKind {
  /** The lab's fault, or what else it is. */
  readonly name: string;
  /** What go makes of it, roughly: only for drawing lists with a fair mixture. */
  readonly group: 'serves' | 'spoils' | 'not-found' | 'fails' | 'keyword' | 'invalid';
  /** As it stands in a list. */
  readonly value: string;
}

export interface CaseEntry {
  readonly kind: EntryKind;
  /** The value; a second one of a kind has a query that tells it from the first. */
  readonly value: string;
}

export interface ListCase {
  /** GOPROXY. */
  readonly text: string;
  /** In the order of the list, and numbered as go does. */
  readonly entries: readonly CaseEntry[];
  /** `M@V` */
  readonly module: string;
  /** GONOPROXY covers the module. */
  readonly isPrivate?: boolean;
}

/** Returns the case that `list` describes: names of `kinds` between separators, as in `status-404,healthy|off`. */
export function caseOf(list: string, module: string, kinds: readonly EntryKind[]): ListCase {
  const kindOf = (name: string): EntryKind => {
    const kind = kinds.find((one) => one.name === name);
    if (kind === undefined) throw new Error(`no kind of entry: ${name}`);
    return kind;
  };
  const names = list.match(/[^,|]+/g) ?? [];
  return {
    text: list.replace(/[^,|]+/g, (name) => kindOf(name).value),
    entries: names.map(kindOf).map((kind) => ({ kind, value: kind.value })),
    module,
  };
}

/** Returns the variables that make a case's module private, where it is. */
export function privateVariables({ module, isPrivate }: ListCase): Record<string, string> {
  return isPrivate ? { GONOPROXY: module.split('@')[0] ?? '' } : {};
}

/** Returns the list with the names of its entries instead of their values. */
export function caseName({ text, entries, module, isPrivate }: ListCase): string {
  let rest = text;
  let name = '';
  for (const { kind, value } of entries) {
    const at = rest.indexOf(value);
    name += rest.slice(0, at) + kind.name;
    rest = rest.slice(at + value.length);
  }
  return `${JSON.stringify(name + rest)} ${module}${isPrivate ? ' (private)' : ''}`;
}
