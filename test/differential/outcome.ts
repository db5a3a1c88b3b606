/** How a download of one module ended, in the shape in which go's end and ours are held against each other. */

/** The files of a module version, in the order in which go asks for them. */
export const FILES = ['info', 'mod', 'zip'] as const;

export type FileKind = (typeof FILES)[number];

export interface Outcome {
  readonly ok: boolean;
  /** Killed at the bound (go), or said to wait without end (we). */
  readonly hangs: boolean;
  /** Of a success the entry that served the last file, of a failure the one whose error is shown; null where none is at fault. */
  readonly entry: number | null;
  /** The entries that were asked for each file, in order; those whose requests -x does not show (files, keywords) left out. */
  readonly visits: Readonly<Record<FileKind, readonly number[]>>;
  /** The entry that each file came from; null where it did not come. */
  readonly served: Readonly<Record<FileKind, number | null>>;
  /** For people: go's own output, or our walk. */
  readonly story: string;
}

/** Returns what the two do not agree in; empty where all is the same. */
export function differences(go: Outcome, ours: Outcome): string[] {
  const facts = (outcome: Outcome) => ({
    ok: outcome.ok,
    hangs: outcome.hangs,
    entry: outcome.entry,
    ...Object.fromEntries(FILES.map((kind) => [`visits of .${kind}`, outcome.visits[kind].join(' ')])),
    ...Object.fromEntries(FILES.map((kind) => [`.${kind} served by`, outcome.served[kind]])),
  });
  const [left, right] = [facts(go), facts(ours)] as Record<string, unknown>[];
  return Object.entries(left ?? {})
    .filter(([name, value]) => value !== right?.[name])
    .map(([name, value]) => `${name}: go ${value}, we ${right?.[name]}`);
}
