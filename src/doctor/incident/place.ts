/** Where in the workspace's files a failure belongs. Pure and total: a file in the middle of an edit gives the next best line. */
import path from 'node:path';
import type { TextFailure } from '../../failures/textFailure.ts';
import { type ModLine, readModLines } from '../../goproxy/module/modFileLines.ts';
import type { Place } from './incident.ts';
import { wordSpans } from './wordSpans.ts';

/** A module of the workspace, as its files are now: unsaved text counts. */
export interface ModuleTexts {
  /** Absolute path of the folder. */
  readonly folder: string;
  readonly goMod: string;
  /** Null where there is none, or none is needed. */
  readonly goSum: string | null;
}

/** A Go file that the message points to, as it is now. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
}

/**
 * Returns the line of go.sum for a checksum, else the `require` line (or `replace` line) that names the module, else the import
 * that wanted the package, else the `module` line; null where no file is left to point to. `modules`: the nearest first.
 */
export function placeFailure(
  failure: TextFailure,
  modules: readonly ModuleTexts[],
  source: SourceText | null,
): Place | null {
  return (
    (failure.code === 'checksum-mismatch' ? first(modules, (one) => inGoSum(failure, one)) : null) ??
    first(modules, (one) => inGoMod(failure, one)) ??
    (source === null ? null : atImport(failure, source)) ??
    first(modules, moduleLine)
  );
}

function first(modules: readonly ModuleTexts[], find: (one: ModuleTexts) => Place | null): Place | null {
  for (const one of modules) {
    const place = find(one);
    if (place !== null) return place;
  }
  return null;
}

/** `M V h1:…` for the module's zip, or `M V/go.mod h1:…` for its go.mod; where only the other one is there, it is that. */
function inGoSum({ module, version }: TextFailure, { folder, goSum }: ModuleTexts): Place | null {
  if (goSum === null || module === null || version === null) return null;
  const lines = withoutMark(goSum).split('\n');
  const other = version.endsWith('/go.mod') ? version.slice(0, -'/go.mod'.length) : `${version}/go.mod`;
  for (const one of [version, other]) {
    const index = lines.findIndex((line) => line.startsWith(`${module} ${one} `));
    if (index >= 0) return wholeLine(path.join(folder, 'go.sum'), index + 1, lines[index] ?? '');
  }
  return null;
}

function inGoMod(failure: TextFailure, { folder, goMod }: ModuleTexts): Place | null {
  const name = failure.module ?? failure.package;
  if (name === null) return null;
  const directives = [...readModLines(goMod)];
  // With its version it is a module for certain. Of a package only its path is known: the longest module path that it lies in
  // is the one that go would take.
  const isModule = failure.module !== null && /^v\d+\.\d+\.\d/.test(failure.version ?? '');
  const found = longest(
    directives.filter(
      ({ verb, words }) => verb === 'require' && (isModule ? words[0] === name : covers(words[0], name)),
    ),
  );
  if (found !== null) return wordsOn(folder, goMod, found, 2);
  const replaced = directives.find(({ verb, words }) => {
    const arrow = words.indexOf('=>');
    return verb === 'replace' && arrow > 0 && (words[0] === name || words[arrow + 1] === name);
  });
  return replaced === undefined ? null : wordsOn(folder, goMod, replaced);
}

function longest(lines: readonly ModLine[]): ModLine | null {
  return lines.reduce<ModLine | null>(
    (best, one) => (best === null || (one.words[0] ?? '').length > (best.words[0] ?? '').length ? one : best),
    null,
  );
}

/** Reports whether a package `name` may lie in `module`: what stands below `/v2` is of another major version, another module. */
function covers(module: string | undefined, name: string): boolean {
  if (module === undefined || !name.startsWith(module)) return false;
  const rest = name.slice(module.length);
  return rest === '' || (rest.startsWith('/') && !/^\/v(?:[2-9]|[1-9]\d+)(?:\/|$)/.test(rest));
}

/** The quoted path on the line that go points to, if it still stands there. */
function atImport({ source, package: wanted, module }: TextFailure, { file, text }: SourceText): Place | null {
  const line = source === null ? undefined : withoutMark(text).split('\n')[source.line - 1];
  const name = wanted ?? module;
  if (source === null || line === undefined || name === null) return null;
  for (const quote of ['"', '`']) {
    // Of the module alone is known that the package lies in it.
    for (const start of [line.indexOf(`${quote}${name}${quote}`), line.indexOf(`${quote}${name}/`)]) {
      const end = start < 0 ? -1 : line.indexOf(quote, start + 1);
      if (end >= 0) return { file, line: source.line, start, end: end + 1 };
      if (wanted !== null) break;
    }
  }
  return null;
}

function moduleLine({ folder, goMod }: ModuleTexts): Place | null {
  for (const line of readModLines(goMod)) {
    if (line.verb === 'module') return wordsOn(folder, goMod, line);
  }
  return { file: path.join(folder, 'go.mod'), line: 1, start: 0, end: 0 };
}

/** The first `count` of the directive's words, or all of them, as they stand on their line; the verb is not of them. */
function wordsOn(folder: string, text: string, { line, words }: ModLine, count = words.length): Place {
  const file = path.join(folder, 'go.mod');
  const whole = withoutMark(text).split('\n')[line - 1] ?? '';
  const spans = wordSpans(whole);
  // In a block they are all that stands on the line.
  const skipped = words.every((word, index) => spans[index]?.word === word) ? 0 : 1;
  const wanted = spans.slice(skipped, skipped + count);
  const [first] = wanted;
  const last = wanted.at(-1);
  return first === undefined || last === undefined || words.length === 0
    ? wholeLine(file, line, whole)
    : { file, line, start: first.start, end: last.end };
}

function wholeLine(file: string, line: number, text: string): Place {
  const end = text.trimEnd().length;
  return { file, line, start: Math.min(text.length - text.trimStart().length, end), end };
}

/** An editor does not count a byte order mark. */
function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}
