/** Answers that are not what the protocol says, modules that are not there, and a disk that does not take them. */
import { type Cause, cause, guess } from './cause.ts';

/** Refusals of zips and of what is in them (golang.org/x/mod/zip, archive/zip, compress/flate). */
const CONTENT: readonly (readonly [words: RegExp, detail: string])[] = [
  [
    /invalid character '[^\n]{1,8}' (?:looking for|after|in )|unexpected end of JSON input|cannot unmarshal|invalid response from proxy|invalid version response/,
    'not-json',
  ],
  [/proxy returned info for version/, 'wrong-version'],
  [
    /module declares its path as|declares its path as: |unexpected module path|parsing \S*go\.mod: unexpected module/,
    'wrong-module',
  ],
  [/missing module line|parsing (?:\S*\/)?go\.mod: |errors parsing \S*go\.mod@|invalid go\.mod/, 'not-a-go-mod'],
  [/zip: not a valid zip|not a valid zip file/, 'not-a-zip'],
  [/(?<![\w.])zip: |flate: corrupt/, 'corrupt-entry'],
  [/has unexpected file|path does not have prefix|file path is not clean/, 'unexpected-file'],
  [/malformed file path|disallowed as path element|invalid char '/, 'bad-name'],
  [/case-insensitive file name collision|multiple entries for file|both a file and a directory/, 'collision'],
  [/go\.mod file not in module root/, 'misplaced-go-mod'],
  [/too large|uncompressed size of/, 'too-large'],
  [/\bunzip /, 'unpacking'],
  [/XML syntax error|go-import meta tag[^\n]{0,200}(?:malformed|invalid|with empty)/, 'html'],
  [/disagree about go-import|unknown vcs "|mismatched repo: /, 'not-a-repository'],
  [/is not canonical \(should be|invalid module version .{0,300}canonical/, 'wrong-version'],
];

const ABSENT: readonly (readonly [words: RegExp, detail: string | null])[] = [
  [/no go-import meta tags/, 'no-go-import'],
  [/unknown revision/, 'unknown-revision'],
  [/no matching (?:head )?versions?\b|no matching versions for query/, 'no-versions'],
  [/\bnot found: |: not found\b|module lookup: not found/, null],
  [
    /does not match version-control timestamp|revision is (?:shorter|longer) than canonical|\+incompatible suffix not allowed|pseudo-version .{0,300}does not match|should be v\d+, not v\d/,
    'wrong-version',
  ],
  [/cannot find module (?:providing package|for path) [^\s:]{1,500}\s*$/, 'no-module'],
  [/invalid (?:pseudo-)?version: |unknown pseudo-version|no such version|invalid revision/, 'invalid-version'],
  [/module path must match major version|import path does not begin with hostname/, 'invalid-path'],
];

const DISK: readonly (readonly [words: RegExp, detail: string | null])[] = [
  [/no space left on device|not enough space on the disk|There is not enough space|磁盘空间不足|disk full/i, 'full'],
  [/disk quota exceeded|quota exceeded/i, 'quota'],
  [/read-only file system|media is write protected/i, 'read-only'],
  [/permission denied|Access is denied|operation not permitted|拒绝访问/i, 'permission'],
  [
    /input\/output error|too many open files|no locks available|structure needs cleaning|file name too long|The process cannot access the file|being used by another process|unexpected ziphash|bad file descriptor/i,
    'io',
  ],
  [/could not create module cache|module cache not found|GOMODCACHE entry is relative/, 'no-cache'],
  [/target directory .{0,500} exists and is not empty/, 'io'],
];
/** A path in go's cache or below its work folder, or a message that speaks of them. */
const OWN_PLACE =
  /pkg[\\/]+mod\b|go-build|module cache|GOMODCACHE|GOCACHE|GOTMPDIR|GOPATH|build cache|work ?dir|cache[\\/]download|[\\/]+(?:tmp|temp)[\\/]|@v[\d.]|\bunzip |\bmod(?:ule)?cache\b|sumdb[\\/]|ziphash|\.zip\b|\.lock\b|\.partial\b|go\.sum|AppData|\.cache|verifying |\bgomod/i;

/** Returns what is wrong with what was sent, or null. `tail` is known to be go's own. */
export function contentCause(tail: string): Cause | null {
  const row = CONTENT.find(([words]) => words.test(tail));
  if (row === undefined) return null;
  // Of an archive that cannot be unpacked nothing else is said: the rest may stand on the next line.
  return row[1] === 'unpacking' ? guess('bad-content', 'corrupt-entry') : cause('bad-content', row[1]);
}

/** Returns why there is no such module or version, or null. */
export function absenceCause(tail: string): Cause | null {
  const row = ABSENT.find(([words]) => words.test(tail));
  return row === undefined
    ? null
    : row[1] === 'invalid-version'
      ? guess('not-found', row[1])
      : cause('not-found', row[1]);
}

/** Returns what the disk refuses, or null: of go's own places only, as a program may say the same of its files. */
export function diskCause(text: string): Cause | null {
  for (const [words, detail] of DISK) {
    const found = words.exec(text);
    if (found === null) continue;
    // `copying OWN: open OTHER: permission denied`: what is built goes to the user's own places.
    const place = /\bcopying /.test(text) ? (text.slice(0, found.index).split(': ').at(-2) ?? '') : text;
    return OWN_PLACE.test(place) ? { code: 'disk', detail, host: null } : null;
  }
  return null;
}
