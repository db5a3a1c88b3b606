/** What a user may have written into netrc, GOAUTH and GOPROXY, and how each generation of go fares with it. Data. */
import type { MatchRule } from '../../../src/gocmd/auth/matchRule.ts';

export const LOGIN = 'lab';
export const PASSWORD = 'lab-secret-4711';
export const TOKEN = 'lab-token-0815';

/** `served`: go sent what the server wants. `denied`: it did not. `refused`: go ended without any request. */
export type Fate = 'served' | 'denied' | 'refused';

export interface CredentialCase {
  readonly name: string;
  /** Null for no file. `{host}`: what the URL names, with its port; `{name}`: without; `{ok}`: a right login and password. */
  readonly netrc: string | null;
  /** The entry; `https://{host}` unless given. */
  readonly url?: string;
  /** `{command}`: a program that grants the token for the host; `{late}`: one that does so when it is told the URL. */
  readonly goauth?: string;
  /** The server listens on 443 and the URL names no port. */
  readonly defaultPort?: boolean;
  /** By the rule of the go command. */
  readonly fate: Fate | Readonly<Record<MatchRule, Fate>>;
  /** What is told of netrc where it is denied, under the newest rule. */
  readonly miss?: string;
}

const since24 = (fate: Fate, before: Fate = 'denied') => ({ host: before, whole: fate, path: fate });
const MACRO = 'macdef init\nls\n';

export const CREDENTIAL_CASES: readonly CredentialCase[] = [
  { name: 'no file', netrc: null, fate: 'denied', miss: 'no-file' },
  { name: 'an empty file', netrc: '', fate: 'denied', miss: 'no-entry' },
  { name: 'an entry with the port', netrc: 'machine {host} {ok}\n', fate: 'served' },
  { name: 'an entry without the port', netrc: 'machine {name} {ok}\n', fate: 'denied', miss: 'port-mismatch' },
  { name: 'an entry with another port', netrc: 'machine {name}:1 {ok}\n', fate: 'denied', miss: 'port-mismatch' },
  { name: 'over several lines', netrc: 'machine {host}\n  login lab\n  password lab-secret-4711\n', fate: 'served' },
  { name: 'no newline at the end', netrc: 'machine {host} {ok}', fate: 'served' },
  { name: 'CRLF', netrc: 'machine {host}\r\nlogin lab\r\npassword lab-secret-4711\r\n', fate: 'served' },
  {
    name: 'the password before the login',
    netrc: 'machine {host} password lab-secret-4711 login lab\n',
    fate: 'served',
  },
  { name: 'an entry without password', netrc: 'machine {host} login lab\n', fate: 'denied', miss: 'no-password' },
  { name: 'an entry without login', netrc: 'machine {host} password x\n', fate: 'denied', miss: 'no-login' },
  {
    name: 'a word and its value on two lines',
    netrc: 'machine {host} login lab password\nlab-secret-4711\n',
    ...{ fate: 'denied', miss: 'no-password' },
  },
  {
    name: 'an account in between',
    netrc: 'machine {host} login lab account a password lab-secret-4711\n',
    fate: 'served',
  },
  { name: 'a default entry only', netrc: 'default {ok}\n', fate: 'denied', miss: 'default-ignored' },
  {
    name: 'an entry behind default on its line',
    netrc: 'default login a password b\nmachine {host} {ok}\n',
    fate: 'served',
  },
  {
    name: 'an entry behind a lone default',
    netrc: 'default\nlogin a\nmachine {host} {ok}\n',
    fate: 'denied',
    miss: 'unread',
  },
  {
    name: 'two entries, the right one first',
    netrc: 'machine {host} {ok}\nmachine {host} login a password b\n',
    fate: 'served',
  },
  {
    name: 'two entries, the wrong one first',
    netrc: 'machine {host} login a password b\nmachine {host} {ok}\n',
    fate: 'denied',
  },
  {
    name: 'an incomplete entry before a whole one',
    netrc: 'machine {host} login a\nmachine {host} {ok}\n',
    fate: 'served',
  },
  { name: 'a macro that ends', netrc: `${MACRO}\nmachine {host} {ok}\n`, fate: 'served' },
  { name: 'a macro that does not end', netrc: `${MACRO}machine {host} {ok}\n`, fate: 'denied', miss: 'endless-macro' },
  {
    name: 'a macro in a file with CRLF',
    netrc: `${MACRO}\nmachine {host} {ok}\n`.replaceAll('\n', '\r\n'),
    ...{ fate: 'denied', miss: 'endless-macro' },
  },
  { name: 'a byte order mark', netrc: '\ufeffmachine {host} {ok}\n', fate: 'denied', miss: 'byte-order-mark' },
  {
    name: 'a byte order mark before another entry',
    netrc: '\ufeffmachine a {ok}\nmachine {host} {ok}\n',
    fate: 'served',
  },
  { name: 'a comment line of even length', netrc: '# ours\nmachine {host} {ok}\n', fate: 'served' },
  { name: 'a comment that hides nothing', netrc: '# machine\nmachine {host} {ok} # mine\n', fate: 'served' },
  { name: 'a no-break space as a blank', netrc: 'machine\u00a0{host} {ok}\n', fate: 'served' },
  { name: 'the machine as a URL', netrc: 'machine https://{host} {ok}\n', fate: since24('served') },
  {
    name: 'a slash behind the machine',
    netrc: 'machine {host}/ {ok}\n',
    ...{ fate: { host: 'denied', whole: 'denied', path: 'served' } },
  },
  {
    name: 'the path of the entry',
    netrc: 'machine {host}/a/b {ok}\n',
    url: 'https://{host}/a/b',
    fate: { host: 'denied', whole: 'denied', path: 'served' },
  },
  {
    name: 'a folder above the entry',
    netrc: 'machine {host}/a {ok}\n',
    url: 'https://{host}/a/b/',
    fate: { host: 'denied', whole: 'denied', path: 'served' },
  },
  {
    name: 'another path',
    netrc: 'machine {host}/c {ok}\n',
    url: 'https://{host}/a',
    ...{ fate: 'denied', miss: 'path-mismatch' },
  },
  {
    name: 'an entry with a path, the host’s netrc',
    netrc: 'machine {host} {ok}\n',
    url: 'https://{host}/a/b',
    fate: 'served',
  },
  {
    name: 'another letter case',
    netrc: 'machine LOCALHOST:{port} {ok}\n',
    url: 'https://localhost:{port}',
    ...{ fate: 'denied', miss: 'name-case' },
  },
  {
    name: 'the URL’s letter case',
    netrc: 'machine LocalHost:{port} {ok}\n',
    url: 'https://LocalHost:{port}',
    fate: 'served',
  },
  { name: 'userinfo alone', netrc: null, url: 'https://lab:lab-secret-4711@{host}', fate: 'served' },
  // Up to 1.23 netrc wins; since 1.24 it is looked for by the URL with its userinfo, and so not found.
  {
    name: 'right userinfo, wrong netrc',
    netrc: 'machine {host} login a password b\n',
    url: 'https://lab:lab-secret-4711@{host}',
    fate: since24('served'),
  },
  {
    name: 'wrong userinfo, right netrc',
    netrc: 'machine {host} {ok}\n',
    url: 'https://a:b@{host}',
    fate: since24('denied', 'served'),
  },
  { name: 'the default port, unwritten', netrc: 'machine {name} {ok}\n', defaultPort: true, fate: 'served' },
  {
    name: 'the default port, in netrc only',
    netrc: 'machine {name}:443 {ok}\n',
    defaultPort: true,
    fate: 'denied',
    miss: 'port-mismatch',
  },
  {
    name: 'the default port, in the URL only',
    netrc: 'machine {name} {ok}\n',
    url: 'https://{name}:443',
    defaultPort: true,
    ...{ fate: 'denied', miss: 'port-mismatch' },
  },
  { name: 'GOAUTH=off', netrc: 'machine {host} {ok}\n', goauth: 'off', fate: since24('denied', 'served') },
  { name: 'GOAUTH=netrc', netrc: 'machine {host} {ok}\n', goauth: 'netrc', fate: 'served' },
  { name: 'GOAUTH=off;netrc', netrc: 'machine {host} {ok}\n', goauth: 'off;netrc', fate: since24('refused', 'served') },
  { name: 'GOAUTH=netrc;', netrc: 'machine {host} {ok}\n', goauth: 'netrc;', fate: since24('refused', 'served') },
  { name: 'GOAUTH=git', netrc: null, goauth: 'git', fate: since24('refused') },
  { name: 'GOAUTH=git relative', netrc: null, goauth: 'git a', fate: since24('refused') },
  { name: 'GOAUTH=git /nowhere', netrc: null, goauth: 'git /nowhere-at-all', fate: since24('refused') },
  { name: 'GOAUTH=git', netrc: null, goauth: 'git {folder}', fate: since24('served') },
  { name: 'GOAUTH=command', netrc: null, goauth: '{command}', fate: since24('served') },
  { name: 'GOAUTH=command told the URL', netrc: null, goauth: "'{late}'", fate: since24('served') },
  { name: 'GOAUTH=a command that is missing', netrc: null, goauth: '{command}-not', fate: 'denied' },
  { name: 'GOAUTH=a command that prints junk', netrc: null, goauth: 'echo junk', fate: 'denied' },
  { name: 'GOAUTH=an unended quote', netrc: null, goauth: "'{command}", fate: 'denied' },
  {
    name: 'GOAUTH=command;netrc, netrc wrong',
    netrc: 'machine {host} login a password b\n',
    goauth: '{command};netrc',
    fate: since24('served'),
  },
  {
    name: 'GOAUTH=netrc;command, netrc wrong',
    netrc: 'machine {host} login a password b\n',
    goauth: 'netrc;{command}',
    fate: 'denied',
  },
];
