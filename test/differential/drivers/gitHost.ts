/** A git repository behind a web server's request, by git's own CGI program. */
import { execFile, spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** Makes a repository in `folder` (which does not exist yet) with one commit of `files`, tagged `tag`. */
export async function makeRepository(folder: string, files: ReadonlyMap<string, Buffer>, tag: string): Promise<void> {
  await mkdir(folder);
  for (const [name, content] of files) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  const author = ['-c', 'user.name=lab', '-c', 'user.email=lab@example.test'];
  const commands = [
    ['init', '-q'],
    ['add', '.'],
    [...author, 'commit', '-q', '-m', 'lab'],
    ['tag', tag],
  ];
  for (const args of commands) await promisify(execFile)('git', args, { cwd: folder });
}

/** Answers a request for a repository below `root`; a git that fails is a 500. */
export function serveGit(root: string, request: IncomingMessage, response: ServerResponse): void {
  const [path = '', query = ''] = (request.url ?? '').split('?');
  const {
    'content-type': type = '',
    'content-encoding': encoding = '',
    'git-protocol': protocol = '',
  } = request.headers;
  const child = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env.PATH,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      REQUEST_METHOD: request.method,
      PATH_INFO: path,
      QUERY_STRING: query,
      CONTENT_TYPE: type,
      HTTP_CONTENT_ENCODING: encoding,
      GIT_PROTOCOL: String(protocol),
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.stdin.on('error', () => undefined);
  request.pipe(child.stdin);
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.on('error', () => response.writeHead(500).end());
  child.on('close', () => {
    const output = Buffer.concat(chunks);
    const end = output.indexOf('\r\n\r\n');
    const lines = output.toString('latin1', 0, Math.max(0, end)).split('\r\n');
    const fields = lines.map((line) => line.split(/: ?(.*)/, 2) as [string, string]);
    const status = Number(fields.find(([name]) => name === 'Status')?.[1]?.slice(0, 3) ?? (end < 0 ? 500 : 200));
    response.writeHead(status, Object.fromEntries(fields.filter(([name]) => name !== 'Status' && name !== '')));
    response.end(end < 0 ? '' : output.subarray(end + 4));
  });
}
