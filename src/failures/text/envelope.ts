/** What stands around the cause in a message of go's: who speaks, of what module, asked for at which URL. */
import { type MessageUrl, readMessageUrl } from './messageUrl.ts';

export interface Envelope {
  /** The message without what the server said. */
  readonly body: string;
  /** What follows the URL that failed, else the whole body. */
  readonly tail: string;
  readonly url: MessageUrl | null;
  /** `get` and `read` tell of the connection, `reading` of an answer's status or of its body too. */
  readonly verb: 'get' | 'read' | 'reading' | null;
  readonly module: string | null;
  readonly version: string | null;
  readonly package: string | null;
  readonly source: { readonly file: string; readonly line: number; readonly column: number } | null;
  /** Go itself speaks: `go: `, `M@V: `, a URL of the protocol. */
  readonly isGo: boolean;
  /** Only `file.go:L:C: ` stands before it, as before the words of every compiler and linter. */
  readonly isPackageError: boolean;
}

/** `Get "URL": `, `read "URL": `, `reading URL: `; without quotes up to go 1.13. What follows the colon is the tail. */
const URL_STEP =
  /\b(Get|Head|Post|read|reading|fetching|fetch|parse(?! "))(?:: | )"?((?:(?:https?|file):\/{1,3}|(?<=")\/)[^\s"]*[^\s":])"?\s?(?::(?=\s|$)|$)/g;
const GO_PREFIX =
  /^(?:go|go (?:get|build|install|list|run|test|vet|generate|tool|work|mod)(?: -?[a-z][\w./-]*)?(?: [\w.-]+\/[^\s:]+)?|go: [a-z]+): /;
const SOURCE = /^([^\s:"][^:"\n]{0,500}|[A-Za-z]:[^:"\n]{1,500}):(\d{1,7}):(\d{1,5}): /;
/** `M@V: `, with what go may put between: a replacement, the file whose hash it is. */
const AT =
  /(?<![^\s"'`([{<,;:=])((?![/.\\])[^\s"'`()[\]{}<>:,;@\\]{0,300}[/.][^\s"'`()[\]{}<>:,;@\\]{0,300}(?<!\/))@([^\s"'`()[\]{}<>:,;@\\]{1,200}?)(?:\/go\.mod)?(?: \((?:replaced by|explicitly|from|imported)[^)\n]{0,500}\))?:(?=\s|$)/g;
const REQUIRES_GO = /(?<![^\s"':])([^\s"':@]{1,300})@([^\s"':@]{1,200}) requires go /;
/** Up to go 1.17 a version that cannot be resolved is told as a fault of go.mod. */
const IN_GO_MOD = /\brequire ([^\s:]{1,300}): version "([^"\s]{1,200})" invalid/;
/** `go mod verify`. */
const VERIFIED = /^(\S{1,300}) (v\S{1,200}): (?:(?:zip|dir) has been|missing ziphash)/;
const MODULE_WORD = /\b(?:module|zip for) ([^\s:@"]+\.[^\s:@"]+)(?:@([^\s:"@]+))?(?:: | has | found)/;
const PACKAGE =
  /(?:unrecognized import path|module providing package|cannot find module (?:for path|providing package)|finding module for package|cannot load|cannot find package|verify package) "?([^\s":;]+)"?/;
const VERIFYING = /\bverifying ([^\s:@]{1,400})@([^\s:@]{1,200}?)(?:\/go\.mod)?: /;
const IMPORTS = /\b(?:imports|tested by)\s+(\S+?)(?:\.test)?: /g;
const NAMED = /^(?:go: |go get:? |go: finding )?([a-z0-9-]+(?:\.[a-z0-9-]+)+\/[^\s:@"]+): /;

/** Takes a message apart. Total and linear. */
export function readEnvelope(text: string): Envelope {
  const body = withoutServerWords(text);
  const step = lastMatch(URL_STEP, body);
  const url = step === null ? null : readMessageUrl(step[2] ?? '');
  const head = (step === null ? body : body.slice(0, step.index)).split(/: exit status /, 1)[0] ?? '';
  const found = SOURCE.exec(body);
  const named = moduleOf(body, head);
  const isProtocol = url !== null && url.kind !== 'other';
  const isPrefixed = GO_PREFIX.test(body) || /^(?:go|-): /.test(body);
  return {
    body,
    tail: step === null ? body : body.slice(step.index + step[0].length).trim(),
    url,
    verb: step === null ? null : verbOf(step[1] ?? ''),
    ...withUrl(named, url),
    package: PACKAGE.exec(body)?.[1] ?? lastMatch(IMPORTS, body)?.[1] ?? null,
    source: found === null ? null : { file: found[1] ?? '', line: Number(found[2]), column: Number(found[3]) },
    isGo: isPrefixed || isProtocol || (named.version !== null && !isEmail(named)) || VERIFYING.test(body),
    isPackageError: found !== null && !isPrefixed,
  };
}

/** Its words never decide: a server may say anything. A wrapper may have put the message on one line. */
function withoutServerWords(text: string): string {
  const at = text.search(/\s+server response:(?:\s|$)/);
  return at < 0 ? text : text.slice(0, at);
}

interface Named {
  readonly module: string | null;
  readonly version: string | null;
}

function moduleOf(body: string, head: string): Named {
  const at =
    lastMatch(AT, head) ??
    VERIFYING.exec(body) ??
    REQUIRES_GO.exec(body) ??
    IN_GO_MOD.exec(body) ??
    VERIFIED.exec(body);
  const word = MODULE_WORD.exec(head) ?? MODULE_WORD.exec(body);
  // `M/cmd@latest: module M: …`: a package was asked for, and this is the module that has it.
  const isBelow = word?.[1] !== undefined && `${at?.[1]}/`.startsWith(`${word[1]}/`);
  if (at !== null) return { module: (isBelow ? word?.[1] : at[1]) ?? null, version: at[2] ?? null };
  if (word !== null) return { module: word[1] ?? null, version: word[2] ?? null };
  return { module: NAMED.exec(body)?.[1] ?? null, version: null };
}

/** The URL knows the module where the message names a package below it, or nothing. */
function withUrl(named: Named, url: MessageUrl | null): Named {
  if (url === null || url.module === null || url.kind === 'go-get') return named;
  if (named.module === null) return { module: url.module, version: url.version };
  if (!`${named.module}/`.startsWith(`${url.module}/`)) return named;
  return { module: url.module, version: named.version ?? url.version };
}

function isEmail({ module }: Named): boolean {
  return module !== null && !/[/.]/.test(module);
}

function verbOf(word: string): Envelope['verb'] {
  if (word === 'read') return 'read';
  return word === 'reading' ? 'reading' : 'get';
}

function lastMatch(pattern: RegExp, text: string): RegExpExecArray | null {
  let last: RegExpExecArray | null = null;
  for (const match of text.matchAll(pattern)) last = match;
  return last;
}
