/** A failure lands on the line that it concerns, or on the file; never on another line. */
import assert from 'node:assert/strict';
import path from 'node:path';
import fc from 'fast-check';
import type { Place } from '../../../../src/doctor/incident/incident.ts';
import { type ModuleTexts, placeFailure } from '../../../../src/doctor/incident/place.ts';
import type { TextFailure } from '../../../../src/failures/textFailure.ts';
import { failureOf } from './failureOf.ts';

const A = 'example.com/a';
const FOLDER = path.resolve('/shop');

function moduleOf(goMod: string, goSum: string | null = null, folder = FOLDER): ModuleTexts {
  return { folder, goMod, goSum };
}

/** `line: text`, the text being what an editor would underline. */
function shown(place: Place | null, texts: Readonly<Record<string, string>>): string | null {
  if (place === null) return null;
  const line = (texts[path.basename(place.file)] ?? '').replace(/^\ufeff/, '').split('\n')[place.line - 1];
  assert.ok(line !== undefined, `no line ${place.line}`);
  return `${path.basename(place.file)}:${place.line}: ${line.slice(place.start, place.end)}`;
}

function inMod(goMod: string, more: Partial<TextFailure> = { module: A }): string | null {
  return shown(placeFailure(failureOf(more), [moduleOf(goMod)], null), { 'go.mod': goMod });
}

describe('placeFailure', () => {
  describe('in go.mod', () => {
    const rows: readonly (readonly [name: string, goMod: string, place: string])[] = [
      ['a single require', `module m\n\nrequire ${A} v1.0.0\n`, `3: ${A} v1.0.0`],
      ['a block', `module m\nrequire (\n\tother.test/x v1.0.0\n\t${A} v1.0.0 // indirect\n)\n`, `4: ${A} v1.0.0`],
      ['CRLF', `module m\r\nrequire (\r\n\t${A} v1.0.0\r\n)\r\n`, `3: ${A} v1.0.0`],
      ['CRLF and no version yet', `module m\r\nrequire ${A}\r\n`, `2: ${A}`],
      ['a BOM', `\ufeffrequire ${A} v1.0.0\nmodule m\n`, `1: ${A} v1.0.0`],
      ['a BOM and nothing else to show', '\ufeffmodule m', '1: m'],
      ['quotes', `module m\nrequire "${A}" "v1.0.0"\n`, `2: "${A}" "v1.0.0"`],
      ['backquotes', `module m\nrequire (\n\t\`${A}\` v1.0.0)\n`, `3: \`${A}\` v1.0.0`],
      [
        'a comment that names it',
        `module m // ${A} v1.0.0\n// require ${A} v1.0.0\nrequire ${A} v1.0.0\n`,
        `3: ${A} v1.0.0`,
      ],
      ['a comment without a blank', `module m\nrequire ${A} v1.0.0//indirect\n`, `2: ${A} v1.0.0`],
      ['only a comment that names it', `module m\n// require ${A} v1.0.0\n`, '1: m'],
      ['a path that begins like another', `module m\nrequire ${A}b v1.0.0\nrequire ${A} v1.0.0\n`, `3: ${A} v1.0.0`],
      ['only a path that begins like it', `module m\nrequire ${A}b v1.0.0\n`, '1: m'],
      ['a path that stands in its verb', 'module m\nrequire r v1.0.0\n', '1: m'],
      ['require and replace', `module m\nreplace ${A} => ../a\nrequire ${A} v1.0.0\n`, `3: ${A} v1.0.0`],
      [
        'what it is replaced by',
        `module m\nreplace other.test/x v1.0.0 => ${A} v1.2.0 // x\n`,
        `2: other.test/x v1.0.0 => ${A} v1.2.0`,
      ],
      ['a block of replace', `module m\nreplace (\n\t${A} => ../a\n)\n`, `3: ${A} => ../a`],
      ['exclude and retract', `exclude ${A} v1.0.0\nmodule m\nretract v1.0.0 // ${A}\n`, '2: m'],
      ['tool', `module m\ntool ${A}/cmd/x\ntool ${A}\n`, '1: m'],
      ['a block that is not closed', `module m\nrequire (\n\t${A} v1.0.0\nexclude ${A} v2.0.0\n`, `3: ${A} v1.0.0`],
      ['half a line', `module m\nrequire (\n\t${A}/\n\t"${A}\n)\n`, '1: m'],
      ['half a replace', `module m\nreplace ${A}\nreplace ${A} =>\nreplace => ${A}\n`, `3: ${A} =>`],
      [
        'conflict markers',
        `module m\n<<<<<<< HEAD\nrequire ${A} v1.0.0\n=======\nrequire ${A} v1.1.0\n>>>>>>> b\n`,
        `3: ${A} v1.0.0`,
      ],
      ['no module line', 'go 1.24\n', '1: '],
      ['a module line without a path', 'go 1.24\n  module  \r\n', '2: module'],
      ['an empty file', '', '1: '],
      ['a path that is its own verb', 'module module\n', '1: module'],
      ['letters beyond the first plane', `module m\nrequire /* 𝒳 */ ${A} v1.0.0\n`, '1: m'],
    ];
    for (const [name, goMod, place] of rows) it(name, () => assert.equal(inMod(goMod), `go.mod:${place}`));

    it('counts columns in UTF-16', () => {
      const goMod = `module m\nreplace "𝒳.test/x" => ${A} v1.0.0\n`;
      const place = placeFailure(failureOf({ module: A }), [moduleOf(goMod)], null);
      assert.deepEqual(place, { file: path.join(FOLDER, 'go.mod'), line: 2, start: 8, end: 43 });
      assert.equal('replace "𝒳.test/x" => example.com/a v1.0.0'.length, 43);
    });

    it('finds a package by the longest module that it may lie in', () => {
      const goMod = `module m\nrequire (\n\t${A} v1.0.0\n\t${A}/sub v1.0.0\n\t${A}/sub/v2 v2.0.0\n)\n`;
      const at = (wanted: string) => inMod(goMod, { package: wanted })?.split(' ')[0];
      assert.equal(at(`${A}/x`), 'go.mod:3:');
      assert.equal(at(`${A}/subway`), 'go.mod:3:');
      assert.equal(at(`${A}/sub/x`), 'go.mod:4:');
      assert.equal(at(`${A}/sub/v2/x`), 'go.mod:5:');
      // Another major version is another module.
      assert.equal(at(`${A}/v2/x`), 'go.mod:1:');
      assert.equal(at(`${A}/vector`), 'go.mod:3:');
      assert.equal(at('example.com'), 'go.mod:1:');
    });

    it('takes a path with its version for a module, one with a query for a package', () => {
      const goMod = `module m\nrequire ${A} v1.0.0\n`;
      const at = (version: string) => inMod(goMod, { module: `${A}/sub`, version });
      assert.equal(at('v1.0.0'), 'go.mod:1: m');
      assert.equal(at('latest'), `go.mod:2: ${A} v1.0.0`);
      assert.equal(inMod(goMod, { module: A, version: 'v1.9.0' }), `go.mod:2: ${A} v1.0.0`);
    });
  });

  describe('of several modules', () => {
    const folders = ['/shop/nested', '/shop', '/other'].map((folder) => path.resolve(folder));
    const [nested = '', shop = '', other = ''] = folders;
    const texts = (...goMods: readonly string[]) => goMods.map((goMod, index) => moduleOf(goMod, null, folders[index]));

    it('takes the nearest that requires it, else the nearest', () => {
      const requires = `module m\nrequire ${A} v1.0.0\n`;
      const at = (...goMods: readonly string[]) => placeFailure(failureOf({ module: A }), texts(...goMods), null)?.file;
      assert.equal(at(requires, requires, requires), path.join(nested, 'go.mod'));
      assert.equal(at('module m', requires, requires), path.join(shop, 'go.mod'));
      assert.equal(at('module m', 'module m', requires), path.join(other, 'go.mod'));
      assert.equal(at('', 'module m', 'module m'), path.join(nested, 'go.mod'));
    });

    it('points nowhere where no file is left', () => {
      assert.equal(placeFailure(failureOf({ module: A }), [], null), null);
      assert.equal(placeFailure(failureOf(), [], { file: '/shop/main.go', text: '' }), null);
    });
  });

  describe('in go.sum', () => {
    const goMod = `module m\nrequire ${A} v1.0.0\n`;
    const zip = `${A} v1.0.0 h1:x=`;
    const mod = `${A} v1.0.0/go.mod h1:y=`;
    const rows: readonly (readonly [name: string, goSum: string | null, version: string | null, place: string])[] = [
      ['both lines', `${mod}\n${zip}\n`, 'v1.0.0', `go.sum:2: ${zip}`],
      ['both lines, of go.mod', `${zip}\n${mod}\n`, 'v1.0.0/go.mod', `go.sum:2: ${mod}`],
      ['the line of go.mod alone', `x v1.0.0 h1:z=\n${mod}\n`, 'v1.0.0', `go.sum:2: ${mod}`],
      ['the line of the zip alone', `${zip}\n`, 'v1.0.0/go.mod', `go.sum:1: ${zip}`],
      ['CRLF', `${mod}\r\n${zip}\r\n`, 'v1.0.0', `go.sum:2: ${zip}`],
      ['a BOM', `\ufeff${zip}`, 'v1.0.0', `go.sum:1: ${zip}`],
      ['a conflict', `<<<<<<< HEAD\n${zip}\n=======\n${zip}2\n>>>>>>> b\n`, 'v1.0.0', `go.sum:2: ${zip}`],
      [
        'versions and paths that begin alike',
        `${A}b v1.0.0 h1:\n${A} v1.0.0-rc h1:\n${zip}`,
        'v1.0.0',
        `go.sum:3: ${zip}`,
      ],
      ['another version', `${A} v1.0.1 h1:x=\n`, 'v1.0.0', `go.mod:2: ${A} v1.0.0`],
      ['no version', zip, null, `go.mod:2: ${A} v1.0.0`],
      ['no go.sum', null, 'v1.0.0', `go.mod:2: ${A} v1.0.0`],
    ];
    for (const [name, goSum, version, expected] of rows) {
      it(name, () => {
        const failure = failureOf({ code: 'checksum-mismatch', module: A, version });
        const place = placeFailure(failure, [moduleOf(goMod, goSum)], null);
        assert.equal(shown(place, { 'go.mod': goMod, 'go.sum': goSum ?? '' }), expected);
      });
    }

    it('of another module of the workspace, and for checksums only', () => {
      const modules = [moduleOf(goMod, ''), moduleOf(goMod, zip, path.resolve('/other'))];
      const at = (code: TextFailure['code']) =>
        placeFailure(failureOf({ code, module: A, version: 'v1.0.0' }), modules, null)?.file;
      assert.equal(at('checksum-mismatch'), path.resolve('/other/go.sum'));
      assert.equal(at('server-error'), path.join(FOLDER, 'go.mod'));
    });
  });

  describe('in a Go file', () => {
    const at = (text: string, more: Partial<TextFailure> = {}, goMod = 'module m') => {
      const source = { file: 'main.go', line: 2, column: 8 };
      const failure = failureOf({ package: `${A}/x`, source, ...more });
      const place = placeFailure(failure, [moduleOf(goMod)], { file: path.join(FOLDER, 'main.go'), text });
      return shown(place, { 'main.go': text, 'go.mod': goMod });
    };
    const rows: readonly (readonly [name: string, text: string, place: string])[] = [
      ['an import', `package m\nimport "${A}/x"\n`, `main.go:2: "${A}/x"`],
      ['a name before it, CRLF', `package m\r\nimport é𝒳 "${A}/x"\r\n`, `main.go:2: "${A}/x"`],
      ['backquotes', `package m\nimport \`${A}/x\`\n`, `main.go:2: \`${A}/x\``],
      ['two on one line', `package m\nimport ("${A}/xy"; "${A}/x")\n`, `main.go:2: "${A}/x"`],
      ['a longer path', `package m\nimport "${A}/xy"\n`, 'go.mod:1: m'],
      ['a package below it', `package m\nimport "${A}/x/y"\n`, 'go.mod:1: m'],
      ['another import meanwhile', `package m\n\nimport "${A}/x"\n`, 'go.mod:1: m'],
      ['no such line any more', 'package m', 'go.mod:1: m'],
      ['a quote that does not end', `package m\nimport "${A}/x`, 'go.mod:1: m'],
    ];
    for (const [name, text, place] of rows) it(name, () => assert.equal(at(text), place));

    it('of a module, where only that is known', () => {
      const only = { package: null, module: A };
      assert.equal(at(`package m\nimport "${A}/x"\n`, only), `main.go:2: "${A}/x"`);
      assert.equal(at(`package m\nimport "${A}b/x"\n`, only), 'go.mod:1: m');
      assert.equal(at(`package m\nimport "${A}"\n`, only), `main.go:2: "${A}"`);
    });

    it('only where go.mod does not require it', () => {
      const required = `module m\nrequire ${A} v1.0.0`;
      assert.equal(at(`package m\nimport "${A}/x"\n`, {}, required), `go.mod:2: ${A} v1.0.0`);
    });

    it('is not asked without a place that go points to', () => {
      assert.equal(at(`package m\nimport "${A}/x"\n`, { source: null }), 'go.mod:1: m');
      assert.equal(at(`package m\nimport "${A}/x"\n`, { source: { file: 'x', line: 0, column: 0 } }), 'go.mod:1: m');
    });
  });

  describe('of anything', () => {
    const word = fc.constantFrom(
      ...[
        'module',
        'require',
        'replace',
        'exclude',
        'tool',
        '(',
        ')',
        '=>',
        '//',
        '"',
        '`',
        '\\',
        ',',
        '=======',
        '<<<<<<<',
      ],
      ...[
        A,
        `${A}b`,
        `${A}/v2`,
        'v1.0.0',
        'v1.0.0/go.mod',
        'h1:x=',
        '\r',
        '\r\n',
        '\n',
        '\n',
        ' ',
        '\t',
        '\ufeff',
        '\u00a0',
        '𝒳',
        '',
      ],
    );
    const anyText = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(word, { maxLength: 40 }).map((words) => words.join('')),
      fc.array(word, { maxLength: 40 }).map((words) => words.join(' ')),
    );
    const anyName = fc.oneof(word, fc.string(), fc.constant(null));
    const anyFailure = fc.record({
      code: fc.constantFrom('checksum-mismatch' as const, 'server-error' as const),
      module: anyName,
      version: anyName,
      package: anyName,
      source: fc.option(fc.record({ file: fc.constant('main.go'), line: fc.integer({ max: 50 }), column: fc.nat() })),
    });

    it('lies inside the text', () => {
      fc.assert(
        fc.property(anyText, anyText, anyText, anyFailure, (goMod, goSum, text, failure) => {
          const source = { file: path.join(FOLDER, 'main.go'), text };
          const place = placeFailure(failureOf(failure), [moduleOf(goMod, goSum)], source);
          assert.ok(place !== null);
          const whole = { 'go.mod': goMod, 'go.sum': goSum, 'main.go': text }[path.basename(place.file)];
          const line = whole?.replace(/^\ufeff/, '').split('\n')[place.line - 1];
          assert.ok(line !== undefined, `no line ${place.line}`);
          const { start, end } = place;
          assert.ok(0 <= start && start <= end && end <= line.replace(/\r$/, '').length, `${start} to ${end}`);
        }),
        { numRuns: 2000 },
      );
    });

    it('is linear: a megabyte of bait', () => {
      const baits = [
        `${A} `,
        'require (\n',
        `require ${A}/x v1.0.0\n`,
        '"',
        '"\\',
        '/',
        '`" ',
        `"${A}`,
        '\r',
        ' ',
        'a,',
      ];
      for (const bait of baits) {
        const text = bait.repeat((1 << 20) / bait.length);
        for (const head of ['', 'module ', `require ${A} `, `replace ${A} => `]) {
          const failure = failureOf({
            code: 'checksum-mismatch',
            module: A,
            version: 'v1.0.0',
            package: A,
            source: { file: 'main.go', line: 1, column: 1 },
          });
          const source = { file: 'main.go', text: head + text };
          assert.ok(placeFailure(failure, [moduleOf(head + text, head + text)], source) !== null);
        }
      }
    });
  });
});
