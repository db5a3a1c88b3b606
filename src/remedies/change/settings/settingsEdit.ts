/**
 * Edits of a JSON object's text that leave every comment where it stands. jsonc-parser's own put a new property between the
 * last one and the comment behind it, and take that comment away with the property below. Pure.
 */
import type { Edit, Node } from 'jsonc-parser';

/** Returns the edits that add `name` behind the last property; `object` has at least one. */
export function appendProperty(text: string, object: Node, name: string, value: unknown): readonly Edit[] {
  const last = object.children?.at(-1);
  if (last === undefined) return [];
  const end = last.offset + last.length;
  const next = skipTrivia(text, end);
  const hasComma = text[next] === ',';
  // Behind the comments that stand on the line of the last property.
  const at = endOfLine(text, hasComma ? next + 1 : end);
  const close = skipTrivia(text, at);
  const isOneLine = !text.slice(at, close).includes('\n');
  const comma: readonly Edit[] = hasComma ? [] : [{ offset: end, length: 0, content: ',' }];
  const trailing = hasComma ? ',' : '';
  if (isOneLine) {
    const content = ` ${JSON.stringify(name)}: ${JSON.stringify(value)}${trailing}`;
    return [...comma, { offset: at, length: 0, content }];
  }
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const indent = indentAt(text, last.offset);
  const step = indent.startsWith('\t') ? '\t' : indentAt(text, firstIndented(text)) || '    ';
  const lines = JSON.stringify(value, null, step).replaceAll('\n', eol + indent);
  return [...comma, { offset: at, length: 0, content: `${eol}${indent}${JSON.stringify(name)}: ${lines}${trailing}` }];
}

/** Returns the edits that take the property at `index` away, with its line where it has one of its own; none where there is none. */
export function removeProperty(text: string, object: Node | undefined, index: number): readonly Edit[] {
  const property = object?.children?.[index];
  if (property === undefined) return [];
  const end = property.offset + property.length;
  const next = skipTrivia(text, end);
  const hasComma = text[next] === ',';
  const previous = object?.children?.[index - 1];
  const edits: Edit[] = [];
  // As the last one it leaves a comma behind, which may have been there before only together with one of its own.
  if (!hasComma && previous !== undefined) {
    const comma = skipTrivia(text, previous.offset + previous.length);
    edits.push({ offset: comma, length: 1, content: '' });
  }
  // A comment between it and its comma stays.
  const isClose = hasComma && text.slice(end, next).trim() === '';
  if (hasComma && !isClose) edits.push({ offset: next, length: 1, content: '' });
  const to = isClose ? next + 1 : end;
  const lineStart = text.lastIndexOf('\n', property.offset - 1) + 1;
  const isBareBefore = lineStart > 0 && text.slice(lineStart, property.offset).trim() === '';
  const lineEnd = text.indexOf('\n', to);
  const isBareAfter = lineEnd >= 0 && text.slice(to, lineEnd).trim() === '';
  if (isBareBefore && isBareAfter)
    return [...edits, { offset: lineStart, length: lineEnd + 1 - lineStart, content: '' }];
  // On a line with others: with the blanks before it.
  let from = property.offset;
  while (!isBareBefore && /[ \t]/.test(text.charAt(from - 1))) from--;
  return [...edits, { offset: from, length: to - from, content: '' }];
}

/** Returns where the next token is: behind blanks and comments. */
function skipTrivia(text: string, from: number): number {
  let at = from;
  for (;;) {
    if (/\s/.test(text.charAt(at))) at++;
    else if (text.startsWith('//', at)) at = orEnd(text, text.indexOf('\n', at));
    else if (text.startsWith('/*', at)) at = orEnd(text, text.indexOf('*/', at + 2) + 2);
    else return at;
  }
}

/** Returns where the blanks and comments end that begin on the line of `from`; the line's end itself is left. */
function endOfLine(text: string, from: number): number {
  let end = from;
  for (let at = from; ; ) {
    if (/[ \t]/.test(text.charAt(at))) {
      at++;
    } else if (text.startsWith('//', at)) {
      const eol = orEnd(text, text.indexOf('\n', at));
      return text[eol - 1] === '\r' ? eol - 1 : eol;
    } else if (text.startsWith('/*', at)) {
      at = orEnd(text, text.indexOf('*/', at + 2) + 2);
      end = at;
      if (text.slice(from, at).includes('\n')) return end;
    } else {
      return end;
    }
  }
}

/** What a search that found nothing gives (-1, or 1 behind a mark of two) is the end of the text. */
function orEnd(text: string, found: number): number {
  return found < 2 ? text.length : found;
}

/** Returns the blanks that the line of `offset` begins with. */
function indentAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, offset))?.[0] ?? '';
}

/** Returns the first place that is indented. */
function firstIndented(text: string): number {
  const match = /\n[ \t]+(?=\S)/.exec(text);
  return match === null ? 0 : match.index + match[0].length;
}
