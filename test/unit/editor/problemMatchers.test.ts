/** The problem matchers of the manifest over what go really printed: what failed is found, what did not is left alone. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readTextCases } from '../../texts/textCase.ts';

interface Pattern {
  readonly name: string;
  readonly kind?: 'file' | 'location';
  readonly regexp: string;
  readonly file: number;
  readonly message: number;
  readonly line?: number;
  readonly code?: number;
}

interface Matcher {
  readonly name: string;
  readonly pattern: string;
}

const manifest = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  readonly contributes: { readonly problemPatterns: readonly Pattern[]; readonly problemMatchers: readonly Matcher[] };
};
const { problemPatterns, problemMatchers } = manifest.contributes;
const patternOf = (name: string) => {
  const matcher = problemMatchers.find((one) => one.name === name);
  const pattern = problemPatterns.find((one) => `$${one.name}` === matcher?.pattern);
  assert.ok(pattern !== undefined, name);
  return { ...pattern, regexp: new RegExp(pattern.regexp) };
};

/** A line's message, file and code, as VS Code takes them from a pattern: trimmed, and nothing without both. */
function found(name: string, text: string) {
  const { regexp, message, file, line, code } = patternOf(name);
  return text.split(/\r?\n/).flatMap((one) => {
    const match = regexp.exec(one);
    const [words, place] = [match?.[message]?.trim() ?? '', match?.[file]?.trim() ?? ''];
    return words === '' || place === '' ? [] : [{ words, place, at: match?.[line ?? code ?? 0] }];
  });
}

/** Nothing in these lines names a module, a file or a host: no problem matcher could tell them from any other program's. */
const PASSED_OVER = [
  'corrupt-zip',
  'disk-permission-tidy',
  'disk-read-only',
  'goauth-git-relative',
  'goauth-off-and-more',
  'html-for-zip-json',
  'toolchain-language-version',
  'vendor-import',
  'vendor-query',
  'zip-of-another-module',
];

describe('the problem matchers', () => {
  it('find the failures that go was recorded to print, but for a few', () => {
    const missed = readTextCases('recorded').filter(
      ({ expect, text }) =>
        expect.length > 0 &&
        found('go-proxy', text.toString()).length === 0 &&
        found('go-proxy-line', text.toString()).length === 0,
    );
    assert.deepEqual(
      missed.map(({ name }) => name),
      PASSED_OVER,
    );
  });

  it('leave alone what is no failure of a download, recorded or collected', () => {
    for (const group of ['recorded', 'wild'] as const) {
      for (const { name, text, expect } of readTextCases(group)) {
        if (expect.length === 0) assert.deepEqual(found('go-proxy', text.toString()), [], name);
      }
    }
  });

  it('leave alone what other programs print', () => {
    for (const line of [
      'go: downloading example.test/a v1.0.0',
      'go: finding module for package example.test/a',
      'go: added example.test/a v1.0.0',
      'go: warning: example.test/a@v1.0.0: retracted by module author',
      './main.go:5:2: undefined: fmt.Foo',
      'main.go:4:8: no required module provides package example.test/a; to add it:',
      '    config.yaml: error',
      'error: src/a.ts: no such file',
      'ok  \texample.test/a\t0.1s',
      'npm warn deprecated left-pad@1.3.0: use String.prototype.padStart()',
      '',
    ]) {
      assert.deepEqual([...found('go-proxy', line), ...found('go-proxy-line', line)], [], line);
    }
  });

  it('say which module, and put it on go.mod: the dot of a name is the file, relative to go.mod itself', () => {
    const said = 'example.test/a@v1.0.0: Get "http://127.0.0.1:1/x": dial tcp 127.0.0.1:1: connect: connection refused';
    const [module, place] = ['example.test/a@v1.0.0', '.'];
    for (const line of [`go: ${said}`, `\t${said}`, `main.go:3:8: ${said}`]) {
      assert.deepEqual(found('go-proxy', line), [{ words: said, place, at: module }], line);
    }
    const verifying = 'verifying example.test/a@v1.0.0: checksum mismatch';
    assert.deepEqual(found('go-proxy', verifying), [{ words: verifying, place, at: module }]);
    const off = 'main.go:3:8: module lookup disabled by GOPROXY=off';
    assert.deepEqual(found('go-proxy', off), [{ words: off, place, at: 'main.go' }]);
  });

  it('put a mistake in go.mod on its line', () => {
    assert.deepEqual(found('go-proxy-line', '/home/dev/app/go.mod:3: invalid go version'), [
      { words: 'invalid go version', place: '/home/dev/app/go.mod', at: '3' },
    ]);
    assert.equal(found('go-proxy-line', 'go.work:7:2: unknown directive: us')[0]?.at, '7');
  });

  it('take no time on a line that is long and odd', () => {
    for (const line of [
      `go: ${'a.'.repeat(50_000)}`,
      ` ${'a@v1'.repeat(30_000)}`,
      `${'\t'.repeat(50_000)}x`,
      'go: a.b@c requires '.repeat(5_000),
      'x.go:1:1: '.repeat(9_000),
      ` ${'a.b: '.repeat(20_000)}`,
      `${'go.mod'.repeat(20_000)}:`,
      `go: mkdir ${'a'.repeat(90_000)}: `,
      `go: mkdir x: ${':'.repeat(90_000)}`,
    ]) {
      const begin = process.cpuUsage();
      for (const { name } of problemMatchers) found(name, line);
      const { user } = process.cpuUsage(begin);
      assert.ok(user < 300_000, `${line.slice(0, 20)}… ${user} µs`);
    }
  });
});
