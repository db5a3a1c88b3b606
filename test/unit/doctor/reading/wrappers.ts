/** What terminals, builders, loggers and letters do to the go command's words. */

export interface Wrapper {
  readonly name: string;
  readonly wrap: (text: string) => string;
  /** It breaks lines: what is lost at the break is not asked for. */
  readonly breaks?: true;
}

const lines = (text: string, each: (line: string, at: number) => string) => text.split('\n').map(each).join('\n');
const PROGRESS = '#11 [build 4/6] RUN go mod download\n#11 sha256:abc 1.2MB / 3MB 0.3s\n';

/** Breaks every line at `width` columns, in the midst of words. */
export function hardWrapped(text: string, width: number): string {
  return lines(text, (line) => line.match(new RegExp(`.{1,${width}}`, 'gsu'))?.join('\n') ?? '');
}

/** Breaks every line between words. */
export function wordWrapped(text: string, width: number): string {
  return lines(text, (line) => {
    let out = '';
    let column = 0;
    for (const word of line.split(' ')) {
      if (column > 0 && column + 1 + word.length > width) {
        out += `\n${word}`;
        column = word.length;
      } else {
        out += (column > 0 ? ' ' : '') + word;
        column += word.length + (column > 0 ? 1 : 0);
      }
    }
    return out;
  });
}

export const WRAPPERS: readonly Wrapper[] = [
  { name: 'CRLF', wrap: (text) => text.replaceAll('\n', '\r\n') },
  { name: 'colours', wrap: (text) => lines(text, (line) => `\u001b[31m${line}\u001b[0m\u001b[K`) },
  {
    name: 'shell integration',
    wrap: (text) => `\u001b]633;E;go get x;abc\u0007\u001b]633;C\u0007${text}\n\u001b]633;D;1\u0007`,
  },
  { name: 'prompt before', wrap: (text) => `user@host:~/app$ go build ./...\n${text}\nuser@host:~/app$ ` },
  {
    name: 'PowerShell',
    wrap: (text) => `PS C:\\work\\app> go build ./...\r\n${text.replaceAll('\n', '\r\n')}\r\nPS C:\\work\\app>`,
  },
  {
    name: 'BuildKit',
    wrap: (text) =>
      PROGRESS +
      lines(text, (line, at) => `#11 ${(3.4 + at).toFixed(3)} ${line}`) +
      '\n#11 ERROR: process "/bin/sh -c go mod download" did not complete successfully: exit code: 1',
  },
  {
    name: 'BuildKit summary',
    wrap: (text) =>
      `------\n > [build 4/6] RUN go mod download:\n${lines(text, (line) => `3.456 ${line}`)}\n------\nDockerfile:7\nERROR: failed to solve: process "/bin/sh -c go mod download" did not complete successfully: exit code: 1`,
  },
  { name: 'compose', wrap: (text) => lines(text, (line) => `api-1  | ${line}`) },
  {
    name: 'GitHub',
    wrap: (text) =>
      lines(text, (line) => `2026-01-02T15:04:05.1234567Z ${line}`) +
      '\n2026-01-02T15:04:06.0000000Z ##[error]Process completed with exit code 1.',
  },
  { name: 'GitHub error', wrap: (text) => `##[group]Run go build\n##[error]${text}` },
  { name: 'GitLab', wrap: (text) => lines(text, (line) => `2026-01-02T15:04:05.123456Z 01E ${line}`) },
  { name: 'Jenkins', wrap: (text) => lines(text, (line) => `[2026-01-02T15:04:05.123Z] ${line}`) },
  { name: 'TeamCity', wrap: (text) => lines(text, (line) => `[15:04:05]W:\t [Step 1/3] ${line}`) },
  { name: 'clock', wrap: (text) => lines(text, (line) => `15:04:05 ${line}`) },
  { name: 'pod', wrap: (text) => lines(text, (line) => `[pod/api-7d9f/build] ${line}`) },
  { name: 'unknown tool', wrap: (text) => lines(text, (line) => `mytool(7) say:: ${line}`) },
  { name: 'quoted', wrap: (text) => lines(text, (line) => `> ${line}`) },
  { name: 'quoted twice', wrap: (text) => lines(text, (line) => `> > ${line}`) },
  { name: 'fenced', wrap: (text) => `I get this:\n\n\`\`\`console\n$ go build\n${text}\n\`\`\`\n\nWhat now?` },
  { name: 'indented', wrap: (text) => lines(text, (line) => (line === '' ? '' : `    ${line}`)) },
  { name: 'TAB as eight blanks', wrap: (text) => text.replaceAll('\t', '        ') },
  { name: 'TAB as four blanks', wrap: (text) => text.replaceAll('\t', '    ') },
  { name: 'bullet', wrap: (text) => `  • ${text}` },
  { name: 'make', wrap: (text) => `go build -o bin/app ./cmd/app\n${text}\nmake: *** [Makefile:12: build] Error 1` },
  { name: 'doubled', wrap: (text) => `${text}\n${text}` },
  { name: 'progress before', wrap: (text) => `go: downloading golang.org/x/sync v0.1.0\n$ go build\n${text}` },
  {
    name: 'logfmt',
    wrap: (text) =>
      `level=error msg="Running error: context loading failed: failed to load packages: failed to load with go/packages: err: exit status 1: stderr: ${JSON.stringify(text).slice(1, -1)}\\n"`,
  },
  {
    name: 'logged as JSON',
    wrap: (text) => JSON.stringify({ level: 'error', ts: 1, msg: `go command failed: exit status 1: ${text}` }),
  },
  {
    name: 'build event',
    wrap: (text) =>
      lines(text, (line) =>
        JSON.stringify({ ImportPath: 'example.com/app', Action: 'build-output', Output: `${line}\n` }),
      ),
  },
  { name: 'hard wrap 80', wrap: (text) => hardWrapped(text, 80), breaks: true },
  { name: 'hard wrap 100', wrap: (text) => hardWrapped(text, 100), breaks: true },
  { name: 'word wrap 72', wrap: (text) => wordWrapped(text, 72), breaks: true },
  {
    name: 'page',
    wrap: (text) =>
      text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  },
];
