/** What git, hg, svn, bzr, fossil and ssh say below `direct`. */
import { type Cause, cause, guess } from './cause.ts';
import { statusCause } from './statusCause.ts';
import { tlsCause } from './tlsCause.ts';

/** Go ran a version control program and shows what it printed. */
const RAN = /\bexit status \d+/;
const PROGRAM = /\b(?:git|hg|svn|bzr|fossil) [a-z-]+|\bexit status 12[89]\b/;
const MISSING =
  /exec: "?(?:git|hg|svn|bzr|fossil)(?:\.exe)?"?: (?:executable file not found|file does not exist|cannot run executable)/;
const REMOTE =
  /(?:unable to access|remote|repository|unable to connect to|for|fetch) '?((?:https?|ssh|git):\/\/[^\s']+?)\/?'|\b(?:git@|ssh:\/\/(?:[^\s@/]+@)?)([\w.-]+)|ssh: connect to host (\S+) port|\bconnect to ([\w.-]+) port|Could not resolve host(?:name)?:? ([\w.-]+)|(?:https?|ssh|git\+ssh):\/\/(?:[^\s@/]+@)?([^\s/'"]+)/;

/** The first that fits. ssh ends every failure with the words about access rights, so that they come last. */
const ROWS: readonly (readonly [words: RegExp, Cause])[] = [
  [
    /could not read (?:Username|Password)|terminal prompts disabled|Permission denied \(|Authentication failed|Invalid username or (?:password|token)|Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED|HTTP Basic: Access denied|Support for password authentication|Logon failed|invalid credentials|authorization (?:failed|required)/i,
    cause('vcs-auth'),
  ],
  [
    /Could not resolve (?:host|proxy)|Temporary failure in name resolution|Name or service not known|nodename nor servname|No such host|no address associated with|不知道这样的主机/i,
    cause('dns', 'dns-no-such-host'),
  ],
  [
    /Proxy CONNECT aborted|from proxy after CONNECT|CONNECT tunnel failed|response 407/i,
    { code: 'forward-proxy', detail: null, host: null },
  ],
  [/Connection refused|actively refused|refused to connect|积极拒绝/i, cause('refused')],
  [
    /SSL_ERROR_SYSCALL|GnuTLS recv error \((?:-110|-54|-9)\)|unexpected eof while reading|TLS connection was non-properly terminated|Connection reset|Recv failure|Send failure|early EOF|RPC failed|hung up unexpectedly|unexpected disconnect|curl (?:18|52|55|56|92)\b|HTTP\/2 stream|kex_exchange_identification|Connection closed by|Empty reply|broken pipe|Connection was reset/i,
    cause('reset', 'reset'),
  ],
  [/Network is unreachable|No route to host|Host is down/i, cause('connect-timeout', 'no-route')],
  [/timed out|timeout|Operation too slow|connection attempt failed/i, cause('connect-timeout', 'no-answer')],
  [/Failed to connect|Could(?:n't| not) connect|unable to connect/i, guess('connect-timeout', 'no-answer')],
  [/No space left on device|Disk quota exceeded|not enough space/i, { code: 'disk', detail: 'full', host: null }],
  [/Read-only file system/i, { code: 'disk', detail: 'read-only', host: null }],
  [/detected dubious ownership|unsafe repository/i, { code: 'disk', detail: 'permission', host: null }],
  [
    /(?:fatal|remote): repository ['"]?(?:https?|file):[^\n]{0,500}not found|does not appear to be a git repository|remote: Not Found/i,
    cause('not-found', 'no-repository'),
  ],
  [
    /Repository not found|project you were looking for|could not read from remote repository|access rights|Access denied|you don't have permission/i,
    cause('vcs-auth'),
  ],
  [
    /couldn't find remote ref|unknown revision|bad revision|bad object|not our ref|ambiguous argument|invalid object name|reference is not a tree|no such remote ref/i,
    cause('not-found', 'unknown-revision'),
  ],
];

/** ms */
const QUICK = 5_000;

/** Returns what the version control program suffered, or null where `text` shows none. `text` is known to be go's own. */
export function repositoryCause(text: string): Cause | null {
  const missing = MISSING.exec(text);
  if (missing !== null)
    return { code: 'vcs-missing', detail: /"?(git|hg|svn|bzr|fossil)/.exec(missing[0])?.[1] ?? null, host: null };
  if (!RAN.test(text) || !PROGRAM.test(text)) return null;
  const found = spoken(text);
  if (found === null) return null;
  const host = found.host === undefined ? repositoryHost(text) : found.host;
  return host === undefined ? found : { ...found, host };
}

function spoken(text: string): Cause | null {
  const status = /\breturned error: (\d{3})\b|\bHTTP (?:code =|Error) (\d{3})\b/.exec(text);
  const row = ROWS.find(([words]) => words.test(text));
  // curl tells no cause; who refuses does so at once (Windows asks for two seconds more).
  const ms = /Failed to connect to \S+ port \d+ after (\d{1,9}) ms: Coul(?:d|dn't|d not) (?:not )?connect/.exec(
    text,
  )?.[1];
  if (ms !== undefined && Number(ms) < QUICK) return cause('refused');
  if (row?.[1].code === 'vcs-auth' && /could not read (?:User|Pass)|Authentication failed/i.test(text)) return row[1];
  if (status !== null) return statusCause(Number(status[1] ?? status[2]));
  // A connection that is cut is told in words of TLS too, so the table comes first; what it says in general comes after TLS.
  const tls = tlsCause(text);
  const isGeneral = row === undefined || row[1].code === 'connect-timeout' || row[1].code === 'vcs-auth';
  return tls !== null && isGeneral ? tls : (row?.[1] ?? null);
}

function repositoryHost(text: string): string | undefined {
  const found = REMOTE.exec(text);
  const name = found?.slice(1).find((one) => one !== undefined);
  return name?.replace(/^[a-z+]+:\/\/(?:[^@/]*@)?/, '').replace(/\/.*$/, '');
}
