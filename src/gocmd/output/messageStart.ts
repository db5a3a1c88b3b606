/** Where on a line a message of the go command's begins. */

/**
 * What only go begins with, wherever it stands on the line: behind a blank, a quotation mark or a bracket, as unknown programs put
 * their own words before it. The path of `file.go:L:C: ` is taken along.
 */
const STARTS = new RegExp(
  [
    String.raw`go(?: (?:get|build|install|list|run|test|vet|generate|tool|work|mod)(?: -?[a-z][\w-]{0,20})?(?: [\w.-]{1,80}\/[^\s:]{1,300})?)?: `,
    String.raw`verifying (?:module|go\.mod|[^\s@]{1,300}@)`,
    String.raw`[^\s"'\x60()<>\[\]{}=,;:@]{1,300}@[^\s"'\x60()<>\[\]{}=,;:@/]{1,100}(?:\/go\.mod)?(?: \((?:replaced by )[^)]{1,300}\))?:(?= |$)`,
    String.raw`[^\s"'\x60()<>\[\]{}=,;@]{1,300}\.go:\d{1,7}:\d{1,5}: `,
    String.raw`(?:Get|Head|read|reading) "?(?:https?|file):\/`,
    String.raw`module [^\s:"]{1,300}\.[^\s:"]{1,300}: `,
    'unrecognized import path "',
    String.raw`missing go\.sum entry`,
    String.raw`updates to go\.sum needed`,
    'module lookup disabled by GOPROXY=off',
    'GOPROXY list is not the empty',
    String.raw`(?:go\.sum )?database server misbehavior`,
    String.raw`zip for [^\s@]{1,300}@`,
    String.raw`[^\s@:]{1,300} v[^\s:]{1,200}: (?:(?:zip|dir) has been modified|missing ziphash)`,
    String.raw`unzip \S{1,300}: `,
    'invalid response from proxy "',
    String.raw`pattern \S{1,200}: `,
    '(?:warning: )',
  ]
    .map((start) => `(?:${start})`)
    .join('|'),
  'g',
);
const BOUNDARY = /[\s"'`([{<>|:=,;*]/;
/** A line that may matter at all: a cheap look before the dear one. */
const HINT =
  /go: |go (?:get|mod|build|install|list|run|test|vet)\b|@|\.go:\d|https?:\/|file:\/|verifying |missing go\.|updates to|lookup disabled|GOPROXY|misbehavior|unrecognized import|unzip |invalid response|pattern |warning: |module /;
/** The first line of a stack whose causes stand below it. */
const STACK = /^[^\s]{1,500} (?:imports|tested by|requires)$/;

/** Begins like a message, or is the rest of one whose line was cut there: of `M@V: Get "URL": …` what follows a blank. */
export function mayBeRest(line: string): boolean {
  return !/^\s*(?:go(?: [a-z]+){0,2}: |\S{1,300}\.go:\d+:\d+: |verifying \S+@|pattern |\S+ (?:imports|requires|tested by)$)/.test(
    line,
  );
}

/** Words that need nothing before them may stand in a program's text or in prose as well. */
function isBare(start: string, before: string): boolean {
  return /^(?:missing|updates|module lookup|GOPROXY|unrecognized)/.test(start) && !/: $/.test(before);
}

/** Returns the index at which a message begins on the line, or -1. */
export function messageStart(line: string): number {
  if (STACK.test(line.trim())) return line.length - line.trimStart().length;
  if (!HINT.test(line)) return -1;
  STARTS.lastIndex = 0;
  for (let found = STARTS.exec(line); found !== null; found = STARTS.exec(line)) {
    const before = line.slice(0, found.index);
    if (before === '' || (BOUNDARY.test(before.slice(-1)) && !isBare(found[0], before))) return found.index;
    STARTS.lastIndex = found.index + 1;
  }
  return -1;
}
