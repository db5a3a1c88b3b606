/** A tool's answer as it leaves: redacted, without what could hide in it, and small enough for a model to read. */
import { printableJson } from '../base/json.ts';
import { redact, redactJson } from '../base/redact.ts';

export interface ToolAnswer {
  /** What a person would be told, in some lines. */
  readonly text: string;
  /** What the command line's `--json` gives; null where nothing came of the call. */
  readonly document: object | null;
  /** The call was wrong, or could not be carried out. */
  readonly isError: boolean;
}

/** Characters of JSON: some 15 000 tokens. An examination of three entries has some 5 000. */
const MOST_JSON = 60_000;
const MOST_TEXT = 8_000;
/** Of a text within the JSON, where it has to be cut. */
const MOST_STRING = 2_000;
/** How many items of each list are kept, tried in this order. */
const KEPT = [100, 30, 10, 3, 1];

/** Returns the answer's parts, each a text: the summary, and the JSON where there is one. */
export function answerParts({ text, document }: ToolAnswer): readonly string[] {
  const summary = cut(redact(text), MOST_TEXT);
  return document === null ? [summary] : [summary, cappedJson(document)];
}

/** Lists and texts within it are cut until it is small enough, and `cut` says that they were. It stays one JSON document. */
function cappedJson(document: object): string {
  // Redacted before it is cut: half a URL would not show where its secret ends.
  const whole = redactJson(document);
  const json = printableJson(whole, 0);
  if (json.length <= MOST_JSON) return json;
  for (const most of KEPT) {
    const less = printableJson({ cut: true, ...(shortened(whole, most) as object) }, 0);
    if (less.length <= MOST_JSON) return less;
  }
  return printableJson({ cut: true }, 0);
}

function shortened(value: unknown, most: number): unknown {
  if (typeof value === 'string') return cut(value, MOST_STRING);
  if (Array.isArray(value)) return value.slice(0, most).map((item) => shortened(item, most));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shortened(item, most)]));
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}…`;
}
