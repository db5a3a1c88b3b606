/** The text of a settings.json: read and edited with its comments, blanks, trailing commas and line ends left as they are. Pure. */
import type { Edit, FormattingOptions, Node } from 'jsonc-parser';
import { failure, type Result, success } from '../../../base/result.ts';
import type { JsonValue } from '../change.ts';
import { appendProperty, removeProperty } from './settingsEdit.ts';

/** Loaded only when a settings file is touched: most commands never do. */
type Jsonc = typeof import('jsonc-parser');

const BOM = '\ufeff';

export class SettingsText {
  readonly #jsonc: Jsonc;
  readonly #bom: string;
  #text: string;

  private constructor(jsonc: Jsonc, bom: string, text: string) {
    this.#jsonc = jsonc;
    this.#bom = bom;
    this.#text = text;
  }

  /** Reads UTF-8 bytes (null: no file). The error is the line, from 1, that VS Code would not understand; null for no text. */
  static async read(bytes: Buffer | null): Promise<Result<SettingsText, number | null>> {
    const whole = (bytes ?? Buffer.alloc(0)).toString('utf8');
    if (bytes !== null && !Buffer.from(whole, 'utf8').equals(bytes)) return failure(null);
    const bom = whole.startsWith(BOM) ? BOM : '';
    const text = whole.slice(bom.length);
    if (nesting(text) > DEEPEST) return failure(null);
    const jsonc = await import('jsonc-parser');
    const errors: import('jsonc-parser').ParseError[] = [];
    const root = jsonc.parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
    const [error] = errors;
    if (error !== undefined) return failure(lineOf(text, error.offset));
    if (root !== undefined && root.type !== 'object') return failure(lineOf(text, root.offset));
    return success(new SettingsText(jsonc, bom, text));
  }

  bytes(): Buffer {
    return Buffer.from(this.#bom + this.#text, 'utf8');
  }

  /** Returns the value at a key, or at a key's member; null where there is none. Of doubles the last counts, as for VS Code. */
  get(path: readonly string[]): JsonValue {
    let node = this.#root();
    for (const name of path) node = membersOf(node, name).at(-1)?.children?.[1];
    return node === undefined ? null : (this.#jsonc.getNodeValue(node) as JsonValue);
  }

  /** Sets the value, or takes it away where it is null. What is there and is no object gives way to one. */
  set(path: readonly [string] | readonly [string, string], value: JsonValue): void {
    const [key, member] = path;
    const root = () => this.#root();
    const holder = () => membersOf(this.#root(), key)[0]?.children?.[1];
    if (member === undefined) {
      this.#setIn(root, path, value);
      return;
    }
    this.#dropDoubles(root, key, 1);
    if (holder()?.type === 'object') this.#setIn(holder, path, value);
    else if (value !== null) this.#setIn(root, [key], { [member]: value });
  }

  /** `find` finds the object that holds the property: after each edit anew. */
  #setIn(find: () => Node | undefined, path: readonly string[], value: JsonValue): void {
    const name = path.at(-1) ?? '';
    this.#dropDoubles(find, name, value === null ? 0 : 1);
    const object = find();
    if (value === null) return;
    const isNew = membersOf(object, name).length === 0;
    this.#edit(
      isNew && object?.children !== undefined && object.children.length > 0
        ? appendProperty(this.#text, object, name, value)
        : this.#jsonc.modify(this.#text, [...path], value, { formattingOptions: formatOf(this.#text) }),
    );
  }

  /** Of doubles the last counts: the others go, lest an edit find the first one. `kept` 0: the last one too. */
  #dropDoubles(find: () => Node | undefined, name: string, kept: 0 | 1): void {
    const object = find();
    const indexes = (object?.children ?? []).flatMap((property, index) => (isNamed(name)(property) ? [index] : []));
    // All but the last in one go: their edits do not touch one another.
    this.#edit(indexes.slice(0, -1).flatMap((index) => removeProperty(this.#text, object, index)));
    const rest = find();
    const last = rest?.children?.findIndex(isNamed(name)) ?? -1;
    if (kept === 0) this.#edit(removeProperty(this.#text, rest, last));
  }

  #edit(edits: readonly Edit[]): void {
    // In one pass: jsonc-parser's own copies the text for each of them.
    const pieces: string[] = [];
    let end = 0;
    for (const { offset, length, content } of [...edits].sort((a, b) => a.offset - b.offset)) {
      pieces.push(this.#text.slice(end, offset), content);
      end = offset + length;
    }
    this.#text = pieces.join('') + this.#text.slice(end);
  }

  #root(): Node | undefined {
    return this.#jsonc.parseTree(this.#text, [], { allowTrailingComma: true });
  }
}

/** The parser is recursive: what is nested deeper than any settings file is not given to it. */
const DEEPEST = 500;

function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  // Brackets in texts and comments count too: too many is the lesser fault.
  for (const char of text) {
    if (char === '{' || char === '[') deepest = Math.max(deepest, ++depth);
    else if (char === '}' || char === ']') depth--;
  }
  return deepest;
}

/** The properties of that name in an object. */
function membersOf(node: Node | undefined, name: string): readonly Node[] {
  return node?.type === 'object' ? (node.children ?? []).filter(isNamed(name)) : [];
}

function isNamed(name: string): (property: Node) => boolean {
  return (property) => property.children?.[0]?.value === name;
}

function formatOf(text: string): FormattingOptions {
  const indent = /^([ \t]+)\S/m.exec(text)?.[1] ?? '    ';
  const tabs = indent.startsWith('\t');
  return { insertSpaces: !tabs, tabSize: tabs ? 4 : indent.length, eol: text.includes('\r\n') ? '\r\n' : '\n' };
}

function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
