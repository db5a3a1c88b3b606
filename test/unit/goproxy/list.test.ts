/** The grammar of GOPROXY and the changes made to a list. Rows marked [go] were run through go 1.26.8. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Entry, formatList, moveFirst, parseList, putFirst } from '../../../src/goproxy/list/list.ts';

/** The list in one line: each entry's kind or URL, and its separator. */
function show(text: string): string {
  const parsed = parseList(text);
  if (!parsed.ok) return `! ${parsed.error.detail} ${parsed.error.index}`;
  return parsed.value.entries
    .map((entry) => (entry.kind === 'url' ? entry.url : entry.kind) + (entry.separator ?? ''))
    .join(' ');
}

function entriesOf(text: string): readonly Entry[] {
  const parsed = parseList(text);
  assert.ok(parsed.ok);
  return parsed.value.entries;
}

describe('goproxy/list', () => {
  const rows: readonly (readonly [string, string])[] = [
    // Plain lists.
    ['https://a.example', 'https://a.example'],
    ['https://a.example,direct', 'https://a.example, direct'],
    ['https://a.example|direct', 'https://a.example| direct'],
    ['https://a.example,https://b.example|direct', 'https://a.example, https://b.example| direct'],
    ['direct', 'direct'],
    ['off', 'off'],
    // Blanks: dropped, and the separator that counts is the one right after an entry. [go]
    ['', '! no-entries null'],
    [' ', '! no-entries null'],
    [',', '! no-entries null'],
    ['|,|', '! no-entries null'],
    ['a.example,,direct', 'https://a.example, direct'],
    ['a.example,|direct', 'https://a.example, direct'],
    ['a.example|,direct', 'https://a.example| direct'],
    [',a.example', 'https://a.example'],
    // The end has no separator, even where one is written.
    ['a.example,', 'https://a.example'],
    ['a.example|', 'https://a.example'],
    ['a.example| ,', 'https://a.example'],
    // White space as Go trims it: U+0085 and U+00A0 go [go], U+FEFF stays and then looks like a scheme [go].
    [' a.example , direct ', 'https://a.example, direct'],
    ['\ta.example\n,\r\ndirect', 'https://a.example, direct'],
    ['\u00a0a.example\u0085', 'https://a.example'],
    ['\u3000a.example\u2003', 'https://a.example'],
    ['\ufeffhttps://a.example', '! bad-url 0'],
    ['\ufeffdirect', '! missing-scheme 0'],
    // direct and off end the list; what follows is never validated. [go]
    ['direct,foo', 'direct, unread'],
    ['off,https://x', 'off, unread'],
    ['off|DIRECT|%zz', 'off| unread| unread'],
    ['direct,', 'direct'],
    ['direct,direct', 'direct, unread'],
    // Exact, lower case only. [go]
    ['DIRECT', '! missing-scheme 0'],
    ['Off', '! missing-scheme 0'],
    ['none', '! missing-scheme 0'],
    ['noproxy', '! missing-scheme 0'],
    // Scheme inference. [go]
    ['proxy.corp', 'https://proxy.corp'],
    ['localhost:8081', 'https://localhost:8081'],
    ['localhost:8081/x', 'https://localhost:8081/x'],
    ['host/path', 'https://host/path'],
    ['localhost', '! missing-scheme 0'],
    ['/abs/path', '! missing-scheme 0'],
    ['//host/path', '! missing-scheme 0'],
    ['./relative', 'https://./relative'],
    ['.', 'https://.'],
    [':', 'https://:'],
    ['a b', '! missing-scheme 0'],
    ['*', '! missing-scheme 0'],
    // `:/` says that the entry is a whole URL. [go]
    ['https:/x', 'https:/x'],
    ['https://', 'https://'],
    ['https:foo:/x', 'https:foo:/x'],
    ['https:goproxy.example', '! bad-url 0'],
    ['ftp://x', '! unsupported-scheme 0'],
    ['ftp.example://x', '! unsupported-scheme 0'],
    ['C:/dir', '! unsupported-scheme 0'],
    ['C:\\dir', '! bad-url 0'],
    ['socks5://x:1', '! unsupported-scheme 0'],
    ['://x', '! bad-url 0'],
    ['1http://x', '! bad-url 0'],
    ['HTTPS://A.example', 'https://A.example'],
    ['hTTp://a.example', 'http://a.example'],
    // One bad entry spoils the list, the first one is told. [go]
    ['https://a.example,foo', '! missing-scheme 1'],
    ['foo,ftp://x', '! missing-scheme 0'],
    [',, foo', '! missing-scheme 0'],
    ['"https://a.example"', '! bad-url 0'],
    ["'https://a.example'", '! bad-url 0'],
    ['https://a.example;https://b.example', 'https://a.example;https://b.example'],
    // file: a path and nothing else. [go]
    ['file:///abs/path', 'file:///abs/path'],
    ['file:///abs/path/', 'file:///abs/path'],
    ['file:///', 'file:///'],
    ['file://', 'file://'],
    ['file:///C:/dir', 'file:///C:/dir'],
    ['file:///a%20b%2Cc', 'file:///a%20b%2Cc'],
    ['file:///x#', 'file:///x'],
    ['file://localhost/x', '! file-with-host 0'],
    ['file://server/share', '! file-with-host 0'],
    ['file:/x', '! file-with-host 0'],
    ['file:///x?', '! file-with-host 0'],
    ['file:///x?y', '! file-with-host 0'],
    ['file:///x#y', '! file-with-host 0'],
    ['file://u@/x', '! file-with-host 0'],
    ['file:x/y', '! bad-url 0'],
    ['file:///x%', '! bad-url 0'],
    // One slash at the end of the path goes; two stay, for there the database is asked below `//`. [go]
    ['https://a.example/', 'https://a.example'],
    ['https://a.example//', 'https://a.example//'],
    ['https://a.example/go/', 'https://a.example/go'],
    ['https://a.example/?tok=1', 'https://a.example?tok=1'],
    ['https://a.example/go/?tok=/', 'https://a.example/go?tok=/'],
    ['https://a.example/?', 'https://a.example?'],
    ['https://a.example/go#part', 'https://a.example/go'],
    ['https://a.example/go#%zz', '! bad-url 0'],
    ['https://a.example/a/../b', 'https://a.example/a/../b'],
    ['https://a.example/%61%2fb', 'https://a.example/%61%2fb'],
    ['https://a.example/\u4e2d', 'https://a.example/\u4e2d'],
    ['https://a.example/a%', '! bad-url 0'],
    ['https://a.example/a%2', '! bad-url 0'],
    // Ports: any digits are a port; the dial fails later. [go]
    ['http://127.0.0.1:0', 'http://127.0.0.1:0'],
    ['http://127.0.0.1:99999', 'http://127.0.0.1:99999'],
    ['http://127.0.0.1:', 'http://127.0.0.1:'],
    ['http://:8080', 'http://:8080'],
    ['http://h:1:2', '! bad-url 0'],
    ['http://h:x', '! bad-url 0'],
    ['http://h:-1', '! bad-url 0'],
    ['http://::1/', '! bad-url 0'],
    // IPv6 literals. [go]
    ['http://[::1]', 'http://[::1]'],
    ['http://[::1]:8080/x', 'http://[::1]:8080/x'],
    ['http://[::ffff:127.0.0.1]', 'http://[::ffff:127.0.0.1]'],
    ['http://[fe80::1%25eth0]:9', 'http://[fe80::1%25eth0]:9'],
    ['http://[fe80::1%25e%20h]', 'http://[fe80::1%25e%20h]'],
    ['http://[fe80::1%25]', '! bad-url 0'],
    ['http://[fe80::1%25a%2Fb]', '! bad-url 0'],
    ['http://[fe80::1%eth0]', '! bad-url 0'],
    ['http://[127.0.0.1]', '! bad-url 0'],
    ['http://[::1', '! bad-url 0'],
    ['http://::1]', '! bad-url 0'],
    ['http://[::1]x', '! bad-url 0'],
    ['http://[::1]:x', '! bad-url 0'],
    ['http://a[::1]', '! bad-url 0'],
    ['http://[:::]', '! bad-url 0'],
    ['http://[1::2::3]', '! bad-url 0'],
    // Hosts.
    ['https://b\u00fccher.example', 'https://b\u00fccher.example'],
    ['https://xn--bcher-kva.example', 'https://xn--bcher-kva.example'],
    ['https://b%C3%BCcher.example', 'https://b%C3%BCcher.example'],
    ['https://a%20b.example', '! bad-url 0'],
    ['https://x y/', '! bad-url 0'],
    ['https://x\\y/', '! bad-url 0'],
    ['https://x"y/', 'https://x"y/'.slice(0, -1)],
    ['https://a_b.example', 'https://a_b.example'],
    // Credentials stay; what may stand in them is narrow.
    ['https://u:p@a.example', 'https://u:p@a.example'],
    ['https://u@a.example', 'https://u@a.example'],
    ['https://@a.example', 'https://@a.example'],
    ['https://u:p%40x@a.example', 'https://u:p%40x@a.example'],
    ['https://u:p@ss@a.example', 'https://u:p@ss@a.example'],
    ['https://u:p/x@a.example', '! bad-url 0'],
    ['https://u:p#x@a.example', '! bad-url 0'],
    ['https://u:p%@a.example', '! bad-url 0'],
    ['https://u:p ss@a.example', '! bad-url 0'],
    ['https://\u00fc:p@a.example', '! bad-url 0'],
    // Control characters.
    ['https://a.example/\0', '! bad-url 0'],
    ['https://a\n.example', '! bad-url 0'],
    ['https://a.example/\x7f', '! bad-url 0'],
    ['\0', '! bad-url 0'],
    ['https://a.example#\0', 'https://a.example'],
  ];

  for (const [text, expected] of rows) {
    it(`reads ${JSON.stringify(text)}`, () => assert.equal(show(text), expected));
  }

  it('keeps what was written, trimmed, and numbers entries as go sees them', () => {
    const entries = entriesOf(' A.example/ ,, off , x ');
    assert.deepEqual(
      entries.map(({ index, value, kind }) => [index, value, kind]),
      [
        [0, 'A.example/', 'url'],
        [1, 'off', 'off'],
        [2, 'x', 'unread'],
      ],
    );
  });

  it('tells the host and what becomes of credentials', () => {
    const facts = ['https://u:p@a.example:1/x', 'http://u@a.example', 'http://a.example', 'file:///x', 'https:/x'].map(
      (text) => {
        const [entry] = entriesOf(text);
        return entry?.kind === 'url' ? [entry.scheme, entry.host, entry.credentials] : null;
      },
    );
    assert.deepEqual(facts, [
      ['https', 'a.example:1', 'https'],
      ['http', 'a.example', 'refused'],
      ['http', 'a.example', 'none'],
      ['file', '', 'none'],
      ['https', '', 'none'],
    ]);
  });

  it('tells the fault of an entry with the entry as written', () => {
    assert.deepEqual(parseList('https://a.example, ftp://u:p@x '), {
      ok: false,
      error: { detail: 'unsupported-scheme', index: 1, value: 'ftp://u:p@x' },
    });
  });

  it('reads ten megabytes', () => {
    assert.equal(show(`a.b,https://c.d/${'%41'.repeat(3_500_000)},direct`).length > 10_000_000, true);
    assert.equal(show(`${' ,'.repeat(5_000_000)}direct`), 'direct');
  });

  it('refuses more entries than anyone could want', () => {
    assert.equal(parseList(Array(1000).fill('a.b').join()).ok, true);
    assert.equal(show(Array(1001).fill('a.b').join()), '! too-many null');
    assert.equal(show(`off${',x'.repeat(1_000_000)}`), '! too-many null');
  });
});

describe('goproxy/list changes', () => {
  const moves: readonly (readonly [string, number, string | null])[] = [
    ['a.b,c.d,direct', 0, 'a.b,c.d,direct'],
    ['a.b,c.d,direct', 1, 'c.d,a.b,direct'],
    // The barrier after a private entry stays with it.
    ['a.b|private.d,direct', 1, 'private.d,a.b|direct'],
    ['private.b,c.d|direct', 1, 'c.d|private.b,direct'],
    // A moved last entry gets a comma, the new last one has none.
    ['a.b|c.d', 1, 'c.d,a.b'],
    ['a.b|c.d|e.f', 2, 'e.f,a.b|c.d'],
    ['a.b,,c.d,', 1, 'c.d,a.b'],
    [' a.b , c.d ', 1, 'c.d,a.b'],
    // What cannot be moved.
    ['a.b,direct', 1, null],
    ['a.b,off', 1, null],
    ['a.b,off,c.d', 2, null],
    ['a.b', 1, null],
    ['a.b', -1, null],
    ['a.b', 0.5, null],
    ['a.b', Number.NaN, null],
  ];
  for (const [text, index, expected] of moves) {
    it(`moves ${index} of ${text} first`, () => {
      const parsed = parseList(text);
      assert.ok(parsed.ok);
      assert.equal(moveFirst(parsed.value, index), expected);
    });
  }

  const mirrors: readonly (readonly [list: string, url: string, expected: string])[] = [
    ['https://a.b|direct', 'https://m.n', 'https://m.n,https://a.b|direct'],
    ['https://a.b|https://m.n/,direct', 'https://m.n', 'https://m.n/,https://a.b|direct'],
    ['https://a.b, https://m.n', 'https://m.n/', 'https://m.n,https://a.b'],
    ['https://m.n|off', 'https://m.n', 'https://m.n|off'],
    ['direct', 'https://m.n', 'https://m.n,direct'],
    // What stands after direct is not read.
    ['direct,https://m.n', 'https://m.n', 'https://m.n,direct,https://m.n'],
  ];
  for (const [text, url, expected] of mirrors) {
    it(`puts ${url} before ${text}`, () => {
      const parsed = parseList(text);
      assert.ok(parsed.ok);
      assert.equal(putFirst(parsed.value, url), expected);
    });
  }

  it('prints entries that someone else put together', () => {
    assert.equal(formatList([]), '');
    assert.equal(formatList([{ value: 'a.b', separator: '|' }]), 'a.b');
    assert.equal(
      formatList([
        { value: 'a.b', separator: null },
        { value: 'direct', separator: null },
      ]),
      'a.b,direct',
    );
  });
});

describe('goproxy/list properties', () => {
  const piece = fc.constantFrom(
    'a.b',
    'https://c.d/e/',
    'http://u:p@h:1',
    'file:///x',
    'direct',
    'off',
    '',
    ' ',
    'word',
    '%',
    'x?y',
  );
  const list = fc
    .array(fc.tuple(piece, fc.constantFrom(',', '|', ' , ', '||')), { maxLength: 8 })
    .map((parts) => parts.flat().join(''));

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          list,
          fc.string().map((text) => `https://${text}`),
        ),
        (text) => {
          parseList(text);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('prints a list that reads the same', () => {
    fc.assert(
      fc.property(list, (text) => {
        const parsed = parseList(text);
        if (!parsed.ok) return;
        const printed = formatList(parsed.value.entries);
        assert.deepEqual(entriesOf(printed), parsed.value.entries);
        assert.equal(formatList(entriesOf(printed)), printed);
      }),
    );
  });

  it('moves an entry without losing or changing another', () => {
    fc.assert(
      fc.property(list, fc.nat(8), (text, index) => {
        const parsed = parseList(text);
        if (!parsed.ok) return;
        const moved = moveFirst(parsed.value, index);
        const before = parsed.value.entries;
        assert.equal(moved !== null, before[index]?.kind === 'url');
        if (moved === null) return;
        const after = entriesOf(moved);
        assert.deepEqual(
          after.map(({ value }) => value),
          [before[index], ...before.filter((_, at) => at !== index)].map((entry) => entry?.value),
        );
        for (const entry of after.slice(0, -1)) {
          const old = before.find(({ value, separator }) => value === entry.value && separator === entry.separator);
          assert.ok(old !== undefined || entry.separator === ',');
        }
      }),
    );
  });

  it('reads a hundred times the text in about a hundred times the time', () => {
    const shapes: ((length: number) => string)[] = [
      (length) => ','.repeat(length),
      (length) => ' '.repeat(length),
      (length) => `https://${'a'.repeat(length)}`,
      (length) => `https://h/${'%41'.repeat(length / 3)}`,
      (length) => `https://h/${'\u4e2d'.repeat(length)}`,
      (length) => 'a'.repeat(length),
      (length) => `https://h?${'?'.repeat(length)}`,
      (length) => `https://${'@'.repeat(length)}`,
      (length) => `https://${'['.repeat(length)}`,
      (length) => `off,${'x'.repeat(length)}`,
    ];
    // The least of three: a busy machine adds to a time, and never takes away.
    const time = (text: string) => {
      const times = [0, 1, 2].map(() => {
        const start = performance.now();
        parseList(text);
        return performance.now() - start;
      });
      return Math.min(...times);
    };
    for (const shape of shapes) {
      time(shape(20_000));
      const small = Math.max(time(shape(20_000)), 1);
      // A quadratic parser would take ten thousand times as long.
      assert.ok(time(shape(2_000_000)) < small * 1000, shape(40));
    }
  }).timeout(60_000);
});
