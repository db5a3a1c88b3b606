/** Whom a traced request was made to, and how the trace ended. */
import assert from 'node:assert/strict';
import type { ProcessResult } from '../../../../src/base/processes.ts';
import { outcomeOf, tracedVersion } from '../../../../src/doctor/trace/outcome.ts';
import { type RoutingContext, routeRequests } from '../../../../src/doctor/trace/routing.ts';
import type { ComparedRequest } from '../../../../src/doctor/trace/traceReport.ts';
import type { TracedRequest } from '../../../../src/gocmd/trace/tracedRequest.ts';
import { parseList } from '../../../../src/goproxy/list/list.ts';
import { evidenceOf } from '../../failures/evidence.ts';

const LIST = 'https://user:secret@a.test/go/?token=x,https://a.test/go/deep|http://b.test,direct';
const TILE = '/sumdb/sum.golang.org/tile/8/0/000';

function request(url: string, more: Partial<TracedRequest> = {}): TracedRequest {
  return { url, command: null, begin: 0, end: 10, ms: 10, status: 200, error: null, ...more };
}

function context(more: Partial<RoutingContext> & { readonly text?: string } = {}): RoutingContext {
  const { text = LIST, ...rest } = more;
  const parsed = parseList(text);
  const list = parsed.ok ? parsed.value : null;
  return { list, isPrivate: false, gosumdb: 'sum.golang.org', environment: {}, isCutOff: false, ...rest };
}

const route = (one: TracedRequest, more: Parameters<typeof context>[0] = {}) => routeRequests([one], context(more))[0];

describe('routing of traced requests', () => {
  const PARTIES: readonly (readonly [url: string, party: string, entry: number | null])[] = [
    ['https://user:xxxxx@a.test/go/m.test/@v/v1.0.0.info?token=x', 'entry', 0],
    ['https://a.test/go/deep/m.test/@v/v1.0.0.info', 'entry', 1],
    ['https://A.test/go/deeper/@v/v1.0.0.info', 'entry', 0],
    ['http://b.test/%21upper.test/@v/v1.0.0.zip', 'entry', 2],
    [`http://b.test${TILE}`, 'entry', 2],
    ['https://sum.golang.org/lookup/m.test@v1.0.0', 'database', null],
    ['https://m.test/x?go-get=1', 'direct', 3],
    ['https://b.test/m.test/@v/v1.0.0.info', 'direct', 3],
  ];
  for (const [url, party, entry] of PARTIES) {
    it(`${url} is of ${party} ${entry}`, () => {
      const routed = route(request(url));
      assert.deepEqual([routed?.party, routed?.entry], [party, entry]);
    });
  }

  it('a private module is of direct, whatever it is like, and of no entry', () => {
    const routed = route(request('http://b.test/m.test?go-get=1'), { isPrivate: true });
    assert.deepEqual([routed?.party, routed?.entry], ['direct', null]);
  });

  it('a database at an address of its own', () => {
    const key = 'sum.golang.google.cn';
    const routed = route(request('https://sum.golang.google.cn/tile/8/0/000'), { gosumdb: key });
    assert.equal(routed?.party, 'database');
  });

  it('a repository’s command is of direct, though its host be an entry’s', () => {
    const routed = route(request('http://b.test/m.git', { command: 'git fetch', status: null }));
    assert.deepEqual([routed?.party, routed?.entry, routed?.failure], ['direct', 3, null]);
  });

  it('the forward proxy by Go’s rules, and none for what git asks', () => {
    const environment = { HTTP_PROXY: 'http://proxy.test:3128', NO_PROXY: 'a.test' };
    const url = 'http://b.test/m.test/@v/v1.0.0.mod';
    assert.equal(route(request(url), { environment })?.forwardProxy, 'http://proxy.test:3128');
    assert.equal(route(request(url, { command: 'git fetch' }), { environment })?.forwardProxy, null);
    assert.equal(route(request('https://a.test/go/x'), { environment })?.forwardProxy, null);
  });

  const ENDS: readonly (readonly [Partial<TracedRequest>, string])[] = [
    [{ status: 404 }, 'not-found/404'],
    [{ status: 500 }, 'server-error/500'],
    [{ status: 403 }, 'http-denied/403'],
    [{ error: 'Get "http://b.test/x": dial tcp 192.0.2.1:80: connect: connection refused' }, 'refused/null'],
    [{ error: 'Get "http://b.test/x": dial tcp: lookup b.test: no such host' }, 'dns/dns-no-such-host'],
    [
      {
        error:
          'Get "https://b.test/x": tls: failed to verify certificate: x509: certificate signed by unknown authority',
      },
      'tls/x509-unknown-authority',
    ],
    [{ error: 'Get "https://b.test/x": Proxy Authentication Required' }, 'forward-proxy/proxy-auth'],
    [{ error: 'insecure credentials' }, 'goproxy-invalid/credentials-on-http'],
    [{ error: 'no such words' }, 'unclassified/null'],
  ];
  for (const [end, expected] of ENDS) {
    it(`${end.status ?? end.error} is ${expected}`, () => {
      const failure = route(request('http://b.test/x', { status: null, ...end }))?.failure;
      assert.equal(`${failure?.code}/${failure?.detail}`, expected);
    });
  }

  it('what had no answer at the deadline hangs; else the body of the last', () => {
    const open = { end: null, ms: null, status: null };
    const first = request('http://b.test/1');
    const both = routeRequests([first, request('http://b.test/2', open)], context({ isCutOff: true }));
    assert.deepEqual(
      both.map(({ hung, failure }) => [hung, failure?.detail ?? null]),
      [
        [null, null],
        ['head', 'no-headers'],
      ],
    );
    const body = routeRequests([request('http://b.test/0'), first], context({ isCutOff: true }));
    assert.deepEqual(
      body.map(({ hung }) => hung),
      [null, 'body'],
    );
    // Go was busy with a failure.
    const neither = routeRequests(
      [request('http://b.test/0', { status: null, error: 'x' })],
      context({ isCutOff: true }),
    );
    assert.deepEqual(
      neither.map(({ hung }) => hung),
      [null],
    );
  });

  it('without a deadline that was over nothing hangs', () => {
    assert.equal(route(request('http://b.test/1', { end: null, status: null }))?.hung, null);
  });
});

describe('outcome of a trace', () => {
  const exited = (code: number, stdout = '', stderr = ''): ProcessResult => ({ kind: 'exited', code, stdout, stderr });
  const error = (text: string) => exited(1, JSON.stringify({ Path: 'm.test', Version: 'v1.0.0', Error: text }));
  const end = (
    result: ProcessResult,
    requests: readonly TracedRequest[],
    compared: readonly ComparedRequest[] = [],
  ) => {
    const routing = context({ isCutOff: result.kind === 'timed-out' });
    return outcomeOf({
      ...{ result, words: result.kind === 'exited' ? result.stderr : '', compared, list: routing.list },
      requests: routeRequests(requests, routing),
    });
  };

  it('the entry that sent the archive has served', () => {
    const requests = [request('https://a.test/go/x.zip', { status: 404 }), request('http://b.test/x.zip')];
    const outcome = end(exited(0), [...requests, request('https://sum.golang.org/lookup/x')]);
    assert.deepEqual(outcome, { ok: true, code: null, detail: null, entry: 2, hung: false });
  });

  it('go’s own words decide, and name the entry by its URL', () => {
    const url = 'http://b.test/m.test/@v/v1.0.0.info';
    const words = `m.test@v1.0.0: reading ${url}: 403 Forbidden`;
    const requests = [request('https://a.test/go/x', { status: 403 }), request(url, { status: 403 })];
    const { code, detail, entry } = end(error(words), requests);
    assert.deepEqual([code, detail, entry], ['http-denied', '403', 2]);
  });

  it('bad content is of whoever sent it last', () => {
    const requests = [request('https://a.test/go/x.info', { status: 404 }), request('http://b.test/x.zip')];
    const { code, entry } = end(error('m.test@v1.0.0: zip: not a valid zip file'), requests);
    assert.deepEqual([code, entry], ['bad-content', 2]);
  });

  it('a repository that fails is of direct', () => {
    const words =
      "m.test@v1.0.0: invalid version: git ls-remote -q --end-of-options https://m.test/x in /d: exit status 128:\n\tfatal: repository 'https://m.test/x/' not found";
    const { code, entry } = end(error(words), [
      request('https://m.test/x', { command: 'git ls-remote', status: null }),
    ]);
    assert.deepEqual([code, entry], ['not-found', 3]);
  });

  it('what go says before it has any JSON counts too', () => {
    const { ok, code } = end(exited(1, '', 'go: invalid proxy URL missing scheme: x'), []);
    assert.deepEqual([ok, code], [false, 'goproxy-invalid']);
  });

  it('words that nobody knows are unclassified', () => {
    assert.equal(end(exited(2, 'what', 'who'), []).code, 'unclassified');
  });

  const cutOff: ProcessResult = { kind: 'timed-out', stdout: '', stderr: '' };
  const open = request('http://b.test/m.test/@v/v1.0.0.info', { end: null, ms: null, status: null });

  it('a silence is a stall', () => {
    assert.deepEqual(end(cutOff, [open]), { ok: false, code: 'stall', detail: 'no-headers', entry: 2, hung: true });
  });

  it('our own request tells a dial from a stall', () => {
    const failure = { code: 'connect-timeout', detail: 'no-answer', phase: 'connect' } as const;
    const own = { party: 'entry', entry: 2, evidence: evidenceOf('info'), failure, goMs: null } as const;
    assert.equal(end(cutOff, [open], [own]).code, 'connect-timeout');
    assert.equal(end(cutOff, [open], [{ ...own, entry: 1 }]).code, 'stall');
    assert.equal(end(cutOff, [open], [{ ...own, failure: { ...failure, code: 'not-found' } }]).code, 'stall');
  });

  it('a go that waits for nobody', () => {
    const { code, hung, entry } = end(cutOff, []);
    assert.deepEqual([code, hung, entry], ['unclassified', true, null]);
  });

  it('the version from the JSON, from nothing else', () => {
    const version = (stdout: string) => tracedVersion({ stdout });
    assert.equal(version('{"Path":"m.test","Version":"v1.2.3"}'), 'v1.2.3');
    for (const text of ['', '[]', 'null', '{', '{"Version":1}', '"v1.0.0"']) assert.equal(version(text), null);
  });
});
