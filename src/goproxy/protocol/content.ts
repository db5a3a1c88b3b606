/** Judges the body of an answer with status 200: is it what the protocol promises? go itself checks less, and later. */

import { goFields } from '../golang/goSpace.ts';
import { parseGoMod } from '../module/goMod.ts';
import { canonicalVersion, isVersionOf, parseVersion } from '../module/version.ts';
import { looksLikeHtml } from './html.ts';
import { readInfo } from './info.ts';
import type { ProtocolRequest } from './protocol.ts';

/**
 * What is wrong with a body. go refuses `not-json` and `wrong-version` inside its walk (they fall through behind `|`);
 * `not-a-zip` after it (fatal); `not-a-go-mod` and `wrong-module` only when it loads the module; an HTML list not at all.
 */
export type ContentProblem =
  | 'html'
  | 'empty'
  | 'binary'
  | 'not-json'
  | 'no-version'
  | 'wrong-version'
  | 'not-a-go-mod'
  | 'wrong-module'
  | 'not-a-list'
  | 'not-a-zip'
  | 'not-a-record';

/**
 * Returns the problem with `body`, or null. Where it is not `complete` it is judged only by what the missing part cannot
 * mend. A .zip is only sniffed here (moduleZip.ts opens it). `contentType` is no proof by itself, as many servers call
 * everything text/html: it only names what is wrong anyhow. Total and linear.
 */
export function checkContent(
  request: ProtocolRequest,
  body: Uint8Array,
  complete: boolean,
  contentType: string | null,
): ContentProblem | null {
  if (request.kind === 'zip') return checkZipStart(body, complete, contentType);
  if (looksLikeHtml(body)) return 'html';
  // go reads nothing of it: the status says all.
  if (request.kind === 'sumdb-supported') return null;
  if (body.byteLength === 0) return complete && request.kind !== 'list' ? 'empty' : null;
  if (body.includes(0)) return 'binary';
  const problem = checkText(
    request,
    Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'),
    complete,
  );
  return problem !== null && /^\s*text\/html\b/i.test(contentType ?? '') && isUnlike(problem) ? 'html' : problem;
}

/** The body is not of the kind at all, so that the server's own word for it may stand. */
function isUnlike(problem: ContentProblem): boolean {
  return problem.startsWith('not-');
}

function checkText(request: ProtocolRequest, text: string, complete: boolean): ContentProblem | null {
  switch (request.kind) {
    case 'info':
    case 'latest':
      return checkInfo(request, text, complete);
    case 'mod':
      return checkMod(request, complete ? text : wholeLines(text), complete);
    case 'list':
      return checkList(complete ? text : wholeLines(text));
    case 'sumdb-lookup':
      return checkRecord(request, text, complete);
    default:
      return null;
  }
}

/** Stat in modfetch/proxy.go: a canonical version of this path must come back as itself; a branch may come back as any. */
function checkInfo({ kind, module, version }: ProtocolRequest, text: string, complete: boolean): ContentProblem | null {
  if (!complete) return /^[ \t\r\n]*(?:\{|$)/.test(text) ? null : 'not-json';
  const info = readInfo(text);
  if (info === null) return 'not-json';
  if (info.version === '') return 'no-version';
  if (info.version === version) return null;
  const asked = kind === 'info' && module !== null && version !== null && canonicalVersion(version) === version;
  if (asked && isVersionOf(module, version)) return 'wrong-version';
  return parseVersion(info.version) === null ? 'no-version' : null;
}

function checkMod(request: ProtocolRequest, text: string, complete: boolean): ContentProblem | null {
  const { module } = parseGoMod(text);
  if (module === null) return complete ? 'not-a-go-mod' : null;
  return module === request.module ? null : 'wrong-module';
}

/** go drops every line whose first field is no version: a list of nothing else is an error page. An empty list is legal. */
function checkList(text: string): ContentProblem | null {
  let lines = 0;
  for (const line of text.split('\n')) {
    const [version] = goFields(line, 1);
    if (version === undefined) continue;
    if (parseVersion(version) !== null) return null;
    lines++;
  }
  return lines > 0 ? 'not-a-list' : null;
}

/** `ID\n`, lines of go.sum, an empty line, a signed tree (golang.org/x/mod/sumdb/tlog/note.go); the proof is for later. */
function checkRecord({ module, version }: ProtocolRequest, text: string, complete: boolean): ContentProblem | null {
  const end = text.indexOf('\n\n');
  if (!complete && end < 0) return /^[0-9]*(?:\n|$)/.test(text) ? null : 'not-a-record';
  const record = text.slice(0, end + 1);
  if (end < 0 || !/^[0-9]+\n/.test(record) || /[\x00-\x09\x0b-\x1f]/.test(record)) return 'not-a-record';
  if (!`\n${record}`.includes(`\n${module} ${version} `)) return 'wrong-module';
  const tree = 'go.sum database tree\n';
  const rest = text.slice(end + 2);
  return rest.startsWith(tree) || (!complete && tree.startsWith(rest)) ? null : 'not-a-record';
}

function checkZipStart(body: Uint8Array, complete: boolean, contentType: string | null): ContentProblem | null {
  if (body.byteLength === 0) return complete ? 'empty' : null;
  const start = Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, 4)).toString('latin1');
  // A file, or the end of an archive without files.
  if (start === 'PK\x03\x04' || start === 'PK\x05\x06' || (!complete && 'PK\x03\x04'.startsWith(start))) return null;
  if (looksLikeHtml(body)) return 'html';
  // go takes an archive with rubbish before it, and finds it from its end.
  if (!complete || Buffer.from(body.buffer, body.byteOffset, body.byteLength).lastIndexOf('PK\x05\x06') >= 0)
    return null;
  return /^\s*text\/html\b/i.test(contentType ?? '') ? 'html' : 'not-a-zip';
}

/** A body that was cut off, without its last, perhaps half, line. */
function wholeLines(text: string): string {
  return text.slice(0, text.lastIndexOf('\n') + 1);
}
