/** go.mod and go.work, also in the middle of an edit. Held against Go's modfile in reference.test.ts. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseGoMod } from '../../../src/goproxy/module/goMod.ts';
import { parseGoWork } from '../../../src/goproxy/module/goWork.ts';
import { readModLines } from '../../../src/goproxy/module/modFileLines.ts';
import { firstPublicRequirement, WELL_KNOWN } from '../../../src/goproxy/module/sample.ts';
import { isCanonical, isVersionOf } from '../../../src/goproxy/module/version.ts';

const WHOLE = `// The head.
module a.b/c // why

go 1.24.0
toolchain go1.26.8

require a.b/d v1.0.0
require (
	a.b/e v1.2.3 // indirect
	"a.b/f" v0.0.0-20060102150405-abcdef123456 // indirect; more
	// a.b/g v1.0.0
	\`a.b/h\` v2.0.0+incompatible // indirectly
)

replace a.b/d => ../d
replace (
	a.b/e v1.2.3 => a.b/x v1.2.4
	a.b/f => "./with space"
)
exclude a.b/z v1.0.0
retract [v1.0.0, v1.1.0]
`;

describe('goproxy/goMod', () => {
  it('reads a whole file', () => {
    assert.deepEqual(parseGoMod(WHOLE), {
      module: 'a.b/c',
      go: '1.24.0',
      toolchain: 'go1.26.8',
      requires: [
        { module: 'a.b/d', version: 'v1.0.0', indirect: false, line: 7 },
        { module: 'a.b/e', version: 'v1.2.3', indirect: true, line: 9 },
        { module: 'a.b/f', version: 'v0.0.0-20060102150405-abcdef123456', indirect: true, line: 10 },
        { module: 'a.b/h', version: 'v2.0.0+incompatible', indirect: false, line: 12 },
      ],
      replaces: [
        { old: 'a.b/d', oldVersion: null, new: '../d', newVersion: null, line: 15 },
        { old: 'a.b/e', oldVersion: 'v1.2.3', new: 'a.b/x', newVersion: 'v1.2.4', line: 17 },
        { old: 'a.b/f', oldVersion: null, new: './with space', newVersion: null, line: 18 },
      ],
    });
  });

  it('reads the same with carriage returns and a BOM', () => {
    assert.deepEqual(parseGoMod(`\ufeff${WHOLE.replaceAll('\n', '\r\n')}`), parseGoMod(WHOLE));
  });

  const requires: readonly (readonly [string, string[]])[] = [
    ['', []],
    ['require', []],
    ['require a.b/c', []],
    ['require a.b/c v1.0.0 x', []],
    ['require (\na.b/c v1.0.0', ['a.b/c@v1.0.0 2']], // not closed yet
    ['require (\na.b/c v1.0.0\nrequire (\na.b/d v1.0.0\n)', ['a.b/c@v1.0.0 2', 'a.b/d@v1.0.0 4']],
    ['require ( // why\na.b/c v1.0.0 // x\n) // end\nrequire a.b/d v1.0.0', ['a.b/c@v1.0.0 2', 'a.b/d@v1.0.0 4']],
    ['require(\na.b/c v1.0.0\n)', ['a.b/c@v1.0.0 2']],
    ['  require\ta.b/c  v1.0.0  ', ['a.b/c@v1.0.0 1']],
    ['require "a.b/c" "v1.0.0"', ['a.b/c@v1.0.0 1']],
    ['require "a.b/c v1.0.0', []], // the string does not end
    ['require "a.b/\\n" v1.0.0', []],
    ['require a.b/c v1.0.0//indirect', ['a.b/c@v1.0.0 1']],
    ['exclude (\na.b/c v1.0.0\n)\nrequire a.b/d v1.0.0', ['a.b/d@v1.0.0 4']],
    ['unknown (\na.b/c v1.0.0\n)', []],
    ['a.b/c v1.0.0', []],
    // Conflict markers go, both sides stay.
    [
      'require (\n<<<<<<< HEAD\na.b/c v1.0.0\n||||||| base\n=======\na.b/c v1.1.0\n>>>>>>> branch\n)',
      ['a.b/c@v1.0.0 3', 'a.b/c@v1.1.0 6'],
    ],
    ['require a.b/c v1.0.0 /* x */', []],
    ['require a.b/c v1.0.0 a b c d e f // indirect', []],
    ['\n\n\nrequire a.b/c v1.0.0', ['a.b/c@v1.0.0 4']],
  ];
  for (const [text, expected] of requires) {
    it(`finds ${expected.length} requirements in ${JSON.stringify(text)}`, () => {
      assert.deepEqual(
        parseGoMod(text).requires.map(({ module, version, line }) => `${module}@${version} ${line}`),
        expected,
      );
    });
  }

  it('passes over replacements that say nothing', () => {
    for (const text of [
      'replace',
      'replace a.b',
      'replace a.b =>',
      'replace => x',
      'replace a v1 x => y',
      'replace a => b v1 x',
      'replace a b c d e f => g',
    ]) {
      assert.deepEqual(parseGoMod(text).replaces, [], text);
    }
    assert.equal(parseGoMod('replace a.b=>./x').replaces.length, 0); // one word, as for go
  });

  it('takes the first of what may stand once', () => {
    const { module, go, toolchain } = parseGoMod(
      'module a.b\nmodule c.d\ngo 1.20\ngo 1.21\ntoolchain x\ntoolchain y\n',
    );
    assert.deepEqual([module, go, toolchain], ['a.b', '1.20', 'x']);
    assert.equal(parseGoMod('module a b').module, null);
  });

  it('reads go.work', () => {
    assert.deepEqual(parseGoWork('go 1.24\n\nuse ./a\nuse (\n\t./b // x\n\t"../c d"\n)\nreplace a.b => ./x\n').uses, [
      './a',
      './b',
      '../c d',
    ]);
    assert.deepEqual(parseGoWork('use').uses, []);
    assert.deepEqual(parseGoWork('use ./a ./b').uses, []);
  });

  it('never throws, and takes linear time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        parseGoMod(text);
        parseGoWork(text);
      }),
    );
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('require', '(', ')', '"', '`', '\\', '//', ' ', '\n', '=>', 'a.b', 'v1.0.0', '\r')),
        (parts) => {
          parseGoMod(parts.join(''));
        },
      ),
    );
    for (const unit of ['(', '"', 'a ', '// ', '\n', 'require a.b v1.0.0\n', '=>', '\\"', '<<<<<<<']) {
      parseGoMod(unit.repeat(2_000_000 / unit.length));
      parseGoMod(`"${unit.repeat(2_000_000 / unit.length)}`);
    }
  });

  it('counts lines as editors do', () => {
    assert.deepEqual(
      [...readModLines('a\n\nb\r\nc')].map(({ verb, line }) => `${verb}${line}`),
      ['a1', 'b3', 'c4'],
    );
  });
});

describe('goproxy/sample', () => {
  it('names a module that can be asked for', () => {
    assert.ok(isCanonical(WELL_KNOWN.version) && isVersionOf(WELL_KNOWN.module, WELL_KNOWN.version));
  });

  const first = (text: string, variables = {}) => firstPublicRequirement(parseGoMod(text), variables)?.module ?? null;

  it('takes the first requirement that anyone may know', () => {
    const text = 'require (\na.b/c v1.0.0\na.b/d v1.0.0\n)\n';
    assert.equal(first(text), 'a.b/c');
    assert.equal(first(text, { GOPRIVATE: 'a.b/c' }), 'a.b/d');
    assert.equal(first(text, { GOPRIVATE: 'a.b' }), null);
    assert.equal(first(text, { GOPRIVATE: 'a.b/c', GONOPROXY: 'none' }), 'a.b/d'); // the database is not to know it
    assert.equal(first(text, { GOPRIVATE: 'a.b/c', GONOPROXY: 'none', GONOSUMDB: 'none' }), 'a.b/c');
    assert.equal(first(''), null);
  });

  it('passes over what is replaced, and what is no version', () => {
    assert.equal(first('require a.b/c v1.0.0\nreplace a.b/c => ../c\n'), null);
    assert.equal(first('require a.b/c v1.0.0\nreplace a.b/c => x.y/c v1.0.0\n'), null);
    assert.equal(first('require a.b/c v1.0.0\nreplace a.b/c v1.0.0 => ../c\n'), null);
    assert.equal(first('require a.b/c v1.0.0\nreplace a.b/c v1.0.1 => ../c\n'), 'a.b/c');
    assert.equal(first('require a.b/c v1\nrequire x v1.0.0\nrequire a.b/d v2.0.0\nrequire a.b/e v1.0.0\n'), 'a.b/e');
  });
});
