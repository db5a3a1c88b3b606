/**
 * The messages in JSON: `go mod download -json`, `go list -e -json`, `go list -m -e -json` (over many lines, or one as jq -c makes it),
 * `go build -json` and `go test -json` (an event a line), and the lines of structured logs.
 */
import type { NamedModule } from './outputMessage.ts';
import { jsonString } from './unescaped.ts';

export interface JsonText {
  readonly text: string;
  readonly field: { readonly module: NamedModule | null } | null;
  /** A piece of a stream of lines, which the next event may go on with. */
  readonly goesOn: boolean;
}

const PAIR = /^\s*"(Path|Version|ImportPath|Pos|Error|Err)":\s*("(?:[^"\\]|\\.)*"),?\s*\}?,?\s*$/;
const DEPTH = 6;

/** Reads documents that stretch over lines; fed with every line that is not the middle of something else. */
export class JsonFields {
  #path: string | null = null;
  #version: string | null = null;
  #isPackage = false;
  #position: string | null = null;

  /** Returns the messages of this line, or null where it is no JSON. */
  read(line: string): readonly JsonText[] | null {
    const trimmed = line.trim();
    if (trimmed === '{' || trimmed === '}' || trimmed === '}{' || trimmed === '},') {
      if (trimmed.includes('{') && !/^\s/.test(line)) this.#forget();
      return [];
    }
    if (trimmed.startsWith('{') && trimmed.endsWith('}')) return lineDocument(trimmed);
    if (!trimmed.startsWith('"')) return null;
    const pair = PAIR.exec(line);
    if (pair === null) return null;
    return this.#pair(pair[1] ?? '', jsonString(pair[2] ?? '') ?? '');
  }

  #pair(key: string, value: string): readonly JsonText[] {
    if (key === 'Path') this.#path ??= value;
    else if (key === 'Version') this.#version ??= value;
    else if (key === 'ImportPath') this.#isPackage = true;
    else if (key === 'Pos') this.#position = value === '' ? null : value;
    else {
      const text = this.#position === null ? value : `${this.#position}: ${value}`;
      this.#position = null;
      return [{ text, field: { module: this.#isPackage ? null : named(this.#path, this.#version) }, goesOn: false }];
    }
    return [];
  }

  #forget(): void {
    this.#path = null;
    this.#version = null;
    this.#isPackage = false;
    this.#position = null;
  }
}

function named(module: unknown, version: unknown): NamedModule | null {
  if (typeof module !== 'string' || module === '') return null;
  return { module, version: typeof version === 'string' && version !== '' ? version : null };
}

function lineDocument(text: string): readonly JsonText[] | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const found: JsonText[] = [];
  collect(value, null, found, 0);
  return found;
}

type Fields = Readonly<Record<string, unknown>>;

/** Of an event of a test's own output nothing is taken: those are a program's words. */
function collect(value: unknown, module: NamedModule | null, found: JsonText[], depth: number): void {
  if (value === null || typeof value !== 'object' || depth > DEPTH || found.length > 64) return;
  if (Array.isArray(value)) {
    for (const item of value) collect(item, module, found, depth + 1);
    return;
  }
  const fields = value as Fields;
  const { Action: action, Output: output } = fields;
  if (typeof action === 'string' && typeof output === 'string') {
    if (action === 'build-output' || (action === 'output' && fields.Test === undefined))
      found.push({ text: output, field: null, goesOn: true });
    return;
  }
  const own = fields.ImportPath === undefined ? (named(fields.Path, fields.Version) ?? module) : null;
  const isGos =
    fields.Path !== undefined || fields.ImportPath !== undefined || fields.ImportStack !== undefined || depth > 0;
  for (const [key, item] of Object.entries(fields)) {
    if (typeof item !== 'string') collect(item, own, found, depth + 1);
    else if (isGos && (key === 'Error' || key === 'Err'))
      found.push({ text: positioned(fields.Pos, item), field: { module: own }, goesOn: false });
    else if (item.length > 8) found.push({ text: item, field: null, goesOn: false });
  }
}

function positioned(position: unknown, text: string): string {
  return typeof position === 'string' && position !== '' ? `${position}: ${text}` : text;
}
