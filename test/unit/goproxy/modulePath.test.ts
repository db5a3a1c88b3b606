/** Module paths and versions: what is legal, how it is escaped, and its order. Held against Go in reference.test.ts. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { escapePath, isModulePath, splitPath, unescapePath } from '../../../src/goproxy/module/modulePath.ts';
import {
  canonicalVersion,
  compareVersions,
  escapeVersion,
  isCanonical,
  isPseudoVersion,
  isVersionOf,
  parseModuleQuery,
  unescapeVersion,
} from '../../../src/goproxy/module/version.ts';

describe('goproxy/modulePath', () => {
  const legal = [
    'golang.org/x/text',
    'github.com/Azure/azure-sdk-for-go',
    'example.com',
    'a.b/c/v2',
    'a.b/c/v10',
    'a.b/c/v', // no number, so no version
    'a.b/c/vv2',
    'a.b/v2x',
    'gopkg.in/yaml.v3',
    'gopkg.in/yaml.v0',
    'gopkg.in/user/pkg.v2-unstable',
    'a.b/_x/~y/z-',
    'a.b/c~1d', // the digits do not end it
    'a.b/conx',
    'a.b/com0', // COM1 to COM9 only
    'a.b/com10',
    '127.0.0.1/x',
    'a.b-c/x',
    'x.v1',
  ];
  const illegal = [
    '',
    'a',
    'a/b.c', // the dot must be in the first element
    'A.b/c', // and that in lower case
    'a_b.c/d',
    '-a.b/c',
    '.a/b', // no element begins with a dot
    'a.b/.c',
    'a.b/c.', // nor ends with one
    'a./b',
    '/a.b',
    'a.b/',
    'a.b//c',
    'a.b/./c',
    'a.b/../c',
    'a.b/c d',
    'a.b/c+d',
    'a.b/c@v1',
    'a.b/c!d',
    'a.b/%41',
    'a.b/ü',
    'a.b/c\n',
    'a.b/c\0',
    'a.b\\c',
    'https://a.b/c',
    'a.b/con',
    'a.b/Aux.txt',
    'a.b/LPT9',
    'a.b/x~1', // short names of Windows
    'a.b/x~12.y',
    'a.b/v1', // v1 and v0 are not written
    'a.b/v0',
    'a.b/v02',
    'a.b/v2.0',
    'a.b/c/v2.',
    'gopkg.in/yaml', // must end in .vN
    'gopkg.in/yaml.v01',
    'gopkg.in/yaml/v2',
    'gopkg.in/yaml.v',
    'gopkg.in/yaml.v0-unstable.v',
  ];
  for (const path of legal) it(`takes ${path}`, () => assert.equal(isModulePath(path), true));
  for (const path of illegal) it(`refuses ${JSON.stringify(path)}`, () => assert.equal(isModulePath(path), false));

  it('splits the major version off', () => {
    const rows: readonly (readonly [string, string | null])[] = [
      ['a.b/c', ''],
      ['a.b/c/v2', '/v2'],
      ['a.b/c/v1', null],
      ['gopkg.in/x.v1', '.v1'],
      ['gopkg.in/x.v2-unstable', '.v2-unstable'],
      ['gopkg.in/x', null],
      ['gopkg.in/x.v0-unstable', null], // only .v0 itself is allowed to begin with a zero
      ['v2', ''],
      ['/v2', '/v2'],
      ['', ''],
    ];
    for (const [path, major] of rows) assert.equal(splitPath(path)?.major ?? null, major, path);
  });

  it('escapes capitals and back', () => {
    assert.equal(escapePath('github.com/Azure/AzureX'), 'github.com/!azure/!azure!x');
    assert.equal(escapePath('github.com/a!b'), null);
    assert.equal(unescapePath('github.com/!azure/x'), 'github.com/Azure/x');
    for (const bad of [
      'github.com/Azure',
      'github.com/!Azure',
      'github.com/!!a',
      'github.com/a!',
      'github.com/!1',
      'ü.b/c',
      '!a.b/c',
    ]) {
      assert.equal(unescapePath(bad), null, bad);
    }
    const path = fc.stringMatching(/^[a-z]{1,5}\.[a-z]{2}(\/[A-Za-z_~-]{1,6}){0,4}$/);
    fc.assert(
      fc.property(path, (one) => {
        const escaped = escapePath(one);
        assert.equal(escaped === null, !isModulePath(one));
        if (escaped === null) return;
        assert.doesNotMatch(escaped, /[A-Z]/);
        assert.equal(unescapePath(escaped), one);
      }),
    );
  });

  it('never throws, and takes linear time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const use of [isModulePath, escapePath, unescapePath, splitPath]) use(text);
        for (const use of [canonicalVersion, isPseudoVersion, escapeVersion, unescapeVersion, parseModuleQuery])
          use(text);
      }),
    );
    for (const text of [
      'a.b/'.repeat(500_000),
      '9'.repeat(2_000_000),
      `a.b/${'~'.repeat(2_000_000)}`,
      `a.b/x~${'1'.repeat(2_000_000)}`,
    ]) {
      isModulePath(text);
    }
    for (const text of [
      `v1.0.0-${'0.'.repeat(500_000)}`,
      `v1.0.0-${'a-'.repeat(500_000)}`,
      `v1.0.0${'-0.'.repeat(300_000)}`,
    ]) {
      isPseudoVersion(text);
      compareVersions(text, text);
    }
  });
});

describe('goproxy/version', () => {
  const canonical: readonly (readonly [string, string | null])[] = [
    ['v1.2.3', 'v1.2.3'],
    ['v1', 'v1.0.0'],
    ['v1.2', 'v1.2.0'],
    ['v0', 'v0.0.0'],
    ['v1.2.3-pre', 'v1.2.3-pre'],
    ['v1.2.3+meta', 'v1.2.3'],
    ['v1.2.3-pre+meta', 'v1.2.3-pre'],
    ['v2.0.0+incompatible', 'v2.0.0+incompatible'],
    ['v1.2.3+incompatible.x', 'v1.2.3'],
    ['v1.2.3-0', 'v1.2.3-0'],
    ['v1.2.3--', 'v1.2.3--'],
    ['v1.2.3-01a', 'v1.2.3-01a'],
    ['v1.2.3-x.1.y', 'v1.2.3-x.1.y'],
    ['v1.2.3+01', 'v1.2.3'],
    ['v99999999999999999999.0.0', 'v99999999999999999999.0.0'],
    ['1.2.3', null],
    ['V1.2.3', null],
    ['v', null],
    ['v01.2.3', null],
    ['v1.02.3', null],
    ['v1.2.3.4', null],
    ['v1.2.3-', null],
    ['v1.2.3-01', null],
    ['v1.2.3-a..b', null],
    ['v1.2.3+', null],
    ['v1-pre', null],
    ['v1.2-pre', null],
    ['v1.2+meta', null],
    ['v1.2.3-ü', null],
    [' v1.2.3', null],
    ['v1.2.3\n', null],
    ['latest', null],
    ['', null],
  ];
  for (const [text, expected] of canonical) {
    it(`reads ${JSON.stringify(text)}`, () => {
      assert.equal(canonicalVersion(text), expected);
      assert.equal(isCanonical(text), expected === text);
    });
  }

  it('orders by precedence', () => {
    // The specification's own row, and Go's extras.
    const ordered = [
      'bad',
      'v0.0.0-20060102150405-abcdef123456',
      'v0.0.1',
      'v1.0.0-0',
      'v1.0.0-alpha',
      'v1.0.0-alpha.1',
      'v1.0.0-alpha.beta',
      'v1.0.0-beta',
      'v1.0.0-beta.2',
      'v1.0.0-beta.11',
      'v1.0.0-rc.1',
      'v1.0.0',
      'v1.0.1-0.20060102150405-abcdef123456',
      'v1.2',
      'v1.10.0',
      'v2.0.0+incompatible',
      'v10',
    ];
    const shuffled = fc.sample(fc.shuffledSubarray(ordered, { minLength: ordered.length }), { numRuns: 20, seed: 3 });
    for (const versions of shuffled) assert.deepEqual(versions.sort(compareVersions), ordered);
    assert.equal(compareVersions('v1', 'v1.0.0'), 0);
    assert.equal(compareVersions('v1.0.0+a', 'v1.0.0+b'), 0);
    assert.equal(compareVersions('bad', ''), 0);
  });

  it('knows pseudo-versions', () => {
    for (const text of [
      'v0.0.0-20060102150405-abcdef123456',
      'v2.0.0-20060102150405-abcdef123456',
      'v1.2.4-0.20060102150405-abcdef123456',
      'v1.2.3-pre.0.20060102150405-abcdef123456',
      'v2.0.1-0.20060102150405-abcdef123456+incompatible',
    ]) {
      assert.equal(isPseudoVersion(text), true, text);
    }
    for (const text of [
      'v0.0.0-2006010215040-abcdef123456', // thirteen digits
      'v0.0.0-20060102150405',
      'v0.1.0-20060102150405-abcdef123456', // needs a base
      'v1.2.4-1.20060102150405-abcdef123456',
      'v0.0.0-20060102150405-abc_def',
      'v01.0.0-20060102150405-abcdef123456',
    ]) {
      assert.equal(isPseudoVersion(text), false, text);
    }
  });

  it('holds versions against the path', () => {
    const rows: readonly (readonly [string, string, boolean])[] = [
      ['a.b/c', 'v1.0.0', true],
      ['a.b/c', 'v0.1.0', true],
      ['a.b/c', 'v2.0.0', false],
      ['a.b/c', 'v2.0.0+incompatible', true],
      ['a.b/c/v2', 'v2.1.0', true],
      ['a.b/c/v2', 'v3.0.0', false],
      ['a.b/c/v2', 'v2.0.0+incompatible', true],
      ['gopkg.in/x.v1', 'v1.0.0', true],
      ['gopkg.in/x.v1', 'v0.0.0-20060102150405-abcdef123456', true], // an old bug
      ['gopkg.in/x.v2', 'v0.0.0-20060102150405-abcdef123456', false],
      ['gopkg.in/x.v2-unstable', 'v2.0.0', true],
      ['gopkg.in/x.v0', 'v0.1.0', true],
      ['a.b/c', 'master', false],
      ['x', 'v1.0.0', false],
    ];
    for (const [path, version, expected] of rows)
      assert.equal(isVersionOf(path, version), expected, `${path} ${version}`);
  });

  it('escapes versions and revisions', () => {
    const rows: readonly (readonly [string, string | null])[] = [
      ['v1.0.0', 'v1.0.0'],
      ['v1.0.0-RC1', 'v1.0.0-!r!c1'],
      ['v2.0.0+incompatible', 'v2.0.0+incompatible'],
      ['master', 'master'],
      ['release (1)', 'release (1)'],
      ['a/b', null],
      ['a!b', null],
      ['a:b', null],
      ['con', null],
      ['CON.x', null],
      ['x.', null],
      ['..', null],
      ['ü', null],
      ['a\n', null],
      ['', null],
    ];
    for (const [version, expected] of rows) {
      assert.equal(escapeVersion(version), expected, version);
      if (expected !== null) assert.equal(unescapeVersion(expected), version);
    }
    assert.equal(unescapeVersion('v1.0.0-RC1'), null);
  });

  it('reads M@V', () => {
    const rows: readonly (readonly [string, string | null | undefined])[] = [
      ['a.b/c', null],
      ['a.b/c@latest', null],
      ['a.b/c@v1.0.0', 'v1.0.0'],
      ['a.b/c@v1', 'v1'],
      ['a.b/c@master', 'master'],
      ['a.b/c@', undefined],
      ['@v1.0.0', undefined],
      ['c@v1.0.0', undefined],
      ['a.b/c@>=v1', undefined],
      ['a.b/c@feature/x', undefined],
      ['a.b/c@v1@v2', 'v1@v2'],
      ['a.b/c d@v1', undefined],
      ['../c@v1', undefined],
      ['', undefined],
    ];
    for (const [text, version] of rows) {
      const expected = version === undefined ? null : { module: 'a.b/c', version };
      assert.deepEqual(parseModuleQuery(text), expected, text);
    }
  });
});
