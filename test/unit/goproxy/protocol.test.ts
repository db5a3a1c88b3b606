/** The protocol's requests and their URLs. Rows marked [go] were seen on the wire of go 1.26.8. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { WELL_KNOWN } from '../../../src/goproxy/module/sample.ts';
import {
  moduleRequest,
  requestUrl,
  sumdbLookupRequest,
  sumdbSupportedRequest,
  versionRequest,
} from '../../../src/goproxy/protocol/protocol.ts';
import { planRequests } from '../../../src/goproxy/protocol/route.ts';

describe('goproxy/protocol', () => {
  it('builds the requests', () => {
    assert.deepEqual(versionRequest('info', 'github.com/Azure/x', 'v1.0.0'), {
      kind: 'info',
      path: 'github.com/!azure/x/@v/v1.0.0.info',
      module: 'github.com/Azure/x',
      version: 'v1.0.0',
    });
    assert.equal(versionRequest('mod', 'a.b/c', 'v2.0.0+incompatible')?.path, 'a.b/c/@v/v2.0.0+incompatible.mod');
    assert.equal(versionRequest('zip', 'a.b/c', 'v1.0.0-RC1')?.path, 'a.b/c/@v/v1.0.0-!r!c1.zip');
    assert.equal(versionRequest('info', 'a.b/c', 'Master')?.path, 'a.b/c/@v/!master.info');
    assert.deepEqual(moduleRequest('list', 'a.b/C'), {
      kind: 'list',
      path: 'a.b/!c/@v/list',
      module: 'a.b/C',
      version: null,
    });
    assert.equal(moduleRequest('latest', 'a.b/C')?.path, 'a.b/!c/@latest');
    assert.deepEqual(sumdbSupportedRequest('sum.golang.org'), {
      kind: 'sumdb-supported',
      path: 'sumdb/sum.golang.org/supported',
      module: null,
      version: null,
    });
    assert.equal(
      sumdbLookupRequest('sum.golang.org', 'a.b/C', 'v1.0.0-RC1')?.path,
      'sumdb/sum.golang.org/lookup/a.b/!c@v1.0.0-!r!c1',
    );
  });

  it('builds none for what no proxy can be asked', () => {
    for (const [module, version] of [
      ['nodot/x', 'v1.0.0'],
      ['a.b/../c', 'v1.0.0'],
      ['a.b/c?x', 'v1.0.0'],
      ['a.b/c', 'feature/x'],
      ['a.b/c', '!x'],
      ['a.b/c', ''],
      ['a.b/c', '>=v1'],
      ['a.b/c', 'ü'],
    ] as const) {
      assert.equal(versionRequest('info', module, version), null, `${module} ${version}`);
      assert.equal(sumdbLookupRequest('sum.golang.org', module, version), null);
    }
    assert.equal(moduleRequest('list', ''), null);
    assert.equal(moduleRequest('latest', 'x'), null);
  });

  const INFO = 'github.com/!azure/x/@v/v1.0.0.info';
  const LOOKUP = 'sumdb/sum.golang.org/lookup/github.com/!azure/x@v1.0.0';
  const rows: readonly (readonly [string, string, string])[] = [
    // `!` becomes %21 [go].
    ['https://a.b', INFO, 'https://a.b/github.com/%21azure/x/@v/v1.0.0.info'],
    ['https://a.b/go', INFO, 'https://a.b/go/github.com/%21azure/x/@v/v1.0.0.info'],
    // In a look-up only below a path [go].
    ['https://a.b', LOOKUP, 'https://a.b/sumdb/sum.golang.org/lookup/github.com/!azure/x@v1.0.0'],
    ['https://a.b/go', LOOKUP, 'https://a.b/go/sumdb/sum.golang.org/lookup/github.com/%21azure/x@v1.0.0'],
    // Two slashes at the end: cleaned for modules, kept for the database [go].
    ['https://a.b//', INFO, 'https://a.b/github.com/%21azure/x/@v/v1.0.0.info'],
    ['https://a.b//', LOOKUP, 'https://a.b//sumdb/sum.golang.org/lookup/github.com/%21azure/x@v1.0.0'],
    ['https://a.b/x//y', INFO, 'https://a.b/x/y/github.com/%21azure/x/@v/v1.0.0.info'],
    ['https://a.b/x/../y', INFO, 'https://a.b/y/github.com/%21azure/x/@v/v1.0.0.info'],
    ['https://a.b/..', INFO, 'https://a.b/github.com/%21azure/x/@v/v1.0.0.info'],
    // The entry's own encoding stays where it is one [go].
    ['https://a.b/%61/x%2Fy', INFO, 'https://a.b/%61/x%2Fy/github.com/%21azure/x/@v/v1.0.0.info'],
    ['https://a.b/%2e%2e/y', INFO, 'https://a.b/y/github.com/%21azure/x/@v/v1.0.0.info'],
    ['https://a.b/中 文', INFO, 'https://a.b/%E4%B8%AD%20%E6%96%87/github.com/%21azure/x/@v/v1.0.0.info'],
    ['https://a.b/a\\b', INFO, 'https://a.b/a%5Cb/github.com/%21azure/x/@v/v1.0.0.info'],
    ['https://a.b/%ff', INFO, 'https://a.b/%ff/github.com/%21azure/x/@v/v1.0.0.info'],
    // The query goes along [go].
    ['https://a.b?tok=1', INFO, 'https://a.b/github.com/%21azure/x/@v/v1.0.0.info?tok=1'],
    ['https://a.b/p?a=b?c', 'a.b/@v/list', 'https://a.b/p/a.b/@v/list?a=b?c'],
    ['https://a.b?', 'a.b/@v/list', 'https://a.b/a.b/@v/list?'],
    // Versions that are no versions [go].
    ['http://a.b', 'a.b/@v/a,b+c&d=@e[f].info', 'http://a.b/a.b/@v/a%2Cb+c&d=@e%5Bf%5D.info'],
    ['http://a.b/q', 'a.b/@v/a,b+c&d=@e[f].info', 'http://a.b/q/a.b/@v/a,b+c&d=@e%5Bf%5D.info'],
    ['http://a.b', 'a.b/@v/50%25.info', 'http://a.b/a.b/@v/50%2525.info'],
    // Host and credentials.
    ['https://u:p%40x@a.b:8443/go', 'a.b/@latest', 'https://u:p%40x@a.b:8443/go/a.b/@latest'],
    ['https://bücher.example', 'a.b/@latest', 'https://bücher.example/a.b/@latest'],
    ['https://b%C3%BCcher.example', 'a.b/@latest', 'https://bücher.example/a.b/@latest'],
    ['http://[::1]:8080', 'a.b/@latest', 'http://[::1]:8080/a.b/@latest'],
    ['http://[fe80::1%25eth0]', 'a.b/@latest', 'http://[fe80::1%25eth0]/a.b/@latest'],
    ['http://127.0.0.1:99999', 'a.b/@latest', 'http://127.0.0.1:99999/a.b/@latest'],
    // Go dials this machine [go].
    ['http://:8080', 'a.b/@latest', 'http://localhost:8080/a.b/@latest'],
    // No host, no request: nothing that another URL parser would mend into a host of its own.
    ['https:/x', 'a.b/@latest', 'https://'],
    ['https://', 'a.b/@latest', 'https://'],
    ['https:foo:/x', 'a.b/@latest', ''],
    ['nonsense:', 'a.b/@latest', 'nonsense://'],
    ['%', 'a.b/@latest', ''],
    // Files.
    ['file:///srv/go', INFO, 'file:///srv/go/github.com/%21azure/x/@v/v1.0.0.info'],
    ['file:///', 'a.b/@v/list', 'file:///a.b/@v/list'],
    ['file:///a%20b', 'a.b/@v/list', 'file:///a%20b/a.b/@v/list'],
    ['file:///C:/dir', 'a.b/@v/list', 'file:///C:/dir/a.b/@v/list'],
  ];
  for (const [entry, path, expected] of rows) {
    it(`asks ${entry} for ${path}`, () => assert.equal(requestUrl(entry, path), expected));
  }

  it('gives what cannot be fetched as something that cannot be parsed', () => {
    for (const url of ['https:/x', 'https://', 'https:foo:/x']) {
      assert.equal(URL.canParse(requestUrl(url, 'github.com/x/@v/list')), false, url);
    }
  });

  it('never throws, and never leaves the entry’s host', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (tail, path) => {
        requestUrl(tail, path);
        const url = requestUrl(`https://h.example/${tail.replace(/[#]/g, '')}`, `a.b/@v/${path}`);
        if (url !== '') assert.equal(new URL(url).host, 'h.example');
      }),
      { numRuns: 2000 },
    );
  });
});

describe('goproxy/route', () => {
  const plan = (
    version: string | null,
    depth: 'sample' | 'quick' | 'named',
    sumdb: string | null = null,
    module = 'a.b/c',
  ) => {
    const { requests, sumdb: database } = planRequests({
      subject: { module, version },
      depth,
      sumdb,
      sumdbSubject: WELL_KNOWN,
    });
    return [...requests, ...(database === null ? [] : [database.supported, database.lookup])].map(({ path }) => path);
  };

  it('plans by depth', () => {
    assert.deepEqual(plan('v1.0.0', 'sample'), ['a.b/c/@v/v1.0.0.info', 'a.b/c/@v/v1.0.0.mod', 'a.b/c/@v/list']);
    assert.deepEqual(plan('v1.0.0', 'quick'), ['a.b/c/@v/v1.0.0.info', 'a.b/c/@v/v1.0.0.mod']);
    assert.deepEqual(plan('v1.0.0', 'named'), ['a.b/c/@v/v1.0.0.info', 'a.b/c/@v/v1.0.0.mod', 'a.b/c/@v/v1.0.0.zip']);
  });

  it('resolves what is no version first', () => {
    for (const query of [null, 'v1', 'v1.2', 'v1.0.0+meta']) {
      assert.deepEqual(plan(query, 'named'), ['a.b/c/@v/list', 'a.b/c/@latest'], String(query));
    }
    assert.deepEqual(plan('master', 'named'), ['a.b/c/@v/master.info']);
  });

  it('adds the database, asked about a module that anyone may know', () => {
    assert.deepEqual(plan('v1.0.0', 'quick', 'sum.golang.org').slice(2), [
      'sumdb/sum.golang.org/supported',
      'sumdb/sum.golang.org/lookup/golang.org/x/text@v0.14.0',
    ]);
  });

  it('plans nothing for what cannot be asked', () => {
    assert.deepEqual(plan('v1.0.0', 'named', null, 'x'), []);
    assert.deepEqual(plan('a/b', 'named'), []);
  });
});
