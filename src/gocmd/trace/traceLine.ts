/** One line of what `go … -x` prints on stderr: requests, and the commands of version control systems (go-command.md §5.2). Pure. */

export type TraceLine =
  | { readonly kind: 'get'; readonly url: string }
  /** `rest` is what stands behind the URL: a status with its time, or why there is none. */
  | { readonly kind: 'got'; readonly url: string; readonly rest: string }
  /** Which repository a folder of the cache is for. */
  | { readonly kind: 'repository'; readonly folder: string; readonly url: string }
  | { readonly kind: 'run'; readonly text: string; readonly folder: string; readonly command: string }
  | { readonly kind: 'ran'; readonly text: string; readonly ms: number };

const GET = '# get ';
const REPOSITORY = / # (?:vcs\d+\.)?(?:git|hg|svn|bzr|fossil)\d* (\S+)$/;
const COMMAND = /^(?:git|hg|svn|bzr|fossil) /;
const RAN = /^(\d{1,9}\.\d{3})s # /;

/** Returns what the line tells, or null where it is none of these. Total and linear. */
export function parseTraceLine(line: string): TraceLine | null {
  if (line.startsWith(GET)) return parseGet(line.slice(GET.length));
  const ran = RAN.exec(line);
  if (ran !== null) return { kind: 'ran', text: line.slice(ran[0].length), ms: Number(ran[1]) * 1000 };
  if (line.startsWith('mkdir -p ')) {
    const end = line.lastIndexOf(' # ');
    const url = end < 0 ? undefined : REPOSITORY.exec(line.slice(end))?.[1];
    return url === undefined ? null : { kind: 'repository', folder: line.slice('mkdir -p '.length, end), url };
  }
  const end = line.startsWith('cd ') ? line.indexOf('; ') : -1;
  const command = end < 0 ? line : line.slice(end + 2);
  if (!COMMAND.test(command)) return null;
  return { kind: 'run', text: line, folder: end < 0 ? '' : line.slice('cd '.length, end), command };
}

/** go escapes blanks in a URL, so that the first `: ` ends it. */
function parseGet(text: string): TraceLine | null {
  const end = text.indexOf(': ');
  const url = end < 0 ? text : text.slice(0, end);
  if (!/^[a-z]+:\/\/\S+$/i.test(url)) return null;
  return end < 0 ? { kind: 'get', url } : { kind: 'got', url, rest: text.slice(end + 2) };
}
