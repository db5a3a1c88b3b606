/** Causes that go's words never tell: the examination finds them. */
import { healthy, html, status, withDatabase } from '../../../../scripts/record/behaviours.ts';
import type { Behaviour } from '../../../../scripts/record/scenario.ts';
import type { Row } from '../row.ts';
import { CN, CN_URL, CORP, CORP_URL, DOWNLOAD, IO, IO_URL, SPARE, SPARE_URL } from './places.ts';

/** Takes the request and says nothing. */
const silent: Behaviour = () => null;

/** Answers after a while. */
const slow: Behaviour = (ask) => {
  const answer = healthy(ask);
  const timer = setTimeout(() => {
    if (answer !== null) ask.response.writeHead(answer.status, { ...answer.headers }).end(answer.body);
  }, 1_000);
  ask.response.on('close', () => clearTimeout(timer));
  return null;
};

export const LOOKED_ROWS: readonly Row[] = [
  {
    code: 'stall',
    words: 'go waits for ever at the first entry; the second is put first',
    goproxy: `${CN_URL},${IO_URL}`,
    hosts: { [CN]: silent, [IO]: healthy },
    args: DOWNLOAD,
    by: 'looking',
    hangs: true,
    entry: 0,
    remedy: 'use-goproxy',
  },
  {
    code: 'captive-portal',
    words: 'a sign-in page for everything; the user signs in',
    goproxy: CORP_URL,
    hosts: { [CORP]: html() },
    args: DOWNLOAD,
    by: 'looking',
    entry: 0,
    remedy: 'sign-in',
    afterwards: { hosts: { [CORP]: healthy } },
  },
  {
    code: 'slow',
    words: 'the first entry takes its time for each request; the second is put first',
    goproxy: `${CN_URL},${IO_URL}`,
    hosts: { [CN]: slow, [IO]: healthy },
    args: DOWNLOAD,
    by: 'looking',
    latency: 800,
    entry: 0,
    remedy: 'use-goproxy',
  },
  {
    code: 'sumdb-trap',
    words: 'the first entry says that it has the database, and has not; the second is put first',
    goproxy: `${CORP_URL},${SPARE_URL}`,
    settings: { GOSUMDB: '$KEY' },
    hosts: { [CORP]: withDatabase(/\/(?:lookup|tile)\//, status(404)), [SPARE]: withDatabase() },
    args: DOWNLOAD,
    by: 'looking',
    entry: 0,
    remedy: 'use-goproxy',
  },
  {
    code: 'setting-masked',
    words: 'a variable hides the list that was stored; the user takes it away',
    goproxy: CN_URL,
    env: { GOPROXY: 'off' },
    hosts: { [CN]: healthy },
    args: DOWNLOAD,
    by: 'looking',
    entry: null,
    remedy: 'unset-override',
    afterwards: { env: { GOPROXY: '' } },
  },
  {
    code: 'settings-drift',
    reason:
      'go goes by either setting and nothing fails: `env` and the notice of the editor tell it, nothing is to be mended',
    shownBy: ['test/network/env.test.ts', 'drift'],
  },
  {
    code: 'dns-hijack',
    reason: 'a name server, or a line of the hosts file, is not ours to change: told with the evidence',
    shownBy: ['test/network/findings/rows/names.ts', 'dns-hijack'],
  },
  {
    code: 'system-proxy-ignored',
    reason: 'go fails by another code here; the remedy writes the terminal’s environment, which go in a test has not',
    shownBy: ['test/network/findings/rows/forwardProxies.ts', 'system-proxy-ignored'],
  },
  {
    code: 'private-exposed',
    reason: 'nothing fails yet: it is told before a private path is asked of a public mirror',
    shownBy: ['test/network/findings/rows/graph.ts', 'private-exposed'],
  },
  {
    code: 'netrc-broken',
    reason: 'a password is its owner’s to write; to go it is a 401 or 404 (http-denied, not-found)',
    shownBy: ['test/network/findings/rows/credentials.ts', 'netrc-broken'],
  },
  {
    code: 'clock-skew',
    reason: 'only the owner of the clock can set it; to go it is an x509 failure (code tls)',
    shownBy: null,
  },
  {
    code: 'cache-damaged',
    reason:
      'found by looking through the cache; what `go mod verify` says of it is checksum-mismatch/cache, which has rows',
    shownBy: ['test/network/graph/moduleCache.test.ts', 'cache-damaged'],
  },
  {
    code: 'withdrawn',
    reason: 'nothing fails: go goes on to use what its author took back',
    shownBy: ['test/network/graph/moduleCache.test.ts', 'withdrawn'],
  },
];
