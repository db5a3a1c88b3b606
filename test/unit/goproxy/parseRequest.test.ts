/** The paths that go asks a module proxy for, and all others. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseRequest } from '../../../src/goproxy/protocol/parseRequest.ts';
import {
  moduleRequest,
  requestUrl,
  sumdbLookupRequest,
  versionRequest,
} from '../../../src/goproxy/protocol/protocol.ts';

const TAKEN: readonly (readonly [raw: string, kind: string, module: string | null, version: string | null])[] = [
  ['golang.org/x/text/@v/list', 'list', 'golang.org/x/text', null],
  ['golang.org/x/text/@latest', 'latest', 'golang.org/x/text', null],
  ['github.com/%21azure/x/@v/v1.0.0.info', 'info', 'github.com/Azure/x', 'v1.0.0'],
  ['github.com/!azure/x/@v/v1.0.0.mod', 'mod', 'github.com/Azure/x', 'v1.0.0'],
  ['example.test/old/@v/v2.0.0+incompatible.zip', 'zip', 'example.test/old', 'v2.0.0+incompatible'],
  ['example.test/m/@v/master.info', 'info', 'example.test/m', 'master'],
  [
    'golang.org/toolchain/@v/v0.0.1-go1.26.8.linux-amd64.zip',
    'zip',
    'golang.org/toolchain',
    'v0.0.1-go1.26.8.linux-amd64',
  ],
  ['sumdb/sum.golang.org/supported', 'sumdb-supported', null, null],
  ['sumdb/sum.golang.org/lookup/golang.org/x/text@v0.14.0', 'sumdb-lookup', 'golang.org/x/text', 'v0.14.0'],
  ['sumdb/sum.golang.org/lookup/github.com/!azure/x@v1.0.0', 'sumdb-lookup', 'github.com/Azure/x', 'v1.0.0'],
  ['sumdb/sum.golang.org/tile/8/0/x001/x234/067.p/12', 'sumdb-tile', null, null],
  ['sumdb/sum.golang.org/tile/8/data/000', 'sumdb-tile', null, null],
  ['sumdb/db.test/sub/path/latest', 'sumdb-tile', null, null],
];

const REFUSED = [
  '',
  '/',
  'x',
  'golang.org/x/text',
  'golang.org/x/text/@v/',
  'golang.org/x/text/@v/v1.0.0',
  'golang.org/x/text/@v/v1.0.0.exe',
  '../etc/passwd',
  'a.test/../b.test/@v/list',
  'a.test/./b/@v/list',
  'a.test//b/@v/list',
  'a.test/%2e%2e/@v/list',
  'a.test%2fb/@v/list',
  'a.test/b/@v/..%2f..%2fx.info',
  'a.test/b%00/@v/list',
  'a.test/b/@v/list?x=1',
  'a.test/b\\c/@v/list',
  'a.test/%zz/@v/list',
  'A.test/b/@v/list',
  'a.test/!B/@v/list',
  'http://evil.test/a.test/b/@v/list',
  'sumdb/x/../y/supported',
  'sumdb/s.test/tile/8/0/x',
  'sumdb/s.test/lookup/nothing',
  'sumdb/s.test/lookup/A.test/b@v1.0.0',
  'sumdb/s.test/admin',
  `a.test/${'x'.repeat(5000)}/@v/list`,
];

describe('goproxy: the requests of the protocol', () => {
  for (const [raw, kind, module, version] of TAKEN) {
    it(raw, () => {
      const request = parseRequest(raw);
      assert.deepEqual([request?.kind, request?.module, request?.version], [kind, module, version]);
    });
  }

  for (const raw of REFUSED)
    it(`refuses ${raw.slice(0, 60) || 'nothing'}`, () => assert.equal(parseRequest(raw), null));

  it('reads back whatever is asked for', () => {
    const label = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9]{0,8}$/);
    const version = fc.stringMatching(/^v[0-9]\.[0-9]\.[0-9](?:-[a-zA-Z0-9]{1,8})?$/);
    fc.assert(
      fc.property(label, label, version, (one, two, v) => {
        const module = `example.test/${one}/${two}`;
        const all = [
          versionRequest('zip', module, v),
          versionRequest('info', module, v),
          moduleRequest('list', module),
          sumdbLookupRequest('sum.test', module, v),
        ];
        for (const asked of all) {
          if (asked === null) continue;
          const { pathname } = new URL(requestUrl('http://127.0.0.1:1/base', asked.path));
          assert.deepEqual(parseRequest(pathname.slice('/base/'.length)), asked);
        }
      }),
    );
  });

  it('takes any text without a fault', () => {
    fc.assert(fc.property(fc.string({ maxLength: 300, unit: 'binary' }), (text) => void parseRequest(text)));
  });
});
