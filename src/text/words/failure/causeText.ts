/** Each failure's cause in plain words, and what the go command does about it: for the page that explains the codes. */
import * as l10n from '@vscode/l10n';
import type { FailureCode } from '../../../failures/code.ts';

export interface CauseWords {
  /** What has happened. */
  readonly cause: string;
  /** What go does next; for what only an examination finds, what it does because of it. */
  readonly next: string;
}

/** What go does after any error that is not “not found”. */
const stopsAtComma = () =>
  l10n.t('go asks the next entry only where “|” stands behind this one; behind “,” it gives up.');

export function causeText(code: FailureCode): CauseWords {
  return TEXTS[code]();
}

const TEXTS: Readonly<Record<FailureCode, () => CauseWords>> = {
  dns: () => ({
    cause: l10n.t(
      'The name of the host was not found: a typing error, a name server that does not answer, or no network.',
    ),
    next: stopsAtComma(),
  }),
  'connect-timeout': () => ({
    cause: l10n.t(
      'The host does not answer attempts to connect, or there is no way to it: a firewall, a VPN, a route.',
    ),
    next: l10n.t('go waits up to 30 s for each request (about 21 s on Windows). {0}', stopsAtComma()),
  }),
  refused: () => ({
    cause: l10n.t('The host is there, and nothing listens on that port, or a firewall says no.'),
    next: stopsAtComma(),
  }),
  reset: () => ({
    cause: l10n.t(
      'The connection stood and was cut before the answer was whole: by the server, or by a device in between.',
    ),
    next: stopsAtComma(),
  }),
  'response-timeout': () => ({
    cause: l10n.t('The host takes the connection and then says nothing in time; mostly in the TLS handshake.'),
    next: l10n.t('go gives a handshake 10 s, for each round of requests. {0}', stopsAtComma()),
  }),
  tls: () => ({
    cause: l10n.t('The certificate or the handshake was refused, so that nobody can say who is at the other end.'),
    next: stopsAtComma(),
  }),
  'forward-proxy': () => ({
    cause: l10n.t(
      'The HTTP or SOCKS proxy that HTTP_PROXY or HTTPS_PROXY names failed, or refused the way to the host.',
    ),
    next: l10n.t('Every entry that is reached through that proxy fails alike. {0}', stopsAtComma()),
  }),
  'rate-limited': () => ({
    cause: l10n.t('The server has had more requests from this address than it allows (HTTP 429).'),
    next: stopsAtComma(),
  }),
  'http-denied': () => ({
    cause: l10n.t(
      'The server knows what is asked for and does not give it: no credentials, wrong ones, or a rule against it.',
    ),
    next: stopsAtComma(),
  }),
  'not-found': () => ({
    cause: l10n.t(
      'Nobody who was asked has the module, or has that version of it: misspelt, private, deleted, or not fetched yet.',
    ),
    next: l10n.t('go asks the next entry, behind “,” too. After the last one it gives up.'),
  }),
  'server-error': () => ({
    cause: l10n.t('The server reports an error of its own (HTTP 5xx).'),
    next: stopsAtComma(),
  }),
  'bad-content': () => ({
    cause: l10n.t(
      'An answer came that is not what the protocol says: a web page for a file, a broken archive, another version.',
    ),
    next: l10n.t(
      'A .mod or .zip that arrived whole is taken as it is: then go gives up, under “|” too. Else: {0}',
      stopsAtComma(),
    ),
  }),
  'checksum-mismatch': () => ({
    cause: l10n.t(
      'What arrived is not what go.sum or the checksum database has on record: the tag was moved, a mirror or a cache is wrong, or somebody tampers.',
    ),
    next: l10n.t('go refuses the module and asks nobody else.'),
  }),
  'sumdb-unreachable': () => ({
    cause: l10n.t(
      'The checksum database gave no answer for a module that go.sum does not know yet: not reachable, or the module is private and it cannot know it.',
    ),
    next: l10n.t('go refuses the module. What go.sum knows goes on working.'),
  }),
  'missing-gosum': () => ({
    cause: l10n.t(
      'go.sum lacks the line that a module is verified by; mostly after go.mod was edited by hand, or merged.',
    ),
    next: l10n.t('go stops and says which line it wants. It writes none by itself, except in go get and go mod tidy.'),
  }),
  'goproxy-invalid': () => ({
    cause: l10n.t(
      'GOPROXY, or one of the settings beside it, cannot be read. One bad entry makes the whole list invalid.',
    ),
    next: l10n.t('go refuses every download before it asks anybody.'),
  }),
  'goproxy-off': () => ({
    cause: l10n.t('A setting forbids the look-up: GOPROXY=off, -mod=vendor, GOVCS, or a database that is off.'),
    next: l10n.t('go uses what is in the module cache, and downloads nothing.'),
  }),
  'vcs-missing': () => ({
    cause: l10n.t(
      '“direct” fetches from the repository itself, and the program for it is not installed, or not on the PATH.',
    ),
    next: l10n.t('go gives up: nothing comes behind “direct”.'),
  }),
  'vcs-auth': () => ({
    cause: l10n.t(
      '“direct” reached the repository, and it wants credentials that git does not have, or does not take them.',
    ),
    next: l10n.t('go asks nobody for a password: it gives up.'),
  }),
  toolchain: () => ({
    cause: l10n.t('go.mod wants a newer Go than the one that runs; it could not be downloaded, or may not be.'),
    next: l10n.t('go does nothing else in this module, not even what would not need the newer version.'),
  }),
  disk: () => ({
    cause: l10n.t('The module cache cannot be read or written.'),
    next: l10n.t('go gives up. What is in the cache is not asked for again.'),
  }),
  stall: () => ({
    cause: l10n.t('The server takes the request and never answers, or falls silent within the answer.'),
    next: l10n.t('go has no time limit once the connection stands: it waits for ever, under “|” too. Press Ctrl+C.'),
  }),
  'captive-portal': () => ({
    cause: l10n.t('A login page of the network (a hotel, a train, a company) answers in the place of every server.'),
    next: l10n.t('go takes the page for the module’s file and gives up, under “|” too.'),
  }),
  'dns-hijack': () => ({
    cause: l10n.t('The name server answers with an address that is not the host’s.'),
    next: l10n.t('go asks whoever is there, and mostly fails at the certificate.'),
  }),
  'system-proxy-ignored': () => ({
    cause: l10n.t('The system is set to use a proxy, and go knows only HTTP_PROXY, HTTPS_PROXY and NO_PROXY.'),
    next: l10n.t('go connects directly, and fails where only the proxy leads out.'),
  }),
  'setting-masked': () => ({
    cause: l10n.t('A stored GOPROXY has no effect, because an environment variable hides it.'),
    next: l10n.t('go goes by the variable.'),
  }),
  'settings-drift': () => ({
    cause: l10n.t('Terminals, tasks, the Go extension and gopls do not go by the same GOPROXY.'),
    next: l10n.t(
      'The same command works in one place and fails in the other. Go Proxy: Show Effective Settings says who goes by which.',
    ),
  }),
  'private-exposed': () => ({
    cause: l10n.t(
      'A private module is not covered by GOPRIVATE, so that its path is told to a public mirror and the checksum database.',
    ),
    next: l10n.t('go asks them, gets “not found”, and only then goes to the repository.'),
  }),
  'netrc-broken': () => ({
    cause: l10n.t('The netrc file cannot be used as go reads it: its place, its rights, or a host with a port.'),
    next: l10n.t('go asks without credentials, and is denied.'),
  }),
  'clock-skew': () => ({
    cause: l10n.t('The clock of this machine is wrong, so that good certificates seem expired or not valid yet.'),
    next: l10n.t('go refuses every TLS connection. Set the clock.'),
  }),
  slow: () => ({
    cause: l10n.t('The entry serves, and takes longer than you allow (goProxy.failover.latency).'),
    next: l10n.t('go waits for it, with every request.'),
  }),
  'sumdb-trap': () => ({
    cause: l10n.t('The mirror says that it passes the checksum database on, and then its answers fail.'),
    next: l10n.t(
      'go believes it and asks the database nowhere else: every module that go.sum does not know is refused.',
    ),
  }),
  'sumdb-forked': () => ({
    cause: l10n.t('Two signed states of the checksum database contradict each other: one of them was made to deceive.'),
    next: l10n.t('go stops at once and prints the proof. Keep it, and tell the Go team.'),
  }),
  'cache-damaged': () => ({
    cause: l10n.t('A module’s files in the module cache are not what go once verified.'),
    next: l10n.t('go builds with them unless it is asked to look (go mod verify).'),
  }),
  withdrawn: () => ({
    cause: l10n.t(
      'The author of a module has taken the required version back (retracted), or advises against the module (deprecated).',
    ),
    next: l10n.t('go builds with it as before; “go get” and “go list -u” say so.'),
  }),
  unclassified: () => ({
    cause: l10n.t('A failure that is not known here. Its words are shown as they are, and nothing is guessed.'),
    next: l10n.t('That depends. Please report the text, so that it gets a code.'),
  }),
};
